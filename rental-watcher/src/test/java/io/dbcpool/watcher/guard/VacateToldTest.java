package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.watcher.journal.JournalRecord.VacateEnded;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

        var again = VacateTold.again(machine.journal(), receipt, DEADLINE);

        assertThat(again).startsWith(told.toArray(Effect.Publish[]::new)).endsWith(VacateTold.completed(receipt));
        assertThat(again).hasSize(told.size() + 1);
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
