package io.dbcpool.watcher.guard;

import static io.dbcpool.watcher.guard.PlayedMachine.OWNERS;
import static io.dbcpool.watcher.guard.PlayedMachine.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateCompleted.EndedBy;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.watcher.guard.Observation.Listed;
import io.dbcpool.watcher.guard.Observation.Looked;
import io.dbcpool.watcher.guard.Observation.ProcessEnded;
import io.dbcpool.watcher.guard.Observation.Seen;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import io.dbcpool.watcher.journal.JournalRecord.VacateWent;
import io.dbcpool.watcher.vacate.Force;
import io.dbcpool.watcher.vacate.Moment;
import io.dbcpool.watcher.vacate.MonotonicTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How a vacate goes on until its domain is proven gone, or is given up, and what its receipt says of that. */
class VacateHistoryTest {

    private final PlayedMachine machine = new PlayedMachine(Restart.NEVER, Optional.empty());

    @Test
    void aGuestThatObeysEndsItself() {
        vacateBegins();
        machine.at(1_300).observe(new ProcessEnded(machine.process()));
        machine.at(1_400).change(machine.owners(DomainState.SHUT_OFF));

        assertThat(machine.receipt()).satisfies(receipt -> {
            assertThat(receipt.endedBy()).isEqualTo(EndedBy.GUEST);
            assertThat(receipt.outcome()).isEqualTo(Outcome.ON_TIME);
            assertThat(receipt.elapsedMillis()).isEqualTo(1_300);
            assertThat(receipt.marginMillis()).isEqualTo(8_700);
            assertThat(receipt.releasedAt()).contains(T0.plusMillis(1_300));
            assertThat(receipt.domainOffAt()).contains(T0.plusMillis(1_400));
            assertThat(receipt.notObserved()).isEmpty();
        });
    }

    @Test
    void oneThatHangsIsKilledAndItsReceiptDoesNotWaitForLibvirt() {
        vacateBegins();
        machine.passUntil(7_000);
        machine.at(7_030).observe(new ProcessEnded(machine.process()));
        machine.passUntil(7_700);

        assertThat(machine.forces())
                .containsExactly(Force.ASK, Force.ASK, Force.ASK, Force.ASK, Force.TERMINATE, Force.KILL);
        assertThat(machine.receipt().endedBy()).isEqualTo(EndedBy.KILL);
        assertThat(machine.receipt().elapsedMillis()).isEqualTo(7_030);
        assertThat(machine.receipt().domainOffAt()).isEmpty();
    }

    /** The loop looked just before the deadline, and the process went just after it. */
    @Test
    void oneThatGoesJustAfterTheDeadlineIsLateAndSaysSo() {
        vacateBegins();
        machine.passUntil(9_900);
        machine.at(10_003).observe(new ProcessEnded(machine.process()));
        machine.at(10_100).change(machine.owners(DomainState.SHUT_OFF));

        assertThat(machine.raised()).containsExactly("VacateNearMiss", "VacateLate", "MachineBroken");
        assertThat(machine.receipt().outcome()).isEqualTo(Outcome.LATE);
    }

    @Test
    void oneThatCannotBeReapedBreaksTheMachineAndSaysSoByTheDeadline() {
        vacateBegins();
        machine.passUntil(10_000);

        assertThat(machine.raised()).containsExactly("VacateNearMiss", "VacateLate", "MachineBroken");
        assertThat(machine.view().broken()).isTrue();

        machine.passUntil(15_000);
        assertThat(machine.raised()).contains("VacateCollateral");
        machine.passUntil(60_000);
        assertThat(machine.receipt().outcome()).isEqualTo(Outcome.FAILED);
        machine.at(61_000).observe(new ProcessEnded(machine.process()));
        machine.passUntil(62_000);
        assertThat(machine.view().broken()).isFalse();
        assertThat(machine.receipts()).hasSize(1);
    }

    @Test
    void aKillThatDoesNotHelpIsToldOnce() {
        vacateBegins();
        machine.passUntil(120_000);

        assertThat(machine.records(VacateWent.class)).hasSizeLessThan(20);
    }

    @Test
    void whatWasUsedAndWhatIsLeftAddUp() {
        vacateBegins();
        var now = machine.at(258).now();
        machine.observe(
                new ProcessEnded(machine.process()),
                new Moment(now.wall(), now.monotonic().plus(Duration.ofNanos(900_000))));
        machine.at(300).change(machine.owners(DomainState.SHUT_OFF));

        assertThat(machine.receipt().elapsedMillis()).isEqualTo(258);
        assertThat(machine.receipt().marginMillis()).isEqualTo(9_742);
    }

    @Test
    void whatCannotBeObservedIsSaidInTheReceipt() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.hearRenting();
        machine.observe(new Looked(OWNERS, Optional.empty()));
        machine.at(200).change(machine.owners(DomainState.SHUT_OFF));

        assertThat(machine.receipt().notObserved()).containsExactly("process", "devices", "cgroup", "hugepages");
        assertThat(machine.receipt().releasedAt()).isEqualTo(machine.receipt().domainOffAt());
    }

    /** Its watch is slow to tell, and the domain was started again meanwhile. */
    @Test
    void theEndOfAProcessBeforeProvesNothingOfTheOneThatRuns() {
        vacateBegins();
        var first = machine.process();
        machine.at(100).startedAgain();
        machine.at(200).observe(new ProcessEnded(first));
        machine.passUntil(1_000);

        assertThat(machine.receipts()).isEmpty();
        assertThat(machine.view().runningVacates()).hasSize(1);
    }

    @Test
    void oneThatLibvirtStillCallsRunningIsNotStoppedAgainWhenItsProcessHasEnded() {
        vacateBegins();
        machine.at(1_300).observe(new ProcessEnded(machine.process()));
        machine.at(1_310).change(another(DomainState.SHUT_OFF));
        machine.passUntil(3_000);
        machine.change(another(DomainState.RUNNING));

        assertThat(machine.receipt().elapsedMillis()).isEqualTo(1_300);
        assertThat(machine.records(VacateBegun.class)).hasSize(1);
    }

    @Test
    void oneThatCameBackBetweenTwoLooksGoesAgain() {
        vacateBegins();
        machine.at(1_300).observe(new ProcessEnded(machine.process()));
        machine.passUntil(30_000);
        machine.startedAgain();

        assertThat(machine.records(VacateBegun.class)).hasSize(2);
        assertThat(machine.records(VacateBegun.class).get(1).trigger())
                .isEqualTo(Trigger.of(Source.HYPERVISOR, Via.DIRECT, T0.plusMillis(30_000)));
    }

    @Test
    void aListThatWasAskedForBeforeAChangeDoesNotUndoIt() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.hearRenting();
        machine.observe(new Looked(OWNERS, Optional.empty()));
        var old = machine.at(500).owners(DomainState.RUNNING);
        machine.at(1_000).change(machine.owners(DomainState.SHUT_OFF));
        machine.at(1_100).observe(new Listed(new MonotonicTime(400_000_000), List.of(old)));
        machine.passUntil(3_000);

        assertThat(machine.receipts()).hasSize(1);
        assertThat(machine.forces()).containsExactly(Force.ASK);
    }

    private void vacateBegins() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
        machine.hearRenting();
    }

    private Seen another(DomainState state) {
        return machine.seen(new UUID(3, 3), "another", state, Optional.empty(), true);
    }
}
