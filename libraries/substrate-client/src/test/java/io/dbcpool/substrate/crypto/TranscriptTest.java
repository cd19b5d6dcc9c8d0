package io.dbcpool.substrate.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TranscriptTest {

    /** Merlin's own test, {@code equivalence_simple} in transcript.rs. */
    @Test
    void drawsTheChallengeOfMerlinsOwnTest() {
        Transcript transcript = new Transcript("test protocol").append("some label", ascii("some data"));
        assertThat(HexFormat.of().formatHex(transcript.challenge("challenge", 32)))
                .isEqualTo("d5a21972d0d5fe320c0d263fac7fffb8145aa640af6e9bca177c03c7efcf0615");
    }

    @Test
    void drawsAnotherWitnessEachTimeAndIsNotChangedByIt() {
        SecureRandom random = new SecureRandom();
        byte[] secret = ascii("secret");
        Transcript asked = new Transcript("test");
        assertThat(asked.witness("w", 64, random, secret)).isNotEqualTo(asked.witness("w", 64, random, secret));
        assertThat(asked.challenge("c", 32)).isEqualTo(new Transcript("test").challenge("c", 32));
    }

    @Test
    void drawsAWitnessFromTheSecretToo() {
        assertThat(witnessWithoutRandomness("one")).isEqualTo(witnessWithoutRandomness("one"));
        assertThat(witnessWithoutRandomness("one")).isNotEqualTo(witnessWithoutRandomness("two"));
    }

    private static byte[] witnessWithoutRandomness(String secret) {
        return new Transcript("test").witness("w", 64, new Broken(), ascii(secret));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A source of randomness that only ever gives zeros. */
    private static final class Broken extends SecureRandom {

        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
