package io.dbcpool.watcher.guard;

import static io.dbcpool.watcher.guard.PlayedMachine.HOLD_DOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.events.DrillCompleted;
import io.dbcpool.events.DrillCompleted.Budget;
import io.dbcpool.events.DrillCompleted.Outcome;
import io.dbcpool.events.ReleaseProof.State;
import io.dbcpool.events.ReleaseProof.Thing;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.EndedBy;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.events.VacateStep;
import io.dbcpool.events.VacateStepTaken;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.watcher.comeback.StartOutcome;
import io.dbcpool.watcher.guard.Observation.DrillAsked;
import io.dbcpool.watcher.guard.Observation.Looked;
import io.dbcpool.watcher.guard.Observation.ProcessEnded;
import io.dbcpool.watcher.guard.Observation.RefusedAtCall;
import io.dbcpool.watcher.journal.JournalRecord;
import io.dbcpool.watcher.journal.JournalRecord.DrillBegun;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import io.dbcpool.watcher.release.Release;
import io.dbcpool.watcher.release.Release.Seen;
import io.dbcpool.watcher.vacate.Force;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of a domain on which a vacate is rehearsed. */
class DrillHistoryTest {

    private static final DrillAsked ASKED = new DrillAsked(new UUID(7, 7), "kim");

    private PlayedMachine world = new PlayedMachine(Restart.NEVER, Optional.empty());

    @Test
    void itIsStoppedByTheLadderMeasuredAndStartedAgain() {
        world.ownersDomainRunsOnAFreeMachine();
        world.observe(ASKED);
        world.pass(Duration.ofMillis(1_300));
        world.goesOff();

        assertThat(world.forces()).containsExactly(Force.ASK);
        assertThat(drill()).satisfies(drill -> {
            assertThat(drill.drillId()).isEqualTo(ASKED.drillId());
            assertThat(drill.operator()).isEqualTo("kim");
            assertThat(drill.outcome()).isEqualTo(Outcome.FITS);
            assertThat(drill.endedBy()).isEqualTo(EndedBy.GUEST);
            assertThat(drill.elapsedMillis()).isEqualTo(1_300);
            assertThat(drill.marginMillis()).isEqualTo(8_700);
            assertThat(drill.budget()).isEqualTo(new Budget(5_000, 7_000, 10_000));
            assertThat(drill.tuned()).isEqualTo(drill.budget());
            assertThat(drill.steps())
                    .extracting(VacateStep::name)
                    .containsExactly("begun", "ask", "released", "domain-off");
        });
        assertThat(world.starts()).hasSize(1);
        world.startEnds(StartOutcome.STARTED, "");
        world.change(world.owners(DomainState.RUNNING));
        world.pass(Duration.ofMinutes(1));
        assertThat(world.starts()).hasSize(1);
        assertThat(world.view().comebacks()).isEmpty();
        assertThat(world.view().drills().last()).containsExactly(drill());
    }

    /** Nobody finds a process again that has ended: the renter's vacate goes on with what the drill held on to. */
    @Test
    void whatHeldTheMachineInADrillHoldsItForTheRenter() {
        var devicesHeld = new Release(List.of(new Seen(Thing.DEVICES, State.STILL_HELD, "/dev/vfio/12")));
        world.ownersDomainRunsOnAFreeMachine();
        world.lookAtProcess();
        world.observe(ASKED);
        world.observe(new ProcessEnded(world.process(), devicesHeld));
        world.change(world.owners(DomainState.SHUT_OFF));
        world.hearRenting();
        world.observe(new Looked(PlayedMachine.OWNERS, Optional.empty()));
        world.see(world.owners(DomainState.SHUT_OFF));
        assertThat(releases()).isEmpty();

        world.pass(Duration.ofSeconds(2));
        world.observe(new ProcessEnded(world.process()));
        assertThat(releases()).hasSize(1);
        assertThat(world.effects(Effect.SignReceipt.class)).last().satisfies(signed -> {
            assertThat(signed.draft().notObserved()).doesNotContain("process");
            assertThat(signed.draft().outcome()).isEqualTo(VacateCompleted.Outcome.ON_TIME);
        });
    }

    private List<VacateStepTaken> releases() {
        return world.told(VacateStepTaken.class).stream()
                .filter(taken -> taken.step().name().equals("released"))
                .toList();
    }

    @Test
    void itIsNoVacate() {
        world.ownersDomainRunsOnAFreeMachine();
        world.observe(ASKED);
        assertThat(world.view().runningVacates()).isEmpty();
        assertThat(world.view().drills().running()).hasSize(1);
        world.pass(Duration.ofSeconds(11));
        assertThat(world.view().broken()).isFalse();
        world.goesOff();

        assertThat(world.effects(Effect.SignReceipt.class)).isEmpty();
        assertThat(world.effects(Effect.Ran.class)).isEmpty();
        assertThat(world.told(VacateStarted.class)).isEmpty();
        assertThat(world.told(VacateStepTaken.class)).isEmpty();
        assertThat(world.told(VacateCompleted.class)).isEmpty();
        assertThat(world.raised()).containsExactly("DrillDoesNotFit", "OwnerDomainNotStarted");
    }

    @Test
    void oneThatTookTooLongIsNotStartedAgainByUs() {
        takesAfterKill(3_100);

        assertThat(drill().outcome()).isEqualTo(Outcome.DOES_NOT_FIT);
        assertThat(drill().tuned()).isEqualTo(new Budget(3_350, 5_350, 10_000));
        world.pass(Duration.ofHours(1));
        assertThat(world.starts()).isEmpty();
        assertThat(world.view().warnings()).anyMatch(warning -> warning.contains("its last drill took 10100 ms"));
        world.restart();
        assertThat(world.effects(Effect.Raise.class).stream()
                        .filter(raise -> raise.alert().equals("DrillDoesNotFit")))
                .hasSize(2);
    }

    @Test
    void theTunedSoftPhaseIsKeptAndUsedForTheNextRental() {
        takesAfterKill(2_400);
        assertThat(drill().tuned()).isEqualTo(new Budget(4_400, 6_400, 10_000));
        isStartedAgain();
        world.restart();
        world.see(world.owners(DomainState.RUNNING));
        world.lookAtProcess();
        world.hearRenting();
        int before = world.forces().size();
        world.pass(Duration.ofMillis(4_300));
        assertThat(world.forces().subList(before, world.forces().size())).containsOnly(Force.ASK);
        world.pass(Duration.ofMillis(100));

        assertThat(world.forces()).endsWith(Force.TERMINATE);
        world.pass(Duration.ofSeconds(2));
        assertThat(world.forces()).endsWith(Force.KILL);
        assertThat(world.told(VacateStarted.class).get(0).deadline())
                .isEqualTo(world.now().wall().plusMillis(10_000 - 6_400));
    }

    @Test
    void aRentalThatComesMeanwhileGoesOnWhereTheDrillStoodAndCountsFromItsWord() {
        world.ownersDomainRunsOnAFreeMachine();
        world.observe(ASKED);
        world.pass(Duration.ofMillis(5_500));
        assertThat(world.forces()).endsWith(Force.TERMINATE);
        world.hearRenting();
        var heardAt = world.now().wall();

        assertThat(drill().outcome()).isEqualTo(Outcome.BECAME_VACATE);
        assertThat(drill().elapsedMillis()).isEqualTo(5_500);
        assertThat(world.view().drills().running()).isEmpty();
        assertThat(world.view().runningVacates()).singleElement().satisfies(vacate -> {
            assertThat(vacate.trigger().observedAt()).isEqualTo(heardAt);
            assertThat(vacate.trigger().source()).isEqualTo(Source.BROADCAST);
            assertThat(vacate.deadline()).isEqualTo(heardAt.plusSeconds(10));
            assertThat(vacate.force()).contains("term");
        });
        int before = world.forces().size();
        world.lookAtProcess();
        world.pass(Duration.ofMillis(6_900));
        assertThat(world.forces()).hasSize(before);
        world.pass(Duration.ofMillis(100));
        assertThat(world.forces()).endsWith(Force.KILL);
        world.goesOff();

        assertThat(world.effects(Effect.SignReceipt.class)).singleElement().satisfies(sign -> {
            assertThat(sign.draft().elapsedMillis()).isEqualTo(7_000);
            assertThat(sign.draft().endedBy()).isEqualTo(EndedBy.KILL);
            assertThat(sign.draft().rentalKey()).doesNotContain("drill");
        });
        world.pass(Duration.ofSeconds(1));
        assertThat(world.view().comebacks()).isEmpty();
    }

    /** It is killed on until it is gone; what it measured was told when it was given up. */
    @Test
    void aRentalThatComesAfterItWasGivenUpIsVacatedAndItsEndIsNotToldTwice() {
        world.ownersDomainRunsOnAFreeMachine();
        world.observe(ASKED);
        world.pass(Duration.ofSeconds(65));
        world.hearRenting();

        assertThat(world.told(DrillCompleted.class))
                .extracting(DrillCompleted::outcome)
                .containsExactly(Outcome.DOES_NOT_FIT);
        assertThat(world.told(VacateStarted.class)).hasSize(1);
        assertThat(world.view().runningVacates()).hasSize(1);
    }

    @Test
    void aRentalThatComesWhenItIsOffKeepsItOff() {
        world.ownersDomainRunsOnAFreeMachine();
        world.observe(ASKED);
        world.pass(Duration.ofMillis(1_300));
        world.observe(new Observation.ProcessEnded(world.process()));
        world.hearRenting();
        world.pass(Duration.ofMinutes(1));

        assertThat(drill().outcome()).isEqualTo(Outcome.FITS);
        assertThat(world.starts()).isEmpty();
        assertThat(world.told(VacateStarted.class)).isEmpty();
    }

    @Test
    void aMachineThatIsNotFreeIsNotDrilledAndItIsSaidWhy() {
        world.see(world.owners(DomainState.RUNNING));
        world.observe(ASKED);

        assertThat(world.forces()).isEmpty();
        assertThat(world.view().drills().refused()).hasValueSatisfying(refused -> {
            assertThat(refused.drillId()).isEqualTo(ASKED.drillId());
            assertThat(refused.missing())
                    .singleElement()
                    .satisfies(words -> assertThat(words).contains("unknown"));
        });
        world.hearRenting();
        int vacating = world.forces().size();
        world.observe(new DrillAsked(new UUID(8, 8), "kim"));
        assertThat(world.forces()).hasSize(vacating);
        assertThat(world.records(DrillBegun.class)).isEmpty();
    }

    @Test
    void oneAtATime() {
        world.ownersDomainRunsOnAFreeMachine();
        world.observe(ASKED);
        world.observe(new DrillAsked(new UUID(8, 8), "lee"));

        assertThat(world.forces()).containsExactly(Force.ASK);
        assertThat(world.view().drills().refused())
                .hasValueSatisfying(refused -> assertThat(refused.operator()).isEqualTo("lee"));
    }

    @Test
    void aWatcherThatIsKilledMeanwhileFinishesWhatItBeganAndMeasuresNothing() {
        world.ownersDomainRunsOnAFreeMachine();
        world.observe(ASKED);
        world.pass(Duration.ofSeconds(2));
        world.restart();
        world.see(world.owners(DomainState.RUNNING));
        world.lookAtProcess();
        world.pass(Duration.ofSeconds(5));
        assertThat(world.forces()).endsWith(Force.KILL);
        world.goesOff();

        assertThat(drill().outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(world.told(VacateStarted.class)).isEmpty();
        world.pass(Duration.ofHours(1));
        assertThat(world.starts()).isEmpty();
        world.becomeFree();
        assertThat(world.starts()).hasSize(1);
    }

    /** Killed at each record: a rental that came during the drill is obeyed by the next watcher, whatever was kept. */
    @Test
    void whereverItIsKilledTheRentalIsObeyed() {
        world.ownersDomainRunsOnAFreeMachine();
        int before = world.journal().size();
        world.observe(ASKED);
        world.pass(Duration.ofSeconds(2));
        world.hearRenting();
        int records = world.journal().size();
        for (int kept = before; kept <= records; kept++) {
            var other = new PlayedMachine(Restart.NEVER, Optional.empty());
            other.journal().addAll(world.journal());
            other.restartWith(kept);
            other.see(other.owners(DomainState.RUNNING));
            other.lookAtProcess();
            other.hearRenting();
            other.pass(Duration.ofSeconds(10));

            assertThat(other.forces()).as("killed after %d records", kept).contains(Force.KILL);
            assertThat(other.view().runningVacates())
                    .as("killed after %d records", kept)
                    .hasSize(1);
            assertThat(other.view().drills().running()).isEmpty();
        }
    }

    @Test
    void oneThatTurnsOutNotToBeTheOwnersIsLeftAlone() {
        world.ownersDomainRunsOnAFreeMachine();
        world.observe(ASKED);
        var id = world.records(VacateBegun.class).get(0).vacateId();
        world.observe(new RefusedAtCall(id, "it carries a renter's markers"));

        assertThat(drill().outcome()).isEqualTo(Outcome.INTERRUPTED);
        world.pass(Duration.ofMinutes(1));
        assertThat(world.starts()).isEmpty();
        assertThat(world.raised()).contains("RenterDomainRefused");
    }

    @Test
    void aScheduleDrillsAFreeMachineOnceInItsInterval() {
        world = new PlayedMachine(Restart.NEVER, Optional.of(Duration.ofDays(1)));
        world.see(world.owners(DomainState.RUNNING));
        world.lookAtProcess();
        world.pass(HOLD_DOWN.multipliedBy(2));
        assertThat(world.forces()).isEmpty();
        world.becomeFree();
        assertThat(world.forces()).containsExactly(Force.ASK);
        world.pass(Duration.ofMillis(500));
        world.goesOff();
        isStartedAgain();
        assertThat(drill().operator()).isEqualTo("schedule");

        world.pass(Duration.ofHours(23));
        assertThat(world.forces()).containsExactly(Force.ASK);
        world.pass(Duration.ofHours(1));
        assertThat(world.forces()).containsExactly(Force.ASK, Force.ASK);
    }

    private void takesAfterKill(long millis) {
        world.ownersDomainRunsOnAFreeMachine();
        world.observe(ASKED);
        world.pass(Duration.ofMillis(7_000 + millis));
        world.goesOff();
    }

    private void isStartedAgain() {
        assertThat(world.starts()).isNotEmpty();
        world.startEnds(StartOutcome.STARTED, "");
        world.change(world.owners(DomainState.RUNNING));
        world.lookAtProcess();
    }

    private DrillCompleted drill() {
        List<DrillCompleted> told = world.told(DrillCompleted.class);
        assertThat(told).isNotEmpty();
        return told.get(told.size() - 1);
    }

    @Test
    void itsEndIsWrittenDownWithWhatItMeasured() {
        takesAfterKill(30);

        assertThat(world.records(JournalRecord.DrillEnded.class))
                .extracting(JournalRecord.DrillEnded::drill)
                .containsExactly(drill());
    }
}
