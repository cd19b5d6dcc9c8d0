package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.watcher.guard.Observation.ProcessEnded;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import io.dbcpool.watcher.journal.JournalRecord.VacateEnded;
import io.dbcpool.watcher.vacate.Force;
import io.dbcpool.watcher.vacate.VacatePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Invariant 4, where the configuration is another one when a watcher goes on with what was begun. */
class StampedDeadlineTest {

    private static final VacatePolicy SHORT = policy(3, 5, 8);
    private static final VacatePolicy LONG = policy(5, 7, 10);

    private final PlayedMachine machine = new PlayedMachine(Restart.NEVER, Optional.empty());
    private Instant heardAt = Instant.EPOCH;

    @Test
    void aLongerDeadlineIsOfWhatIsBegunFromThenOn() {
        begins(SHORT);

        machine.restartWith(LONG);

        assertThat(deadline()).isEqualTo(heardAt.plusSeconds(8));
        assertThat(machine.told(VacateStarted.class).stream().distinct())
                .singleElement()
                .extracting(VacateStarted::deadline)
                .isEqualTo(heardAt.plusSeconds(8));
    }

    /** Two seconds of it are the kernel's. */
    @Test
    void theLastStepIsTakenInTimeForIt() {
        begins(SHORT);
        machine.restartWith(LONG);
        machine.lookAtProcess();
        machine.pass(Duration.ofMillis(5_500));
        assertThat(machine.forces()).doesNotContain(Force.KILL);

        machine.pass(Duration.ofMillis(500));
        assertThat(machine.forces()).contains(Force.KILL);
    }

    @Test
    void whatIsGoneAfterItIsLate() {
        begins(SHORT);
        machine.restartWith(LONG);
        machine.lookAtProcess();
        machine.pass(Duration.ofSeconds(9));
        machine.goesOff();
        machine.pass(Duration.ofSeconds(2));

        assertThat(machine.records(VacateEnded.class)).singleElement().satisfies(ended -> {
            assertThat(ended.receipt().outcome()).isEqualTo(Outcome.LATE);
            assertThat(ended.receipt().deadline()).isEqualTo(heardAt.plusSeconds(8));
        });
    }

    /** What was told with the longer one is told again in the same words. */
    @Test
    void aShorterOneCountsAndIsNotForgottenEither() {
        begins(LONG);
        machine.restartWith(SHORT);
        assertThat(deadline()).isEqualTo(heardAt.plusSeconds(8));
        assertThat(machine.told(VacateStarted.class).stream().distinct()).hasSize(1);

        machine.restartWith(LONG);
        assertThat(deadline()).isEqualTo(heardAt.plusSeconds(8));
    }

    /** It was on time for the one that was told. */
    @Test
    void ofWhatIsReleasedAlreadyTheStampedOneCounts() {
        begins(LONG);
        machine.pass(Duration.ofSeconds(9));
        machine.observe(new ProcessEnded(machine.process()));
        machine.restartWith(SHORT);
        machine.pass(Duration.ofSeconds(2));

        assertThat(machine.records(VacateEnded.class)).singleElement().satisfies(ended -> {
            assertThat(ended.receipt().outcome()).isEqualTo(Outcome.ON_TIME);
            assertThat(ended.receipt().deadline()).isEqualTo(heardAt.plusSeconds(10));
        });
    }

    @Test
    void ofOneThatAnOlderWatcherBeganTheConfiguredOneCounts() {
        begins(LONG);
        machine.journal().replaceAll(record -> record instanceof VacateBegun begun ? withoutDeadline(begun) : record);

        machine.restartWith(SHORT);
        assertThat(deadline()).isEqualTo(heardAt.plusSeconds(8));
        machine.restartWith(LONG);
        assertThat(deadline()).isEqualTo(heardAt.plusSeconds(8));
    }

    private static VacateBegun withoutDeadline(VacateBegun begun) {
        return new VacateBegun(
                begun.vacateId(),
                begun.rentalKey(),
                begun.machineId(),
                begun.domain(),
                begun.trigger(),
                begun.startedAt(),
                begun.fromNanos(),
                begun.bootId(),
                begun.lateSignal(),
                OptionalLong.empty());
    }

    private void begins(VacatePolicy policy) {
        machine.restartWith(policy);
        machine.ownersDomainRunsOnAFreeMachine();
        heardAt = machine.now().wall();
        machine.hearRenting();
    }

    private Instant deadline() {
        return machine.view().runningVacates().get(0).deadline();
    }

    private static VacatePolicy policy(int soft, int term, int deadline) {
        return new VacatePolicy(Duration.ofSeconds(soft), Duration.ofSeconds(term), Duration.ofSeconds(deadline));
    }
}
