package io.dbcpool.substrate.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeccakF1600Test {

    private static final int SHA3_256_RATE = 136;

    @Test
    void makesTheSameSha3AsTheJdk() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        for (int length = 0; length < 3 * SHA3_256_RATE; length++) {
            byte[] message = new byte[length];
            random.nextBytes(message);
            assertThat(sha3(message))
                    .as("%d bytes".formatted(length))
                    .isEqualTo(MessageDigest.getInstance("SHA3-256").digest(message));
        }
    }

    private static byte[] sha3(byte[] message) {
        byte[] padded = Arrays.copyOf(message, (message.length / SHA3_256_RATE + 1) * SHA3_256_RATE);
        padded[message.length] ^= 0x06;
        padded[padded.length - 1] ^= (byte) 0x80;
        ByteBuffer in = ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN);
        long[] lanes = new long[KeccakF1600.LANES];
        while (in.hasRemaining()) {
            for (int i = 0; i < SHA3_256_RATE / Long.BYTES; i++) {
                lanes[i] ^= in.getLong();
            }
            KeccakF1600.permute(lanes);
        }
        ByteBuffer out = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(lanes, 0, 4).forEach(out::putLong);
        return out.array();
    }
}
