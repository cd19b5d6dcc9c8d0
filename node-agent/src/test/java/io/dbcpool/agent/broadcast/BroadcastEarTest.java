package io.dbcpool.agent.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.agent.machine.Observation.WordsHeard;
import io.dbcpool.agent.testing.Pools;
import io.dbcpool.broadcast.Admission;
import io.dbcpool.broadcast.BroadcastEncoder;
import io.dbcpool.broadcast.Datagram;
import io.dbcpool.broadcast.Datagram.Route;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BroadcastEarTest {

    private static final Instant AT = Instant.parse("2026-11-24T03:00:00Z");
    private static final MachineId FIRST = new MachineId("a".repeat(64));
    private static final MachineId SECOND = new MachineId("b".repeat(64));

    private final List<Supplier<Optional<WordsHeard>>> loop = new ArrayList<>();
    private final BroadcastEar ear = new BroadcastEar(new Admission(Pools.two("address: 192.0.2.1", "")), loop::add);

    @Test
    void aWordIsHeardWithItsSenderAndTimes() {
        ear.onDatagram(datagram(FIRST, Word.RENTING, "192.0.2.1", 7));

        assertThat(taken()).containsExactly(new WordsHeard(FIRST, true, Word.RENTING, "192.0.2.1:4711", AT, 7));
    }

    @Test
    void aFloodTakesTheRoomOfOneWordAndLosesNoRenting() {
        ear.onDatagram(datagram(FIRST, Word.EMPTY, "192.0.2.1", 1));
        ear.onDatagram(datagram(FIRST, Word.RENTING, "192.0.2.1", 2));
        for (int i = 0; i < 10_000; i++) {
            ear.onDatagram(datagram(FIRST, Word.EMPTY, "192.0.2.1", 3 + i));
        }
        ear.onDatagram(datagram(SECOND, Word.EMPTY, "192.0.2.2", 8));

        assertThat(loop).hasSize(2);
        assertThat(taken())
                .containsExactly(
                        new WordsHeard(FIRST, true, Word.EMPTY, "192.0.2.1:4711", AT, 10_002),
                        new WordsHeard(SECOND, false, Word.EMPTY, "192.0.2.2:4711", AT, 8));
    }

    @Test
    void afterTheLoopHasTakenAWordTheNextIsToldAgain() {
        ear.onDatagram(datagram(FIRST, Word.RENTING, "192.0.2.1", 1));
        assertThat(taken()).hasSize(1);
        loop.clear();

        ear.onDatagram(datagram(FIRST, Word.EMPTY, "192.0.2.1", 2));

        assertThat(taken()).containsExactly(new WordsHeard(FIRST, false, Word.EMPTY, "192.0.2.1:4711", AT, 2));
    }

    @Test
    void whatIsRefusedIsNotHeard() {
        ear.onDatagram(datagram(FIRST, Word.RENTING, "192.0.2.2", 1));
        ear.onDatagram(datagram(new MachineId("c".repeat(64)), Word.RENTING, "192.0.2.1", 1));
        ear.onDatagram(datagram(new byte[] {1, 2, 3}, "192.0.2.1", 1));

        assertThat(loop).isEmpty();
    }

    private List<WordsHeard> taken() {
        return loop.stream().flatMap(waiting -> waiting.get().stream()).toList();
    }

    private static Datagram datagram(MachineId machine, Word word, String sender, long nanos) {
        return datagram(BroadcastEncoder.encode(machine, word), sender, nanos);
    }

    private static Datagram datagram(byte[] bytes, String sender, long nanos) {
        return new Datagram(bytes, bytes.length, new InetSocketAddress(sender, 4711), AT, nanos, Route.WILDCARD);
    }
}
