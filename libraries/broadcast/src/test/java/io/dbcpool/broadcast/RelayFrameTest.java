package io.dbcpool.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.broadcast.Datagram.Route;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelayFrameTest {

    @ParameterizedTest
    @CsvSource({"192.0.2.11, 192.0.2.11:40000", "2001:db8::7, [2001:db8:0:0:0:0:0:7]:40000"})
    void namesTheSenderAndKeepsTheBytes(String address, String written) {
        byte[] bytes = {'\n', 0, -1, 'x'};
        var sender = new InetSocketAddress(address, 40_000);

        byte[] frame = RelayFrame.encode(new Datagram(bytes, bytes.length, sender, Instant.EPOCH, 0, Route.UNICAST));

        assertThat(frame).startsWith(("DBCPOOL-RELAY/1 " + written + "\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(RelayFrame.find(ByteBuffer.wrap(frame))).contains(new RelayFrame(sender, ByteBuffer.wrap(bytes)));
    }

    @Test
    void keepsADatagramWithNothingInIt() {
        var frame = ByteBuffer.wrap("DBCPOOL-RELAY/1 192.0.2.11:1\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(RelayFrame.find(frame))
                .contains(new RelayFrame(new InetSocketAddress("192.0.2.11", 1), ByteBuffer.allocate(0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "eyJub2RlX2lkIjoi",
                "DBCPOOL-RELAY/1 192.0.2.11:40000",
                "DBCPOOL-RELAY/2 192.0.2.11:40000\nx",
                "DBCPOOL-RELAY/1 192.0.2.11\nx",
                "DBCPOOL-RELAY/1 192.0.2.11:\nx",
                "DBCPOOL-RELAY/1 192.0.2.11:65536\nx",
                "DBCPOOL-RELAY/1 192.0.2.11:-1\nx",
                "DBCPOOL-RELAY/1 192.0.2.256:1\nx",
                "DBCPOOL-RELAY/1 :1\nx",
                "DBCPOOL-RELAY/1 []:1\nx",
                "DBCPOOL-RELAY/1 gpu-01.example:1\nx",
            })
    void whatIsNoFrameOfOursIsNotFound(String text) {
        assertThat(RelayFrame.find(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII))))
                .isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void noBytesMakeItThrow(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            byte[] start = "DBCPOOL-RELAY/1 ".getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(start, 0, bytes, 0, Math.min(start.length, bytes.length));
            assertThat(RelayFrame.find(ByteBuffer.wrap(bytes))).isEmpty();
        }
    }
}
