package io.dbcpool.watcher.guard;

import static io.dbcpool.watcher.guard.PlayedMachine.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.watcher.guard.Observation.Applied;
import io.dbcpool.watcher.journal.JournalRecord.VacateEnded;
import io.dbcpool.watcher.vacate.Force;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VacateToldTest {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final PlayedMachine machine = new PlayedMachine(Restart.NEVER, Optional.empty());

    /** A watcher that was killed just after it wrote the receipt had the last steps in its memory only. */
    @Test
    void aVacateThatIsOverIsToldAgainInTheSameWords() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
        machine.hearRenting();
        machine.passUntil(2_000);
        machine.goesOff();
        machine.passUntil(4_000);
        var receipt = machine.records(VacateEnded.class).get(0).receipt();
        var told = machine.effects(Effect.Publish.class);

        var again = VacateTold.again(machine.journal(), receipt, DEADLINE).stream()
                .filter(Effect.Publish.class::isInstance)
                .toList();

        assertThat(again).startsWith(told.toArray(Effect[]::new)).endsWith(VacateTold.completed(receipt));
        assertThat(again).hasSize(told.size() + 1);
    }

    /** So were its alerts, also those of a watcher before it. */
    @Test
    void oneThatWasLateIsToldAgainWithItsAlerts() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
        machine.hearRenting();
        machine.passUntil(10_500);
        machine.restart();
        machine.lookAtProcess();
        machine.passUntil(12_000);
        machine.goesOff();
        machine.passUntil(14_000);
        var receipt = machine.records(VacateEnded.class).get(0).receipt();
        var told = machine.effects(Effect.class).stream()
                .filter(effect ->
                        effect instanceof Effect.Publish || occasion(effect).isPresent())
                .distinct()
                .toList();

        var again = VacateTold.again(machine.journal(), receipt, DEADLINE);

        assertThat(again).containsExactlyInAnyOrderElementsOf(concat(told, VacateTold.completed(receipt)));
        assertThat(again.stream().filter(effect -> occasion(effect).isPresent()))
                .containsExactlyElementsOf(told.stream()
                        .filter(effect -> occasion(effect).isPresent())
                        .toList())
                .extracting(effect -> effect instanceof Effect.Raise raise ? raise.alert() : "cleared")
                .containsExactly(
                        "VacateNearMiss",
                        "VacateLate",
                        "MachineBroken",
                        "VacateNearMiss",
                        "VacateLate",
                        "MachineBroken",
                        "cleared",
                        "cleared",
                        "cleared",
                        "cleared");
    }

    private static List<Effect> concat(List<Effect> told, Effect last) {
        return Stream.concat(told.stream(), Stream.of(last)).toList();
    }

    private static Optional<Effect.Occasion> occasion(Effect effect) {
        if (effect instanceof Effect.Raise raise) {
            return raise.occasion();
        }
        return effect instanceof Effect.Clear clear ? clear.occasion() : Optional.empty();
    }

    @Test
    void whatIsToldAgainAfterARestartIsToldInTheSameWords() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
        machine.at(30).hearRenting();
        machine.at(40).observe(new Applied(machine.vacateIds().get(0), Force.ASK, "asked to power off"));
        machine.at(50).hear(Source.BROADCAST, Via.DIRECT, T0);
        machine.passUntil(2_000);
        machine.at(6_000).restart();

        var told = machine.effects(Effect.Publish.class);
        assertThat(told.stream().distinct())
                .extracting(Effect.Publish::id)
                .doesNotHaveDuplicates()
                .hasSizeLessThan(told.size());
    }

    @Test
    void ofOneThatTheJournalHasForgottenTheReceiptIsLeft() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
        machine.hearRenting();
        machine.goesOff();
        machine.passUntil(2_000);
        var receipt = machine.records(VacateEnded.class).get(0).receipt();

        assertThat(VacateTold.again(List.of(), receipt, DEADLINE)).containsExactly(VacateTold.completed(receipt));
    }
}
