package io.dbcpool.listener.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.broadcast.BroadcastEncoder;
import io.dbcpool.broadcast.Datagram;
import io.dbcpool.broadcast.Datagram.Route;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UsualWordsTest {

    private static final MachineId OURS = new MachineId("a".repeat(64));
    private static final MachineId ANOTHERS = new MachineId("b".repeat(64));

    private final UsualWords words = new UsualWords(List.of(OURS));

    @ParameterizedTest
    @EnumSource(Word.class)
    void whatTheNodesOfThePoolSayIsKnown(Word word) {
        assertThat(words.has(datagram(BroadcastEncoder.encode(OURS, word)))).isTrue();
        assertThat(words.has(datagram(BroadcastEncoder.encode(ANOTHERS, word)))).isFalse();
    }

    @Test
    void nothingElseIs() {
        byte[] word = BroadcastEncoder.encode(OURS, Word.RENTING);
        byte[] longer = Arrays.copyOf(word, word.length + 1);
        byte[] changed = word.clone();
        changed[word.length - 1] ^= 1;
        byte[] spaced = Base64.getEncoder()
                .encode("{ \"node_id\": \"%s\", \"status\": \"renting\" }"
                        .formatted(OURS.hex())
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(List.of(new byte[0], longer, changed, spaced)).noneMatch(bytes -> words.has(datagram(bytes)));
        // Cut, so that what is kept of it looks like one.
        assertThat(words.has(new Datagram(
                        word, 9_000, new InetSocketAddress("192.0.2.1", 1), Instant.EPOCH, 0, Route.WILDCARD)))
                .isFalse();
    }

    private static Datagram datagram(byte[] bytes) {
        return new Datagram(
                bytes, bytes.length, new InetSocketAddress("192.0.2.1", 1), Instant.EPOCH, 0, Route.WILDCARD);
    }
}
