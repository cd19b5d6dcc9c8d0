package io.dbcpool.watcher.guard;

import static io.dbcpool.watcher.guard.PlayedMachine.OWNERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.watcher.guard.Observation.Disconnected;
import io.dbcpool.watcher.guard.Observation.RefusedAtCall;
import io.dbcpool.watcher.guard.Observation.Seen;
import io.dbcpool.watcher.journal.JournalRecord.VacateEnded;
import io.dbcpool.watcher.vacate.Force;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was the owner's when it was first seen, and is not any more: nothing of it is stopped, and an alert says so. */
class DomainTakeoverTest {

    private static final UUID ANOTHER = new UUID(3, 3);

    private final PlayedMachine machine = new PlayedMachine(Restart.NEVER, Optional.empty());

    @BeforeEach
    void theOwnersDomainIsPinned() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
    }

    @Test
    void oneThatGainsARentersMarkerIsRefused() {
        machine.change(withRentersMarker(DomainState.RUNNING));
        machine.hearRenting();
        machine.passUntil(12_000);

        requireRefused(OWNERS);
    }

    @Test
    void oneThatGainsItWhileItRunsIsRefused() {
        machine.change(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
        machine.change(withRentersMarker(DomainState.RUNNING));
        machine.hearRenting();
        machine.passUntil(12_000);

        requireRefused(OWNERS);
    }

    @Test
    void oneThatIsDefinedAnewWithAnotherUuidIsRefused() {
        machine.passUntil(1_000);
        machine.see(another(DomainState.RUNNING));
        machine.hearRenting();
        machine.passUntil(12_000);

        requireRefused(ANOTHER);
    }

    @Test
    void anotherThatTakesOverTheNameOfOneThatIsStillThereIsRefusedAndTheFirstGoes() {
        machine.see(
                machine.seen(OWNERS, "renamed", DomainState.RUNNING, Optional.empty(), true),
                another(DomainState.RUNNING));
        machine.hearRenting();
        machine.passUntil(12_000);

        assertThat(machine.effects(Effect.Apply.class))
                .noneMatch(apply -> apply.domain().uuid().equals(ANOTHER));
        assertThat(machine.effects(Effect.Raise.class))
                .anyMatch(raise -> raise.alert().equals("RenterDomainRefused"));
    }

    /** A pin says whose it was. What libvirt said last says whose it is, also when libvirt can be asked no more. */
    @Test
    void oneThatWasRefusedIsNotStoppedByItsPinWhenLibvirtIsAway() {
        machine.change(withRentersMarker(DomainState.SHUT_OFF));
        machine.observe(new Disconnected("gone"));
        machine.hearRenting();
        machine.lookAtProcess();
        machine.passUntil(12_000);

        requireRefused(OWNERS);
    }

    /** Nor by a watcher that has not seen it refused itself, and looks before libvirt answers. */
    @Test
    void norByAWatcherThatWasStartedSince() {
        machine.change(withRentersMarker(DomainState.RUNNING));
        machine.restart();
        machine.hearRenting();
        machine.lookAtProcess();
        machine.passUntil(12_000);

        assertThat(machine.forces()).isEmpty();
    }

    @Test
    void oneThatIsTheOwnersAgainIsStoppedByItsPinAgain() {
        machine.change(withRentersMarker(DomainState.SHUT_OFF));
        machine.change(machine.owners(DomainState.SHUT_OFF));
        machine.restart();
        machine.hearRenting();
        machine.lookAtProcess();

        assertThat(machine.forces()).containsExactly(Force.ASK);
    }

    /** At the moment of the call it was not the owner's any more; libvirt tells of no such change by itself. */
    @Test
    void oneThatIsRefusedAtTheCallIsLeftAloneUntilItIsReadAgain() {
        machine.change(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
        machine.hearRenting();
        machine.observe(new RefusedAtCall(machine.vacateIds().get(0), "it is a renter's"));
        machine.passUntil(2_000);

        assertThat(machine.vacateIds()).hasSize(1);
        assertThat(machine.forces()).containsExactly(Force.ASK);

        machine.restart();
        machine.lookAtProcess();
        assertThat(machine.vacateIds()).hasSize(1);

        machine.see(machine.owners(DomainState.RUNNING));
        assertThat(machine.vacateIds()).hasSize(2);
    }

    /** The watcher is killed when the refusal is written down and the receipt is not. */
    @Test
    void whatWasRefusedJustBeforeTheWatcherWasKilledHasAReceiptAllTheSame() {
        machine.change(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
        machine.hearRenting();
        int before = machine.journal().size();
        machine.observe(new RefusedAtCall(machine.vacateIds().get(0), "it is a renter's"));
        machine.restartWith(before + 1);
        machine.lookAtProcess();
        machine.passUntil(12_000);

        assertThat(machine.records(VacateEnded.class)).hasSize(1);
        assertThat(machine.vacateIds()).hasSize(1);
        assertThat(machine.forces()).containsExactly(Force.ASK);
    }

    /** It is undefined, or was transient, and the watcher is restarted: whoever bears its name then is another. */
    @Test
    void oneThatTakesOverTheNameOfOneThatIsGoneIsRefusedByTheNextWatcherToo() {
        machine.passUntil(1_000);
        machine.see();
        machine.restart();
        machine.see(another(DomainState.RUNNING));
        machine.hearRenting();
        machine.passUntil(12_000);

        requireRefused(ANOTHER);
    }

    @Test
    void oneThatWasNeverRefusedIsStoppedByItsPin() {
        machine.observe(new Disconnected("gone"));
        machine.hearRenting();
        machine.lookAtProcess();

        assertThat(machine.forces()).containsExactly(Force.ASK);
    }

    private void requireRefused(UUID uuid) {
        assertThat(machine.forces()).isEmpty();
        assertThat(machine.effects(Effect.Raise.class))
                .filteredOn(raise -> raise.alert().equals("RenterDomainRefused"))
                .extracting(Effect.Raise::subject)
                .containsOnly(uuid.toString());
    }

    private Seen withRentersMarker(DomainState state) {
        return machine.seen(OWNERS, "owner-vm", state, Optional.of("1234567890ab"), true);
    }

    private Seen another(DomainState state) {
        return machine.seen(ANOTHER, "owner-vm", state, Optional.empty(), true);
    }
}
