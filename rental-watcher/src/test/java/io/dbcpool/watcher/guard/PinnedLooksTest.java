package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.watcher.guard.Observation.Disconnected;
import io.dbcpool.watcher.guard.Observation.LastStepProbed;
import io.dbcpool.watcher.guard.Observation.Looked;
import io.dbcpool.watcher.guard.Observation.ProcessEnded;
import io.dbcpool.watcher.guard.Observation.Seen;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import io.dbcpool.watcher.vacate.Force;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * An owner's domain runs that libvirt does not tell of: it cannot be asked, or it calls that one off, because what it
 * tells is of a while ago. Its process is looked for.
 */
class PinnedLooksTest {

    private final PlayedMachine machine = new PlayedMachine(Restart.NEVER, Optional.empty());

    @Test
    void aStartThatLibvirtHidesIsFoundAndCountsFromItsProcess() {
        isRentedAndOff();
        machine.passUntil(40_000);
        machine.processStarts();
        int looked = looks();
        machine.passUntil(43_000);
        assertThat(looks()).isEqualTo(looked + 1);
        machine.lookAtProcess();

        assertThat(machine.records(VacateBegun.class))
                .extracting(begun -> begun.fromNanos() / 1_000_000)
                .containsExactly(40_000L);
        assertThat(machine.forces()).containsExactly(Force.ASK);
        machine.passUntil(47_000);
        assertThat(machine.forces()).endsWith(Force.TERMINATE, Force.KILL);
    }

    @Test
    void oneThatGoesAlreadyIsNotLookedForAgain() {
        isRentedAndOff();
        machine.passUntil(40_000);
        machine.processStarts();
        machine.lookAtProcess();
        int looked = looks();
        machine.passUntil(46_900);

        assertThat(looks()).isEqualTo(looked);
        assertThat(machine.vacateIds()).hasSize(1);
    }

    @Test
    void nobodyLooksWhileTheMachineIsFree() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.becomeFree();
        int looked = looks();
        machine.pass(Duration.ofMinutes(1));

        assertThat(looks()).isEqualTo(looked);
    }

    @Test
    void nobodyLooksHereForADomainElsewhere() {
        var elsewhere = new PlayedMachine("qemu+ssh://gpu-02.example/system", Restart.NEVER, Optional.empty());
        elsewhere.see(elsewhere.owners(DomainState.SHUT_OFF));
        elsewhere.hearRenting();
        int looked = elsewhere.effects(Effect.LookForProcess.class).size();
        elsewhere.pass(Duration.ofMinutes(1));

        assertThat(elsewhere.effects(Effect.LookForProcess.class)).hasSize(looked);
    }

    @Test
    void whileLibvirtCannotBeAskedItIsLookedForEachSecond() {
        isRentedAndOff();
        machine.passUntil(30_000);
        machine.observe(new Disconnected("down"));
        int looked = looks();
        machine.passUntil(36_000);

        assertThat(looks()).isEqualTo(looked + 6);
    }

    /** libvirt's word was that it is off; its owner started it where we cannot hear. */
    @Test
    void aProcessIsLookedForAgainAndAgainWhileLibvirtIsAway() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.at(500).observe(new Disconnected("gone"));
        machine.at(1_000).hearRenting();
        int looked = looks();
        machine.passUntil(3_100);

        assertThat(looked).isPositive();
        assertThat(looks()).isGreaterThanOrEqualTo(looked + 2);
        machine.at(3_200).lookAtProcess();
        assertThat(machine.forces()).containsExactly(Force.ASK);
    }

    @Test
    void aPinnedProcessIsStoppedThoughLibvirtIsAway() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.restart();
        machine.at(500).observe(new Disconnected("gone"));
        machine.at(1_000).hearRenting();
        machine.at(1_010).lookAtProcess();

        assertThat(machine.forces()).containsExactly(Force.ASK);
    }

    /** libvirt says that it is off, and is wrong; or its last word of a start was lost. */
    @Test
    void aProcessThatLibvirtKnowsNothingOfIsLookedForWhenARentalBegins() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.at(1_000).hearRenting();
        assertThat(looks()).isPositive();
        machine.at(1_010).lookAtProcess();

        assertThat(machine.forces()).containsExactly(Force.ASK);
    }

    /** It is active, and libvirt would not say what it is: its pin and its process do. */
    @Test
    void aPinnedDomainWhoseDefinitionCannotBeReadIsStoppedByItsPin() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.restart();
        var unread = machine.at(100).owners(DomainState.RUNNING);
        machine.see(new Seen(unread.snapshot(), Optional.empty(), unread.at()));
        machine.at(1_000).hearRenting();
        int looked = looks();
        machine.passUntil(2_100);
        assertThat(looks()).isGreaterThan(looked);
        machine.at(2_200).lookAtProcess();

        assertThat(machine.forces()).containsExactly(Force.ASK);
    }

    /** Whose definition libvirt has read as a renter's meanwhile. */
    @Test
    void oneThatWasRefusedIsNotLookedForAndNotTouched() {
        isRentedAndOff();
        machine.passUntil(30_000);
        machine.see(machine.seen(
                PlayedMachine.OWNERS, "owner-vm", DomainState.SHUT_OFF, Optional.of("1234567890ab"), true));
        int looked = looks();
        machine.passUntil(60_000);
        assertThat(looks()).isEqualTo(looked);
        machine.processStarts();
        machine.lookAtProcess();

        assertThat(machine.vacateIds()).isEmpty();
        assertThat(machine.forces()).isEmpty();
    }

    /** A look that began before its end, and is told when libvirt has told of that too. */
    @Test
    void aProcessThatHasEndedIsNotVacatedAgain() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
        machine.hearRenting();
        var process = machine.process();
        machine.pass(Duration.ofSeconds(1));
        machine.observe(new ProcessEnded(process));
        machine.change(machine.owners(DomainState.SHUT_OFF));
        machine.pass(Duration.ofSeconds(2));
        machine.observe(new Looked(PlayedMachine.OWNERS, Optional.of(process)));

        assertThat(machine.vacateIds()).hasSize(1);
        assertThat(machine.forces()).containsOnly(Force.ASK);
    }

    /** A container without the host's processes. */
    @Test
    void thatOneWhichIsOffIsNotFoundSaysNothingOfOneThatRunsUnseen() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.observe(new Looked(PlayedMachine.OWNERS, Optional.empty()));
        machine.observe(new Looked(PlayedMachine.RENTERS, Optional.empty()));
        machine.observe(new LastStepProbed(Optional.empty()));

        assertThat(machine.raised()).contains("LastStepUnavailable");
    }

    @Test
    void aProcessOfThisHostThatCannotBeSeenIsAnObstacle() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.observe(new Looked(PlayedMachine.OWNERS, Optional.empty()));
        machine.at(100).observe(new LastStepProbed(Optional.empty()));

        assertThat(machine.raised()).containsExactly("LastStepUnavailable");
        assertThat(machine.view().lastStepAvailable()).isFalse();
    }

    private void isRentedAndOff() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.hearRenting();
    }

    private int looks() {
        return machine.effects(Effect.LookForProcess.class).size();
    }
}
