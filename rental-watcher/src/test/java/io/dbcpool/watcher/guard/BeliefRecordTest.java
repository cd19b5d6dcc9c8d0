package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.belief.Belief;
import io.dbcpool.watcher.belief.BeliefPolicy;
import io.dbcpool.watcher.belief.ChainBlocks;
import io.dbcpool.watcher.belief.MachineBelief;
import io.dbcpool.watcher.vacate.Moment;
import io.dbcpool.watcher.vacate.MonotonicTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeliefRecordTest {

    private static final MachineId MACHINE = new MachineId("8e".repeat(32));
    private static final Instant T0 = Instant.parse("2026-11-24T00:00:00Z");
    private static final Moment WRITTEN = new Moment(T0, new MonotonicTime(1_000_000_000L));
    private static final BeliefPolicy TRUST = BeliefPolicy.ofHoldDown(Duration.ofMinutes(3));

    @Test
    void aRentalComesBackWithWhoClaimsIt() {
        var rented = remembered(
                new Belief.Rented(MACHINE.hex() + ":7", Trigger.of(Source.BEST_BLOCK, Via.KAFKA, T0)),
                Set.of(Source.BEST_BLOCK, Source.BROADCAST),
                Optional.empty());

        assertThat(read(rented, WRITTEN, "boot-1")).isEqualTo(rented);
    }

    @Test
    void whatIsBelievedIsSaidWithWhoSaidItAndTimesOfMicroseconds() {
        assertThat(BeliefRecord.describe(
                        new Belief.Rented(MACHINE.hex() + ":7", Trigger.of(Source.BEST_BLOCK, Via.KAFKA, T0))))
                .isEqualTo("rented: best-block (kafka) said so at 2026-11-24T00:00:00Z");
        assertThat(BeliefRecord.describe(new Belief.Free(T0.plusNanos(730_666))))
                .isEqualTo("free since 2026-11-24T00:00:00.000730Z, as the finalized chain says");
        assertThat(BeliefRecord.describe(new Belief.Unknown("the watcher was restarted")))
                .isEqualTo("unknown: the watcher was restarted");
    }

    @Test
    void aReleaseGoesOnSilencing() {
        var released =
                remembered(new Belief.Unknown("the operator released it"), Set.of(), Optional.of(in100Seconds()));

        assertThat(read(released, WRITTEN, "boot-1")).isEqualTo(released);
    }

    @Test
    void whatWasFreeHasToBeHeardAgain() {
        var free = remembered(new Belief.Free(T0), Set.of(), Optional.empty());

        assertThat(read(free, WRITTEN, "boot-1").belief()).isEqualTo(new Belief.Unknown("the watcher was restarted"));
    }

    /** 100 s were left when it was written. On another run of the host only the wall clock tells how many are. */
    @ParameterizedTest(name = "{0}, {1} s later, the wall clock set by {2} s: {3} s")
    @CsvSource({
        "boot-1, 60,   0,     40",
        "boot-1, 60,   3600,  40",
        "boot-1, 60,   -3600, 40",
        "boot-1, 99,   0,     1",
        "boot-1, 100,  0,     0",
        "boot-2, 60,   0,     40",
        "boot-2, 100,  0,     0",
        "boot-2, 60,   3600,  0",
        "boot-2, 60,   -3600, 180"
    })
    void whatIsLeftOfIt(String bootId, long seconds, long setBySeconds, long left) {
        var released =
                remembered(new Belief.Unknown("the operator released it"), Set.of(), Optional.of(in100Seconds()));
        var now = new Moment(
                T0.plusSeconds(seconds + setBySeconds), WRITTEN.monotonic().plus(Duration.ofSeconds(seconds)));

        var read = read(released, now, bootId);
        assertThat(read.unheededUntil().map(Moment::wall))
                .contains(in100Seconds().wall());
        assertThat(read.isUnheeded(now)).isEqualTo(left > 0);
        assertThat(read.isUnheeded(after(now, Duration.ofSeconds(left)))).isFalse();
    }

    private static Moment in100Seconds() {
        return new Moment(WRITTEN.wall().plusSeconds(100), WRITTEN.monotonic().plus(Duration.ofSeconds(100)));
    }

    private static Moment after(Moment now, Duration left) {
        return new Moment(now.wall(), now.monotonic().plus(left));
    }

    private static MachineBelief read(MachineBelief belief, Moment now, String bootId) {
        return BeliefRecord.read(BeliefRecord.write(belief, Optional.empty(), "boot-1"), now, TRUST, bootId);
    }

    private static MachineBelief remembered(Belief belief, Set<Source> claimedBy, Optional<Moment> unheededUntil) {
        return MachineBelief.remembered(
                MACHINE,
                belief,
                claimedBy,
                WRITTEN.movedTo(WRITTEN.monotonic().minus(Duration.ofSeconds(9))),
                new ChainBlocks(Optional.of(new BlockNumber(189)), Optional.of(new BlockNumber(107))),
                unheededUntil);
    }
}
