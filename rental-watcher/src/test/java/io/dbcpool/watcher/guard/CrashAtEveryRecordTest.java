package io.dbcpool.watcher.guard;

import static io.dbcpool.watcher.guard.PlayedMachine.OWNERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.events.VacateStep;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.watcher.guard.Observation.Looked;
import io.dbcpool.watcher.guard.Observation.ProcessEnded;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import io.dbcpool.watcher.journal.JournalRecord.VacateEnded;
import io.dbcpool.watcher.vacate.Force;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The watcher is killed after each record that it writes during a vacate, is away for a while, and another goes on from
 * what was written: the same vacate, the same deadline, one receipt.
 */
class CrashAtEveryRecordTest {

    private static final int RECORDS = 24;
    private static final long REAP_MILLIS = 30;

    /** What QEMU does when it is told to go. */
    private enum Guest {
        OBEYS(Force.ASK),
        IGNORES_ACPI(Force.TERMINATE),
        HANGS(Force.KILL);

        private final Force endsBy;

        Guest(Force endsBy) {
            this.endsBy = endsBy;
        }
    }

    private final PlayedMachine machine = new PlayedMachine(Restart.NEVER, Optional.empty());
    private Guest guest = Guest.HANGS;
    private boolean gone;

    static Stream<Arguments> crashes() {
        return Stream.of(Guest.values())
                .flatMap(guest -> Stream.of(50L, 1_500L, 120_000L)
                        .flatMap(away -> IntStream.rangeClosed(1, RECORDS)
                                .mapToObj(records -> Arguments.of(guest, away, records))));
    }

    @ParameterizedTest(name = "{0}, away for {1} ms after record {2} of the vacate")
    @MethodSource("crashes")
    void theSameVacateGoesOnWithTheSameDeadline(Guest nature, long awayMillis, int records) {
        guest = nature;
        begin();
        int before = machine.journal().size();
        long heardAt = machine.nowMillis();
        machine.hearRenting();
        while (machine.journal().size() < before + records
                && machine.view().runningVacates().size() == 1) {
            step();
        }
        int kept = Math.min(machine.journal().size(), before + records);
        var written = List.copyOf(machine.journal().subList(before, kept));
        var begunBefore = written.stream()
                .filter(VacateBegun.class::isInstance)
                .map(record -> ((VacateBegun) record).vacateId())
                .findFirst();

        machine.dieFor(kept, awayMillis);
        lookAround();
        while (!machine.view().runningVacates().isEmpty() && machine.nowMillis() < heardAt + 200_000) {
            step();
        }

        assertThat(vacatesBegun()).hasSize(1);
        assertThat(machine.records(VacateEnded.class)).hasSize(1);
        var receipt = machine.records(VacateEnded.class).get(0).receipt();
        begunBefore.ifPresent(id -> {
            assertThat(vacatesBegun()).containsExactly(id);
            assertThat(receipt.deadline())
                    .isEqualTo(PlayedMachine.T0.plusMillis(heardAt).plusSeconds(10));
        });
        if (awayMillis < 2_000 || wasReleased(receipt)) {
            assertThat(receipt.outcome()).isEqualTo(Outcome.ON_TIME);
        }
        assertThat(names(receipt)).containsOnlyOnce("released");
    }

    /** Nobody was there to sign it for two minutes; the domain was off in time all the same. */
    @Test
    void whatWasReleasedInTimeIsNotLateBecauseNobodySignedIt() {
        begin();
        machine.hearRenting();
        machine.pass(Duration.ofSeconds(7));
        machine.observe(new ProcessEnded(machine.process()));

        gone = true;
        machine.dieFor(machine.journal().size(), 120_000);
        lookAround();
        step();

        var receipt = machine.records(VacateEnded.class).get(0).receipt();
        assertThat(receipt.outcome()).isEqualTo(Outcome.ON_TIME);
        assertThat(receipt.elapsedMillis()).isLessThan(8_000);
        assertThat(receipt.notObserved()).isEmpty();
    }

    /** libvirt looks every 200 ms: for that long the next watcher is told that it runs. */
    @Test
    void oneWhoseProcessIsGoneIsNotVacatedAgainBecauseLibvirtHasNotSeenItYet() {
        begin();
        machine.hearRenting();
        machine.pass(Duration.ofSeconds(5));
        machine.dieFor(machine.journal().size(), 300);
        machine.observe(new Looked(OWNERS, Optional.empty()));
        machine.see(machine.owners(DomainState.RUNNING));
        machine.answerLooksForEnds();
        machine.pass(Duration.ofSeconds(1));
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.pass(Duration.ofSeconds(1));

        assertThat(vacatesBegun()).hasSize(1);
        assertThat(machine.records(VacateEnded.class)).hasSize(1);
    }

    /** It went while nobody looked, and whoever comes back later cannot say when: late, but not failed. */
    @Test
    void oneThatWentWhileTheWatcherWasAwayHasNotFailed() {
        begin();
        machine.hearRenting();
        machine.pass(Duration.ofSeconds(5));
        gone = true;
        machine.dieFor(machine.journal().size(), 120_000);
        lookAround();
        step();

        assertThat(machine.records(VacateEnded.class).get(0).receipt().outcome())
                .isEqualTo(Outcome.LATE);
    }

    /** The alarm that is due by then is not the only one. */
    @Test
    void oneThatIsBackLongAfterTheDeadlineTellsOfAllThatItHasPassedOver() {
        begin();
        machine.hearRenting();
        machine.pass(Duration.ofSeconds(2));
        machine.dieFor(machine.journal().size(), 18_000);
        machine.pass(Duration.ofSeconds(1));

        assertThat(machine.raised()).contains("VacateNearMiss", "VacateLate", "MachineBroken", "VacateCollateral");
    }

    /** SIGKILL has not helped for a minute, the receipt says so, and then the watcher is killed as well. */
    @Test
    void oneThatWasGivenUpIsNotBegunAgain() {
        begin();
        machine.hearRenting();
        machine.pass(Duration.ofSeconds(70));
        assertThat(machine.records(VacateEnded.class)).hasSize(1);

        machine.restart();
        machine.observe(new Looked(OWNERS, Optional.of(machine.process())));
        machine.see(machine.owners(DomainState.RUNNING));
        machine.pass(Duration.ofSeconds(30));
        assertThat(vacatesBegun()).hasSize(1);
        assertThat(machine.forces()).endsWith(Force.KILL);

        machine.goesOff();
        machine.pass(Duration.ofSeconds(1));
        assertThat(machine.records(VacateEnded.class)).hasSize(1);
        machine.restart();
        assertThat(machine.view().runningVacates()).isEmpty();
    }

    private void begin() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
    }

    /** A tenth of a second goes by; what was told to go does, if that is its nature. */
    private void step() {
        machine.passUntil(machine.nowMillis() + 100);
        if (!gone && machine.forces().stream().anyMatch(force -> force.compareTo(guest.endsBy) >= 0)) {
            gone = true;
            machine.passUntil(machine.nowMillis() + REAP_MILLIS);
            machine.goesOff();
        }
    }

    /** A receipt is signed beside the guard's thread, so that it may be written after what came after it. */
    @Test
    void oneThatWasGivenUpAndWentIsOverInWhateverOrderThatIsWritten() {
        begin();
        machine.hearRenting();
        machine.passUntil(machine.nowMillis() + 60_000);
        machine.observe(new ProcessEnded(machine.process()));
        machine.pass(Duration.ofSeconds(1));
        assertThat(machine.records(VacateEnded.class)).hasSize(1);
        var receipt = machine.records(VacateEnded.class).get(0);
        machine.journal().remove(receipt);
        machine.journal().add(receipt);

        machine.restart();

        assertThat(machine.view().runningVacates()).isEmpty();
    }

    /** What another watcher finds when it comes up. */
    private void lookAround() {
        machine.observe(new Looked(OWNERS, gone ? Optional.empty() : Optional.of(machine.process())));
        machine.answerLooksForEnds();
        machine.see(machine.owners(gone ? DomainState.SHUT_OFF : DomainState.RUNNING));
    }

    private List<UUID> vacatesBegun() {
        return machine.records(VacateBegun.class).stream()
                .map(VacateBegun::vacateId)
                .distinct()
                .toList();
    }

    private static boolean wasReleased(VacateCompleted receipt) {
        var names = names(receipt);
        return names.contains("resumed")
                && names.contains("released")
                && names.indexOf("released") < names.indexOf("resumed");
    }

    private static List<String> names(VacateCompleted receipt) {
        return receipt.steps().stream().map(VacateStep::name).toList();
    }
}
