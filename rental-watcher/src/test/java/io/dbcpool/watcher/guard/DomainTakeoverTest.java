package io.dbcpool.watcher.guard;

import static io.dbcpool.watcher.guard.PlayedMachine.OWNERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import io.dbcpool.watcher.belief.Signal.ChainRetracts;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import io.dbcpool.watcher.guard.Observation.Disconnected;
import io.dbcpool.watcher.guard.Observation.DrillAsked;
import io.dbcpool.watcher.guard.Observation.Heard;
import io.dbcpool.watcher.guard.Observation.RefusedAtCall;
import io.dbcpool.watcher.guard.Observation.Seen;
import io.dbcpool.watcher.journal.JournalRecord.PinLost;
import io.dbcpool.watcher.journal.JournalRecord.Pinned;
import io.dbcpool.watcher.journal.JournalRecord.VacateEnded;
import io.dbcpool.watcher.vacate.Force;
import java.time.Duration;
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

    /** libvirt's word of its start is of just before the refusal, and is read after it. */
    @Test
    void aRentersDomainThatWasRefusedBeforeItsStartWasReadSaysThatTheMachineIsRented() {
        var order = Optional.of(new RentOrderId(1));
        var block = new BlockNumber(100);
        var at = machine.now().wall();
        var trigger = new Trigger(Source.BEST_BLOCK, Via.DIRECT, at, order, Optional.of(block), Optional.of(at));
        machine.observe(new Heard(new SaysRented(trigger, at)));
        machine.processStarts();
        machine.lookAtProcess();
        machine.passUntil(100);
        var started = withRentersMarker(DomainState.RUNNING);
        machine.passUntil(200);
        machine.observe(new RefusedAtCall(machine.vacateIds().get(0), "it is a renter's"));
        machine.change(started);
        machine.observe(new Heard(new ChainRetracts(order, block)));

        assertThat(machine.view().belief().state()).isEqualTo("rented");
    }

    @Test
    void whatWasReadBeforeARefusalDoesNotOverruleIt() {
        machine.change(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
        machine.hearRenting();
        machine.passUntil(100);
        var before = machine.owners(DomainState.RUNNING);
        machine.passUntil(200);
        machine.observe(new RefusedAtCall(machine.vacateIds().get(0), "it is a renter's"));
        machine.change(before);

        assertThat(machine.vacateIds()).hasSize(1);
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

    /** The line with the pin is damaged, and the receipt of a vacate says which domain it was. */
    @Test
    void whatWasPinnedIsFoundInWhatTheJournalSaysElsewhere() {
        machine.change(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
        machine.hearRenting();
        machine.passUntil(1_000);
        machine.goesOff();
        int stops = machine.forces().size();
        machine.restartDamaged(Pinned.class::isInstance);
        machine.see(another(DomainState.RUNNING));
        machine.passUntil(20_000);

        assertThat(machine.forces()).hasSize(stops);
        assertThat(machine.raised()).contains("RenterDomainRefused");
        assertThat(machine.records(Pinned.class)).containsExactly(pin(OWNERS));
    }

    /** So is one whose vacate is under way. */
    @Test
    void aVacateGoesOnThoughItsPinIsDamaged() {
        machine.change(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
        machine.hearRenting();
        machine.restartDamaged(Pinned.class::isInstance);
        machine.lookAtProcess();
        machine.passUntil(6_000);

        assertThat(machine.vacateIds()).hasSize(1);
        assertThat(machine.forces()).contains(Force.TERMINATE);
    }

    /** Nobody says any more which one it was: a renter waits for no answer, and a start does. */
    @Test
    void whoeverBearsANameThatTheJournalHasLostIsStoppedAndNotStarted() {
        var free = new PlayedMachine(Restart.WHEN_FREE, Optional.empty());
        free.see(free.owners(DomainState.SHUT_OFF));
        free.restartDamaged(Pinned.class::isInstance);
        free.see(free.seen(ANOTHER, "owner-vm", DomainState.RUNNING, Optional.empty(), true));
        free.hearRenting();
        free.passUntil(1_000);
        free.change(free.seen(ANOTHER, "owner-vm", DomainState.SHUT_OFF, Optional.empty(), true));
        free.pass(Duration.ofMinutes(1));
        free.restart();
        free.see(free.seen(ANOTHER, "owner-vm", DomainState.SHUT_OFF, Optional.empty(), true));
        free.becomeFree();
        free.pass(Duration.ofMinutes(1));

        assertThat(free.forces()).contains(Force.ASK);
        assertThat(free.starts()).isEmpty();
        assertThat(free.effects(Effect.Raise.class))
                .filteredOn(raise -> raise.alert().equals("OwnerDomainNotStarted"))
                .extracting(Effect.Raise::summary)
                .allMatch(words -> words.contains("list its UUID in own-domains"));
        assertThat(free.view().warnings()).anyMatch(words -> words.contains("not started again"));
        assertThat(free.records(PinLost.class)).hasSize(1);
    }

    /** Nor is it drilled: a drill ends in a start. */
    @Test
    void norIsItDrilled() {
        machine.restartDamaged(Pinned.class::isInstance);
        machine.see(another(DomainState.RUNNING));
        machine.becomeFree();
        machine.observe(new DrillAsked(new UUID(5, 5), "kim"));

        assertThat(machine.forces()).isEmpty();
    }

    @Test
    void aJournalWhosePinsAreThereHasLostNone() {
        machine.restartDamaged(record -> false);

        assertThat(machine.records(PinLost.class)).isEmpty();
        assertThat(machine.records(Pinned.class)).hasSize(1);
    }

    private static Pinned pin(UUID uuid) {
        return new Pinned(new MachineId("8e".repeat(32)), "owner-vm", uuid);
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
