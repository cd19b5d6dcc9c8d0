package io.dbcpool.listener.hearing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.broadcast.BroadcastEncoder;
import io.dbcpool.broadcast.Datagram;
import io.dbcpool.broadcast.Datagram.Route;
import io.dbcpool.broadcast.Verdict.Reason;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.events.Alert;
import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.BroadcastRejected;
import io.dbcpool.events.Decoded;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.listener.canary.Canaries;
import io.dbcpool.listener.sender.HeldSenders;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HearingTest {

    private static final MachineId FIRST = new MachineId("aa".repeat(32));
    private static final MachineId SECOND = new MachineId("bb".repeat(32));
    private static final String STRANGER = "192.0.2.66";
    private static final Instant START = Instant.parse("2026-11-24T03:00:00.123456789Z");
    private static final Instant START_MICROS = Instant.parse("2026-11-24T03:00:00.123456Z");

    private final List<Envelope> told = new ArrayList<>();
    private final List<Datagram> relayed = new ArrayList<>();
    private final Kept kept = new Kept();
    private final Hearing hearing = hearing();

    @Test
    void aChangeOfWordIsRelayedAndTold() {
        var datagram = says(FIRST, Word.RENTING, 0);

        hearing.onDatagram(datagram);

        assertThat(relayed).containsExactly(datagram);
        assertThat(told).hasSize(1);
        var envelope = told.get(0);
        assertThat(envelope.source()).isEqualTo("/dbcpool/p/broadcast-listener/h");
        assertThat(envelope.time()).isEqualTo(START_MICROS);
        assertThat(envelope.event())
                .isEqualTo(new BroadcastHeard(
                        FIRST, Word.RENTING, "192.0.2.11:40000", START_MICROS, 1, START_MICROS, START_MICROS));
    }

    @Test
    void aRepeatIsNotRelayedAndIsToldWithinASecond() {
        hearing.onDatagram(says(FIRST, Word.RENTING, 0));
        hearing.onDatagram(says(FIRST, Word.RENTING, 5));

        assertThat(relayed).hasSize(1);
        assertThat(told).hasSize(1);
        hearing.onClock(nanos(1_000), at(1_000));
        assertThat(told).hasSize(2);
        assertThat(told).extracting(Envelope::id).doesNotHaveDuplicates();
    }

    @Test
    void theSameHappeningHasTheSameId() {
        hearing.onDatagram(says(FIRST, Word.RENTING, 0));
        hearing().onDatagram(says(FIRST, Word.RENTING, 0));
        hearing().onDatagram(says(FIRST, Word.EMPTY, 0));

        assertThat(told.get(1).id()).isEqualTo(told.get(0).id());
        assertThat(told.get(2).id()).isNotEqualTo(told.get(0).id());
    }

    @Test
    void aRefusedOneIsToldWithItsReasonAndItsBytes() {
        byte[] bytes = "not base64!".getBytes(StandardCharsets.US_ASCII);

        hearing.onDatagram(datagram(bytes, bytes.length, 0));

        assertThat(told)
                .extracting(Envelope::event)
                .containsExactly(new BroadcastRejected(
                        "not-base64",
                        "wanted base64, found 0x20 at byte 3 of 11",
                        "192.0.2.11:40000",
                        START_MICROS,
                        11,
                        "bm90IGJhc2U2NCE=",
                        0,
                        Optional.empty()));
        assertThat(relayed).isEmpty();
    }

    @Test
    void ofALongOne512BytesAreTold() {
        hearing.onDatagram(datagram(new byte[513], 60_000, 0));

        assertThat(told.get(0).event()).isInstanceOfSatisfying(BroadcastRejected.class, rejected -> {
            assertThat(rejected.lengthBytes()).isEqualTo(60_000);
            assertThat(rejected.raw()).hasSize(684);
        });
    }

    @Test
    void eachReasonHasALimitOfItsOwnAndAGenuineOneIsNotHeldUp() {
        byte[] bad = "!".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 10_000; i++) {
            hearing.onDatagram(from(STRANGER, bad, 0));
        }
        hearing.onDatagram(from(STRANGER, BroadcastEncoder.encode(new MachineId("cc".repeat(32)), Word.RENTING), 0));
        hearing.onDatagram(says(FIRST, Word.RENTING, 0));
        hearing.onDatagram(from(STRANGER, bad, 1_000));

        assertThat(told).hasSize(13);
        assertThat(told.get(10).event()).isInstanceOfSatisfying(BroadcastRejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo("unknown-machine");
            assertThat(rejected.machineId()).contains(new MachineId("cc".repeat(32)));
        });
        assertThat(told.get(11).event()).isInstanceOf(BroadcastHeard.class);
        assertThat(told.get(12).event())
                .isInstanceOfSatisfying(
                        BroadcastRejected.class,
                        rejected -> assertThat(rejected.suppressed()).isEqualTo(9_990));
        assertThat(hearing.counts().refused(Reason.NOT_BASE64)).isEqualTo(10_001);
        assertThat(hearing.counts().refused(Reason.UNKNOWN_MACHINE)).isEqualTo(1);
        assertThat(hearing.counts().accepted()).isEqualTo(1);
    }

    @Test
    void silenceIsToldOnceAndItsEndToo() {
        hearing.onDatagram(says(FIRST, Word.EMPTY, 0));
        told.clear();

        hearing.onClock(nanos(1_800_000), at(1_800_000));
        assertThat(told).isEmpty();
        hearing.onClock(nanos(1_800_001), at(1_800_001));
        hearing.onClock(nanos(1_900_000), at(1_900_000));
        assertThat(told)
                .extracting(envelope -> envelope.event().machine())
                .containsExactlyInAnyOrder(Optional.of(FIRST), Optional.of(SECOND));
        assertThat(alert(0).summary())
                .isEqualTo("no broadcast from the DBC node of gpu-01 for 30 min, last heard " + START_MICROS);
        assertThat(alert(1).summary())
                .isEqualTo("no broadcast from the DBC node of gpu-02 for 30 min, not one since the start");
        assertThat(hearing.listMachines()).extracting(MachineHeard::silent).containsExactly(true, true);

        hearing.onDatagram(says(SECOND, Word.EMPTY, 1_900_001));
        assertThat(alert(3).state()).isEqualTo(Alert.State.CLEARED);
        assertThat(alert(3).machineId()).contains(SECOND);
        assertThat(hearing.listMachines()).extracting(MachineHeard::silent).containsExactly(true, false);
    }

    @Test
    void whatWasHeardIsListedInTheOrderOfTheFile() {
        hearing.onDatagram(says(SECOND, Word.EMPTY, 0));
        hearing.onDatagram(says(SECOND, Word.RENTING, 2));
        hearing.onDatagram(says(SECOND, Word.RENTING, 4));

        assertThat(hearing.listMachines())
                .containsExactly(
                        new MachineHeard(
                                FIRST,
                                "gpu-01",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                0,
                                0,
                                false),
                        new MachineHeard(
                                SECOND,
                                "gpu-02",
                                Optional.of(Word.RENTING),
                                Optional.of(START_MICROS.plusMillis(4)),
                                Optional.of("192.0.2.11:40000"),
                                Optional.of("192.0.2.11"),
                                2,
                                1,
                                false));
    }

    @Test
    void aStrangersRentingIsObeyedAndTold() {
        hearing.onDatagram(says(FIRST, Word.EMPTY, 0));
        told.clear();

        hearing.onDatagram(from(STRANGER, BroadcastEncoder.encode(FIRST, Word.RENTING), 5));

        assertThat(told.get(0).event()).isInstanceOfSatisfying(BroadcastHeard.class, heard -> {
            assertThat(heard.status()).isEqualTo(Word.RENTING);
            assertThat(heard.sender()).isEqualTo("192.0.2.66:40000");
        });
        assertThat(alert(1).alert()).isEqualTo("SenderChanged");
        assertThat(alert(1).state()).isEqualTo(Alert.State.RAISED);
        assertThat(alert(1).summary())
                .isEqualTo("192.0.2.66 speaks for gpu-01, whose DBC node has spoken from 192.0.2.11 until now");
        assertThat(hearing.hasStranger(FIRST)).isTrue();
        told.clear();

        hearing.onClock(nanos(601_000), at(601_000));

        assertThat(alert(told.size() - 1).state()).isEqualTo(Alert.State.CLEARED);
        assertThat(hearing.hasStranger(FIRST)).isFalse();
    }

    @Test
    void whoSpeaksForAMachineIsKnownToTheNextListener() {
        hearing.onDatagram(says(FIRST, Word.EMPTY, 0));
        hearing.onClock(nanos(100), at(100));
        assertThat(kept.held).containsOnlyKeys(FIRST);

        var next = hearing();
        next.onDatagram(from(STRANGER, BroadcastEncoder.encode(FIRST, Word.EMPTY), 5));

        assertThat(next.hasStranger(FIRST)).isTrue();
    }

    @Test
    void strangersMaySayEmptyAHundredTimesASecondTogetherAndRentingAlways() {
        hearing.onDatagram(says(FIRST, Word.EMPTY, 0));
        hearing.onDatagram(says(SECOND, Word.EMPTY, 0));
        for (int i = 0; i < 10_000; i++) {
            hearing.onDatagram(from(STRANGER, BroadcastEncoder.encode(FIRST, Word.EMPTY), 5));
            hearing.onDatagram(from(STRANGER, BroadcastEncoder.encode(FIRST, Word.RENTING), 5));
        }
        hearing.onDatagram(says(SECOND, Word.EMPTY, 5));
        hearing.onDatagram(says(FIRST, Word.EMPTY, 5));

        assertThat(hearing.counts().refused(Reason.RATE_LIMITED)).isEqualTo(9_800);
        assertThat(hearing.counts().accepted()).isEqualTo(2 + 200 + 10_000 + 2);
        // Twenty changes at once and the joined rest; what is refused, ten times; the condition; the other machine.
        assertThat(told.size()).isLessThan(50);
    }

    @Test
    void aFloodOfRefusedOnesHidesNothingThatAMachinesOwnSenderSends() {
        hearing.onDatagram(says(FIRST, Word.EMPTY, 0));
        byte[] bad = "!".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 10_000; i++) {
            hearing.onDatagram(from(STRANGER, bad, 0));
        }
        told.clear();

        hearing.onDatagram(datagram(bad, 1, 0));

        assertThat(told)
                .singleElement()
                .satisfies(envelope -> assertThat(envelope.event())
                        .isInstanceOfSatisfying(
                                BroadcastRejected.class,
                                rejected -> assertThat(rejected.sender()).isEqualTo("192.0.2.11:40000")));
    }

    @Test
    void aTestWordIsCountedAndNobodyIsTold() {
        byte[] bytes = BroadcastEncoder.encodeTest(FIRST);

        hearing.onDatagram(datagram(bytes, bytes.length, 0));

        assertThat(hearing.counts().tested()).isEqualTo(1);
        assertThat(hearing.counts().accepted()).isZero();
        assertThat(told).isEmpty();
        assertThat(relayed).isEmpty();
    }

    @Test
    void nothingIsHeldBackAtTheEnd() {
        hearing.onDatagram(says(FIRST, Word.RENTING, 0));
        hearing.onDatagram(says(FIRST, Word.RENTING, 5));
        hearing.onEnd();

        assertThat(told).hasSize(2);
    }

    private Hearing hearing() {
        return new Hearing(
                config(),
                new Tidings("/dbcpool/p/broadcast-listener/h"),
                this::tell,
                relayed::add,
                new Canaries(Optional.of(datagram -> {}), "5f3a", (state, now) -> {}),
                kept,
                nanos(0));
    }

    /** What a listener before this one, or this one, has kept. */
    private static final class Kept implements HeldSenders {

        private Map<MachineId, InetAddress> held = Map.of();

        @Override
        public Map<MachineId, InetAddress> read() {
            return held;
        }

        @Override
        public void write(Map<MachineId, InetAddress> next) {
            held = next;
        }
    }

    /** As Kafka would get it: what cannot be read back was not worth telling. */
    private void tell(Envelope envelope) {
        var encoded = EventCodec.encode(envelope);
        assertThat(EventCodec.decode(encoded.topic(), encoded.headers(), encoded.value()))
                .isEqualTo(new Decoded.Read(envelope));
        told.add(envelope);
    }

    private Alert alert(int index) {
        return (Alert) told.get(index).event();
    }

    private static Datagram says(MachineId machine, Word word, int atMillis) {
        byte[] bytes = BroadcastEncoder.encode(machine, word);
        return datagram(bytes, bytes.length, atMillis);
    }

    private static Datagram from(String sender, byte[] bytes, int atMillis) {
        return new Datagram(
                bytes,
                bytes.length,
                new InetSocketAddress(sender, 40_000),
                at(atMillis),
                nanos(atMillis),
                Route.WILDCARD);
    }

    private static Datagram datagram(byte[] bytes, int lengthBytes, int atMillis) {
        return new Datagram(
                bytes,
                lengthBytes,
                new InetSocketAddress("192.0.2.11", 40_000),
                at(atMillis),
                nanos(atMillis),
                Route.WILDCARD);
    }

    private static Instant at(int millis) {
        return START.plusMillis(millis);
    }

    private static long nanos(int millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    private static PoolConfig config() {
        try {
            return PoolFile.parse("""
                    pool:
                      name: p
                      machines:
                        - { id: "%s", name: gpu-01 }
                        - { id: "%s", name: gpu-02 }
                    """.formatted(FIRST, SECOND), Path.of("pool.yaml"));
        } catch (PoolFileException e) {
            throw new IllegalStateException(e);
        }
    }
}
