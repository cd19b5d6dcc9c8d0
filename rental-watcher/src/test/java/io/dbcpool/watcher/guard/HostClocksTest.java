package io.dbcpool.watcher.guard;

import static io.dbcpool.watcher.guard.PlayedMachine.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.watcher.guard.Observation.ProcessEnded;
import io.dbcpool.watcher.guard.Observation.Released;
import io.dbcpool.watcher.vacate.Force;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The monotonic clock counts, whatever the wall clock is set to and however long the host was suspended. */
class HostClocksTest {

    private final PlayedMachine machine = new PlayedMachine(Restart.NEVER, Optional.empty());

    /**
     * The step that came before the clock was set, the signal and the release are told by one clock. That the process
     * seems to start later than all that is no reason to count from there.
     */
    @Test
    void aClockThatIsSetInTheMidstBendsNoLabelWhenAnEarlierWordComes() {
        machine.hostWasSuspended();
        machine.see(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
        machine.at(3_000).hearRenting();
        var ahead = Duration.ofHours(1);
        machine.setWallClock(ahead);
        machine.at(4_000)
                .hear(Source.BEST_BLOCK, Via.DIRECT, T0.plusMillis(1_000).plus(ahead));
        machine.at(4_500).observe(new ProcessEnded(machine.process()));
        machine.at(4_600).change(machine.owners(DomainState.SHUT_OFF));

        assertThat(machine.receipt()).satisfies(receipt -> {
            assertThat(receipt.trigger().source()).isEqualTo(Source.BEST_BLOCK);
            assertThat(receipt.trigger().observedAt()).isEqualTo(T0.plusMillis(1_000));
            assertThat(receipt.deadline()).isEqualTo(T0.plusMillis(11_000));
            assertThat(receipt.releasedAt()).contains(T0.plusMillis(4_500));
            assertThat(receipt.elapsedMillis()).isEqualTo(3_500);
        });
    }

    @Test
    void aWallClockThatIsSetBackHidesNoChange() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.setWallClock(Duration.ofHours(-9));
        machine.at(1_000).change(machine.owners(DomainState.RUNNING));
        machine.at(2_000).hearRenting();

        assertThat(machine.forces()).containsExactly(Force.ASK);
    }

    @Test
    void aReleaseBeforeTheClockWasSetBackLeavesNobodyDeaf() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.setWallClock(Duration.ofHours(9));
        machine.at(1_000).observe(new Released("kim", ""));
        machine.setWallClock(Duration.ZERO);
        machine.at(2_000).hearRenting();

        assertThat(machine.forces()).containsExactly(Force.ASK);
    }
}
