package io.dbcpool.watcher.guard;

import static io.dbcpool.watcher.guard.PlayedMachine.OWNERS;
import static io.dbcpool.watcher.guard.PlayedMachine.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.events.MachineReleased;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.watcher.belief.Signal.SaysEmpty;
import io.dbcpool.watcher.guard.Observation.Heard;
import io.dbcpool.watcher.guard.Observation.Looked;
import io.dbcpool.watcher.guard.Observation.ProcessEnded;
import io.dbcpool.watcher.guard.Observation.Released;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import io.dbcpool.watcher.vacate.Force;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What each word of a rental sets in motion, and from which of them the ten seconds count. */
class WordsHeardTest {

    private final PlayedMachine machine = new PlayedMachine(Restart.NEVER, Optional.empty());

    @Test
    void repeatsChangeNothing() {
        ownersDomainRuns();
        machine.hearRenting();
        int stops = machine.forces().size();
        machine.at(100).hearRenting();
        machine.at(200).observe(new Heard(new SaysEmpty(machine.now().wall())));
        machine.at(300).hearRenting();

        assertThat(machine.forces()).hasSize(stops);
        machine.passUntil(5_000);
        assertThat(machine.forces()).endsWith(Force.TERMINATE);
    }

    /** Twenty words a second would fill the disk, each of them overturning the last. */
    @Test
    void wordsThatOverturnEachOtherAreNotWrittenDown() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.hearRenting();
        int before = machine.journal().size();
        for (int i = 1; i <= 100; i++) {
            machine.at(i * 100L).observe(new Heard(new SaysEmpty(machine.now().wall())));
            machine.at(i * 100L + 50).hearRenting();
        }

        assertThat(machine.journal()).hasSize(before);
    }

    /** Another heard it 3 s before us: the deadline moves, and only this way. */
    @Test
    void anEarlierWordMovesTheDeadline() {
        ownersDomainRuns();
        machine.at(3_000).hearRenting();
        machine.at(3_001).hear(Source.BROADCAST, Via.DIRECT, T0);
        machine.passUntil(5_000);

        assertThat(machine.forces()).endsWith(Force.TERMINATE);
        machine.at(5_010).observe(new ProcessEnded(machine.process()));
        machine.passUntil(6_000);
        assertThat(machine.receipt().trigger().observedAt()).isEqualTo(T0);
        assertThat(machine.receipt().elapsedMillis()).isEqualTo(5_010);
        assertThat(machine.receipt().steps().get(0).atMillis()).isEqualTo(3_000);
    }

    /** What was seen before an earlier word came is that much longer after the signal, also the domain's end. */
    @Test
    void anEarlierWordMovesWhatWasSeenBefore() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.at(2_000).hearRenting();
        machine.at(3_000).change(machine.owners(DomainState.SHUT_OFF));
        machine.at(3_500).hear(Source.BEST_BLOCK, Via.DIRECT, T0.plusMillis(500));
        machine.at(3_600).observe(new Looked(OWNERS, Optional.empty()));

        assertThat(machine.receipt().domainOffAt()).contains(T0.plusMillis(3_000));
        assertThat(machine.receipt().releasedAt()).contains(T0.plusMillis(3_000));
        assertThat(machine.receipt().elapsedMillis()).isEqualTo(2_500);
    }

    /** The listener heard the same datagram, and its clock is a little behind ours. */
    @Test
    void aWordThatSeemsEarlierByTheClocksNoiseIsTheSameWord() {
        ownersDomainRuns();
        machine.at(3_000).hearRenting();
        machine.at(3_001).hear(Source.BROADCAST, Via.DIRECT, T0.plusMillis(2_750));
        machine.passUntil(3_100);
        machine.at(3_100).observe(new ProcessEnded(machine.process()));
        machine.passUntil(4_000);

        assertThat(machine.receipt().trigger().observedAt()).isEqualTo(T0.plusMillis(3_000));
        assertThat(machine.receipt().elapsedMillis()).isEqualTo(100);
    }

    /** Its time and its source belong together, also where another word was believed first. */
    @Test
    void aVacateNamesTheEarliestWord() {
        machine.at(5_000).hearRenting();
        machine.at(6_000).hear(Source.BEST_BLOCK, Via.KAFKA, T0);
        machine.at(6_500).see(machine.owners(DomainState.RUNNING));

        assertThat(vacateTrigger()).isEqualTo(Trigger.of(Source.BEST_BLOCK, Via.KAFKA, T0));
    }

    @Test
    void aRentalThatLibvirtHidForLongerThanTheDeadlineIsLate() {
        machine.hearRenting();
        machine.at(15_000);
        ownersDomainRuns();
        machine.at(15_100).observe(new ProcessEnded(machine.process()));
        machine.passUntil(16_000);

        assertThat(machine.receipt().outcome()).isEqualTo(Outcome.LATE);
        assertThat(machine.receipt().elapsedMillis()).isEqualTo(15_100);
    }

    /** By libvirt's word, where the kernel's says less. */
    @Test
    void aDomainThatWasStartedDuringTheRentalCountsFromItsStart() {
        machine.hostWasSuspended();
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.at(3_000).hearRenting();
        machine.at(4_000).change(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
        machine.at(4_001).hear(Source.BROADCAST, Via.DIRECT, T0);
        machine.at(4_100).observe(new ProcessEnded(machine.process()));
        machine.passUntil(5_000);

        assertThat(machine.receipt().trigger().observedAt()).isEqualTo(T0.plusMillis(4_000));
        assertThat(machine.receipt().elapsedMillis()).isEqualTo(100);
    }

    @Test
    void anOwnersDomainThatStartsOnARentedMachineGoesAgain() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.hearRenting();
        machine.at(60_000).change(machine.owners(DomainState.RUNNING));

        assertThat(machine.forces()).containsExactly(Force.ASK);
        assertThat(vacateTrigger()).isEqualTo(Trigger.of(Source.HYPERVISOR, Via.DIRECT, T0.plusMillis(60_000)));
    }

    @Test
    void aRentersDomainThatBecomesActiveIsAWord() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.at(1_000).change(machine.renters(DomainState.RUNNING));

        assertThat(machine.forces()).containsExactly(Force.ASK);
        assertThat(vacateTrigger()).isEqualTo(Trigger.of(Source.HYPERVISOR, Via.DIRECT, T0.plusMillis(1_000)));
    }

    @Test
    void oneThatLiesShutOffSaysNothing() {
        machine.see(machine.owners(DomainState.RUNNING), machine.renters(DomainState.SHUT_OFF));

        assertThat(machine.forces()).isEmpty();
    }

    @Test
    void anOperatorsWordIsObeyedAndTold() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.hearRenting();
        machine.at(5_000).observe(new Released("kim", "false alarm"));
        machine.at(6_000).change(machine.owners(DomainState.RUNNING));

        assertThat(machine.forces()).isEmpty();
        assertThat(machine.told(MachineReleased.class)).isNotEmpty();
    }

    @Test
    void whatWasBegunIsFinishedThoughTheOperatorReleases() {
        ownersDomainRuns();
        machine.hearRenting();
        machine.at(1_000).observe(new Released("kim", ""));
        machine.passUntil(5_000);

        assertThat(machine.forces()).endsWith(Force.TERMINATE);
    }

    private void ownersDomainRuns() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
    }

    private Trigger vacateTrigger() {
        return machine.records(VacateBegun.class).get(0).trigger();
    }
}
