package io.dbcpool.watcher.guard;

import static io.dbcpool.watcher.guard.PlayedMachine.OWNERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.watcher.guard.Observation.Listed;
import io.dbcpool.watcher.guard.Observation.ProcessEnded;
import io.dbcpool.watcher.vacate.Force;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A watcher goes on with the vacate of one before it. While that was away the domain may have become a renter's, and
 * libvirt needs a moment to say so.
 */
class ResumedVacateTest {

    private final PlayedMachine machine = new PlayedMachine(Restart.NEVER, Optional.empty());

    @BeforeEach
    void aVacateIsUnderWay() {
        machine.ownersDomainRunsOnAFreeMachine();
        machine.hearRenting();
        assertThat(machine.forces()).containsExactly(Force.ASK);
    }

    /** From then on the list refuses it, which each act is checked against. */
    @Test
    void nothingIsDoneBeforeLibvirtCouldSayThatItIsARentersThoughTheDeadlineIsOver() {
        goesOnAfter(25_000);
        machine.lookAtProcess();
        machine.pass(Duration.ofMillis(400));
        assertThat(machine.forces()).containsExactly(Force.ASK);

        machine.see(machine.seen(OWNERS, "owner-vm", DomainState.RUNNING, Optional.of("1234567890ab"), true));
        assertThat(machine.raised()).contains("RenterDomainRefused");
    }

    @Test
    void whatLibvirtCallsTheOwnersIsEndedAtOnce() {
        goesOnAfter(25_000);
        machine.see(machine.owners(DomainState.RUNNING));

        assertThat(machine.forces()).containsExactly(Force.ASK, Force.KILL);
    }

    /** A libvirtd that hangs keeps nobody from the domain. */
    @Test
    void whereLibvirtSaysNothingItIsEndedHalfASecondLater() {
        goesOnAfter(25_000);
        machine.pass(Duration.ofMillis(400));
        assertThat(machine.forces()).containsExactly(Force.ASK);
        machine.pass(Duration.ofMillis(200));

        assertThat(machine.forces()).containsExactly(Force.ASK, Force.KILL);
    }

    /** SIGTERM may wait, until SIGKILL is due. */
    @Test
    void theKillIsOnTimeWhileTheDeadlineLiesAhead() {
        goesOnAfter(6_800);
        assertThat(machine.forces()).containsExactly(Force.ASK);
        machine.pass(Duration.ofMillis(200));

        assertThat(machine.forces()).containsExactly(Force.ASK, Force.KILL);
    }

    @Test
    void whenTheKillIsDueAndTheDeadlineLiesAheadNothingIsWaitedFor() {
        goesOnAfter(8_500);

        assertThat(machine.forces()).containsExactly(Force.ASK, Force.KILL);
    }

    /** The first list is long on its way where a host has many domains, and one of these may end meanwhile. */
    @Test
    void whatIsGoneIsNotVacatedAgainForAListThatWasAskedForBefore() {
        goesOnAfter(8_500);
        machine.lookAtProcess();
        var asked = machine.owners(DomainState.RUNNING);
        machine.pass(Duration.ofMillis(100));
        machine.observe(new ProcessEnded(machine.process()));
        machine.change(machine.renters(DomainState.SHUT_OFF));
        machine.observe(new Listed(asked.at(), List.of(asked)));

        assertThat(machine.vacateIds()).hasSize(1);
    }

    private void goesOnAfter(long millis) {
        machine.dieFor(machine.journal().size(), millis);
    }
}
