package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import io.dbcpool.watcher.guard.Observation.DrillAsked;
import io.dbcpool.watcher.guard.Observation.Heard;
import io.dbcpool.watcher.journal.JournalRecord.Pinned;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import io.dbcpool.watcher.vacate.Force;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A domain that its owner starts while the machine is rented has ten seconds from then. Where nobody saw the start, the
 * kernel knows of it.
 */
class ProcessStartTest {

    private final PlayedMachine machine = new PlayedMachine(Restart.NEVER, Optional.empty());

    /** The watcher before had begun a vacate of it on a disk that took none of it, and was killed. */
    @Test
    void whatIsFoundCountsFromTheStartOfItsProcess() {
        isRentedAndOff();
        startsAt(40_000);
        machine.dieFor(machine.journal().size(), 3_000);
        machine.lookAtProcess();

        assertThat(countsFrom()).containsExactly(40_000L);
        assertThat(machine.forces()).containsExactly(Force.ASK);
        machine.see(machine.owners(DomainState.RUNNING));
        machine.passUntil(47_000);
        assertThat(machine.forces()).endsWith(Force.TERMINATE, Force.KILL);
    }

    @Test
    void theSameWhereTheOldRentalIsReadInATopicAfterTheFirstLook() {
        isRentedAndOff();
        startsAt(40_000);
        int kept = machine.records(Pinned.class).size();
        machine.dieFor(kept, 3_000);
        machine.see(machine.owners(DomainState.RUNNING));
        machine.pass(Duration.ofMillis(100));
        var orderedAt = machine.now().wall().minus(Duration.ofSeconds(36));
        machine.observe(new Heard(new SaysRented(Trigger.of(Source.BEST_BLOCK, Via.KAFKA, orderedAt), orderedAt)));
        machine.lookAtProcess();

        assertThat(countsFrom()).endsWith(40_000L);
        machine.passUntil(47_000);
        assertThat(machine.forces()).endsWith(Force.KILL);
    }

    /** libvirtd could not be asked for a while, or told it late. */
    @Test
    void whatLibvirtTellsLateCountsFromTheStartOfItsProcess() {
        isRentedAndOff();
        startsAt(40_000);
        machine.passUntil(42_500);
        machine.change(machine.owners(DomainState.RUNNING));
        assertThat(countsFrom()).containsExactly(42_500L);
        machine.lookAtProcess();

        assertThat(countsFrom()).containsExactly(42_500L, 40_000L);
        machine.passUntil(47_000);
        assertThat(machine.forces()).endsWith(Force.TERMINATE, Force.KILL);
        assertThat(machine.vacateIds()).hasSize(1);
    }

    @Test
    void theRentalCountsWhereItIsLater() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
        startsAt(40_000);
        machine.passUntil(42_000);
        machine.hearRenting();
        machine.passUntil(43_000);
        machine.change(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();

        assertThat(countsFrom()).containsExactly(43_000L, 42_000L);
    }

    /** It is late already; that it is nobody else's fault is what the receipt says. */
    @Test
    void oneOfLongAgoCountsFromWhenItIsSeen() {
        isRentedAndOff();
        startsAt(40_000);
        machine.passUntil(52_000);
        machine.change(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();

        assertThat(countsFrom()).containsExactly(52_000L);
    }

    /** The kernel's ticks went on while the host slept, and the process seems to start later than now. */
    @Test
    void onAHostThatWasSuspendedItCountsFromWhenItIsSeen() {
        isRentedAndOff();
        machine.passUntil(40_000);
        machine.hostWasSuspended();
        machine.lookAtProcess();

        assertThat(countsFrom()).containsExactly(40_000L);
    }

    /** Each start is told some hundredths of a second later: nothing is written anew for that. */
    @Test
    void oneThatIsToldAtOnceCountsFromThat() {
        isRentedAndOff();
        startsAt(40_000);
        machine.passUntil(40_100);
        machine.change(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();

        assertThat(countsFrom()).containsExactly(40_100L);
    }

    @Test
    void aDrillCountsFromItsBegin() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.becomeFree();
        machine.processStarts();
        machine.change(machine.owners(DomainState.RUNNING));
        machine.pass(Duration.ofSeconds(5));
        long begunAt = machine.nowMillis();
        machine.observe(new DrillAsked(new UUID(7, 7), "kim"));
        machine.lookAtProcess();

        assertThat(countsFrom()).containsExactly(begunAt);
    }

    private void isRentedAndOff() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.hearRenting();
    }

    private void startsAt(long millis) {
        machine.passUntil(millis);
        machine.processStarts();
    }

    private List<Long> countsFrom() {
        return machine.records(VacateBegun.class).stream()
                .map(begun -> begun.fromNanos() / 1_000_000)
                .toList();
    }
}
