package io.dbcpool.watcher.guard;

import static io.dbcpool.watcher.guard.PlayedMachine.HOLD_DOWN;
import static io.dbcpool.watcher.guard.PlayedMachine.OWNERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.watcher.belief.Signal.ChainSaysFree;
import io.dbcpool.watcher.belief.Signal.SaysEmpty;
import io.dbcpool.watcher.comeback.StartOutcome;
import io.dbcpool.watcher.guard.Observation.Disconnected;
import io.dbcpool.watcher.guard.Observation.Heard;
import io.dbcpool.watcher.guard.Observation.Released;
import io.dbcpool.watcher.journal.JournalRecord.ComebackBegun;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a domain that was stopped for a renter. */
class ComebackHistoryTest {

    private PlayedMachine world = new PlayedMachine(Restart.WHEN_FREE, Optional.empty());

    @Test
    void itIsStartedWhenTheChainHasSaidFreeForTheHoldDownAndNotBefore() {
        isVacated();
        world.observe(new Heard(new ChainSaysFree(world.now().wall())));
        world.pass(HOLD_DOWN.minusMillis(1));
        assertThat(world.starts()).isEmpty();

        world.pass(Duration.ofMillis(1));
        assertThat(world.starts()).extracting(start -> start.domain().uuid()).containsExactly(OWNERS);
        assertThat(begun()).hasSize(1);

        world.startEnds(StartOutcome.STARTED, "");
        world.change(world.owners(DomainState.RUNNING));
        world.pass(Duration.ofHours(1));
        assertThat(world.starts()).hasSize(1);
        assertThat(world.view().comebacks()).isEmpty();
    }

    @Test
    void itIsWrittenDownBeforeItIsStarted() {
        isVacated();
        world.becomeFree();

        int written = world.journal().indexOf(begun().get(0));
        assertThat(written).isPositive();
        var effects = world.effects(Effect.class);
        var write = new Effect.Write(begun().get(0));
        assertThat(effects.indexOf(write))
                .isLessThan(effects.indexOf(world.starts().get(0)));
    }

    @Test
    void neverMeansNever() {
        world = new PlayedMachine(Restart.NEVER, Optional.empty());
        isVacated();
        world.becomeFree();

        assertThat(world.starts()).isEmpty();
        assertThat(world.view().comebacks()).isEmpty();
    }

    @Test
    void oneThatItsOwnerHadOffStaysOff() {
        world.see(world.owners(DomainState.SHUT_OFF));
        world.hearRenting();
        world.pass(Duration.ofMinutes(1));
        world.becomeFree();

        assertThat(world.starts()).isEmpty();
    }

    @Test
    void oneThatItsOwnerStartedAndSwitchedOffMeanwhileStaysOff() {
        isVacated();
        world.observe(new Released("kim", "by arrangement"));
        world.change(world.owners(DomainState.RUNNING));
        world.pass(Duration.ofSeconds(1));
        world.change(world.owners(DomainState.SHUT_OFF));
        world.becomeFree();

        assertThat(world.starts()).isEmpty();
    }

    @Test
    void noWeakWordStartsIt() {
        isVacated();
        for (int i = 0; i < 40; i++) {
            world.observe(new Heard(new SaysEmpty(world.now().wall())));
            world.pass(Duration.ofMinutes(1));
        }
        assertThat(world.view().belief().state()).isEqualTo("unknown");
        world.observe(new Released("kim", ""));
        world.pass(Duration.ofHours(1));

        assertThat(world.starts()).isEmpty();
        assertThat(world.raised()).doesNotContain("OwnerDomainNotStarted");
    }

    @Test
    void aNewerWordThatItIsRentedKeepsItOff() {
        isVacated();
        world.observe(new Heard(new ChainSaysFree(world.now().wall())));
        world.pass(HOLD_DOWN.minusMillis(100));
        world.hearRenting();
        world.pass(Duration.ofHours(1));

        assertThat(world.starts()).isEmpty();
    }

    @Test
    void aRentersDomainThatIsActiveKeepsItOff() {
        isVacated();
        world.change(world.renters(DomainState.RUNNING));
        world.becomeFree();
        world.pass(Duration.ofHours(1));

        assertThat(world.starts()).isEmpty();
    }

    @Test
    void aDomainThatNobodyKnowsKeepsItOffAndSomebodyIsTold() {
        isVacated();
        world.change(world.seen(new UUID(3, 3), "who-knows", DomainState.PAUSED, Optional.empty(), true));
        world.becomeFree();
        world.pass(Duration.ofMinutes(1));
        assertThat(world.starts()).isEmpty();
        assertThat(world.raised()).containsExactly("OwnerDomainNotStarted");
        assertThat(world.view().warnings()).anyMatch(warning -> warning.contains("who-knows"));

        world.change(world.seen(new UUID(3, 3), "who-knows", DomainState.SHUT_OFF, Optional.empty(), true));
        assertThat(world.starts()).hasSize(1);
    }

    @Test
    void nothingIsStartedWhileLibvirtIsAway() {
        isVacated();
        world.observe(new Disconnected("gone"));
        world.becomeFree();
        world.pass(Duration.ofMinutes(1));
        assertThat(world.starts()).isEmpty();

        world.see(world.owners(DomainState.SHUT_OFF));
        assertThat(world.starts()).hasSize(1);
    }

    @Test
    void aMachineElsewhereIsNotStartedFromHere() {
        world = new PlayedMachine("qemu+tcp://192.0.2.7/system", Restart.WHEN_FREE, Optional.empty());
        isVacated();
        world.becomeFree();

        assertThat(world.starts()).isEmpty();
        assertThat(world.raised()).contains("OwnerDomainNotStarted");
    }

    @Test
    void oneThatTookLongerThanTheDeadlineIsNotStarted() {
        world.see(world.owners(DomainState.RUNNING));
        world.lookAtProcess();
        world.hearRenting();
        world.pass(Duration.ofMillis(10_050));
        world.goesOff();
        world.becomeFree();

        assertThat(world.starts()).isEmpty();
        assertThat(world.view().comebacks())
                .singleElement()
                .satisfies(comeback -> assertThat(comeback.why())
                        .isEqualTo("its last vacate took 10050 ms, and 10000 ms are allowed"));
        world.restart();
        world.see(world.owners(DomainState.SHUT_OFF));
        world.becomeFree();
        assertThat(world.starts()).isEmpty();
    }

    @Test
    void aTransientDomainIsGoneAndThatIsSaid() {
        world.see(world.seen(OWNERS, "owner-vm", DomainState.RUNNING, Optional.empty(), false));
        world.hearRenting();
        world.pass(Duration.ofSeconds(1));
        world.change(world.seen(OWNERS, "owner-vm", DomainState.SHUT_OFF, Optional.empty(), false));
        world.observe(new Observation.Looked(OWNERS, Optional.empty()));
        world.pass(Duration.ofSeconds(1));
        world.becomeFree();

        assertThat(world.starts()).isEmpty();
        assertThat(world.view().warnings()).anyMatch(warning -> warning.contains("owner-vm"));
    }

    /** The word came while libvirt was starting it: it has to go, and its ten seconds count from the word. */
    @Test
    void aRentalThatIsHeardOfDuringTheStartVacatesItAtOnceAndCountsFromItsWord() {
        isVacated();
        world.becomeFree();
        world.pass(Duration.ofMillis(200));
        world.hearRenting();
        var heardAt = world.now().wall();
        world.pass(Duration.ofMillis(700));
        assertThat(vacates()).hasSize(1);
        world.startEnds(StartOutcome.STARTED, "");

        assertThat(vacates()).hasSize(2);
        assertThat(vacates().get(1).trigger().observedAt()).isEqualTo(heardAt);
        assertThat(vacates().get(1).trigger().source()).isEqualTo(Source.BROADCAST);
    }

    @Test
    void soItIsWhenLibvirtTellsOfTheStartFirst() {
        isVacated();
        world.becomeFree();
        world.hearRenting();
        Trigger word = world.view().belief().trigger().orElseThrow();
        world.pass(Duration.ofMillis(700));
        world.change(world.owners(DomainState.RUNNING));
        assertThat(vacates()).hasSize(2);
        world.startEnds(StartOutcome.STARTED, "");

        assertThat(vacates()).hasSize(2);
        assertThat(vacates().get(1).trigger()).isEqualTo(word);
    }

    @Test
    void aRentersDomainThatAppearsDuringTheStartVacatesItToo() {
        isVacated();
        world.becomeFree();
        world.change(world.renters(DomainState.RUNNING));
        world.startEnds(StartOutcome.STARTED, "");

        assertThat(vacates()).hasSize(2);
        assertThat(vacates().get(1).trigger().source()).isEqualTo(Source.HYPERVISOR);
    }

    @ParameterizedTest
    @EnumSource(
            value = StartOutcome.class,
            names = {"NOT_TRIED", "FAILED"})
    void aStartThatCameToNothingIsTriedAgainAfterAMinute(StartOutcome outcome) {
        isVacated();
        world.becomeFree();
        world.startEnds(outcome, "on purpose");
        world.pass(Duration.ofSeconds(59));
        assertThat(world.starts()).hasSize(1);
        assertThat(world.raised()).containsExactly("OwnerDomainNotStarted");

        world.pass(Duration.ofSeconds(1));
        assertThat(world.starts()).hasSize(2);
        world.startEnds(StartOutcome.RUNS_ALREADY, "");
        assertThat(world.effects(Effect.Clear.class))
                .anyMatch(clear -> clear.alert().equals("OwnerDomainNotStarted"));
        assertThat(world.view().comebacks()).isEmpty();
    }

    /** Whether it was started, and its owner has switched it off since, nobody can tell. */
    @Test
    void aWatcherThatWasKilledBetweenTheWordAndTheActStartsNothingTwice() {
        isVacated();
        world.becomeFree();
        assertThat(begun()).hasSize(1);
        world.restart();
        world.see(world.owners(DomainState.SHUT_OFF));
        world.becomeFree();

        assertThat(world.starts()).hasSize(1);
        assertThat(world.raised()).contains("OwnerDomainNotStarted");
        assertThat(world.view().warnings()).anyMatch(warning -> warning.contains("start it by hand"));

        world.change(world.owners(DomainState.RUNNING));
        assertThat(world.view().comebacks()).isEmpty();
    }

    /** Free is not remembered: the chain has to say so anew, and to hold to it. */
    @Test
    void aWatcherThatWasKilledBeforeStartsItWhenTheMachineIsFreeAgain() {
        isVacated();
        world.observe(new Heard(new ChainSaysFree(world.now().wall())));
        world.pass(HOLD_DOWN.minusSeconds(1));
        world.restart();
        world.see(world.owners(DomainState.SHUT_OFF));
        world.pass(Duration.ofHours(1));
        assertThat(world.starts()).isEmpty();

        world.becomeFree();
        assertThat(world.starts()).hasSize(1);
    }

    /** Killed at each record of the whole history: none of them starts it on a machine that is not free again. */
    @Test
    void whereverTheWatcherIsKilledNothingStartsBeforeTheChainHasSaidSoAnew() {
        isVacated();
        world.becomeFree();
        int records = world.journal().size();
        for (int kept = 0; kept <= records; kept++) {
            var other = new PlayedMachine(Restart.WHEN_FREE, Optional.empty());
            other.journal().addAll(world.journal());
            other.restartWith(kept);
            other.see(other.owners(DomainState.SHUT_OFF));
            other.hearRenting();
            other.pass(Duration.ofHours(1));

            assertThat(other.starts()).as("killed after %d records", kept).isEmpty();
        }
    }

    private void isVacated() {
        world.see(world.owners(DomainState.RUNNING));
        world.lookAtProcess();
        world.hearRenting();
        world.pass(Duration.ofMillis(1_300));
        world.goesOff();
        world.pass(Duration.ofSeconds(1));
        assertThat(world.effects(Effect.SignReceipt.class)).hasSize(1);
    }

    private List<ComebackBegun> begun() {
        return world.records(ComebackBegun.class);
    }

    private List<VacateBegun> vacates() {
        return world.records(VacateBegun.class);
    }
}
