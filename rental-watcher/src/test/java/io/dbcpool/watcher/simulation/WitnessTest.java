package io.dbcpool.watcher.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.watcher.simulation.SimulatedDomain.Whose;
import io.dbcpool.watcher.simulation.SimulatedHost.Libvirt;
import io.dbcpool.watcher.simulation.SimulatedWatcher.SlowOrBroken;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the witness goes by when it excuses a watcher. */
class WitnessTest {

    private static final long SECOND = 1_000_000_000L;

    private final World world = new World(1, Bug.NONE, Weather.CHANGEABLE);
    private final SimulatedWatcher watcher = world.watchers().get(0);

    /** What became slow, and is no longer, has lost nothing in the moment in which it is well again. */
    @Test
    void aDiskThatIsNoLongerSlowMayHaveForgottenAndHasNotFailed() {
        long slowNanos = now();
        watcher.disk(SlowOrBroken.SLOW);
        later(5);
        watcher.disk(SlowOrBroken.FINE);

        assertThat(watcher.lostEvidenceAtNanos()).isEqualTo(slowNanos);
        assertThat(watcher.mayHaveForgotten(slowNanos + 3 * SECOND)).isTrue();
        assertThat(watcher.mayHaveForgotten(now() + 1)).isFalse();
    }

    @Test
    void aDiskThatIsSlowMayForget() {
        watcher.disk(SlowOrBroken.SLOW);
        later(5);

        assertThat(watcher.mayHaveForgotten(now())).isTrue();
    }

    /** Its process says so, whatever a disk has lost, and libvirtd cannot be asked. */
    @Test
    void aRentersDomainIsNeverTouched() {
        var domain = rentersOfTheOwnersUuid();
        watcher.start();
        watcher.disk(SlowOrBroken.SLOW);
        world.host().libvirt(Libvirt.DOWN);
        watcher.kill();
        later(2);
        watcher.start();
        world.witness().onTouched(watcher, domain, "killed");

        assertThat(world.witness().violations())
                .singleElement()
                .asString()
                .contains("2: domain " + World.OWNERS_UUID + " is RENTERS and was killed");
    }

    private static SimulatedDomain rentersOfTheOwnersUuid() {
        return new SimulatedDomain(
                Whose.RENTERS,
                SimulatedDomain.define(World.OWNERS_UUID, World.OWNERS_NAME, "destroy", Optional.of("1234567890ab")),
                true,
                new Temperament(SECOND, SECOND, SECOND));
    }

    /** Not two seconds before the deadline, which is what the kernel may need. */
    @Test
    void theLastStepIsDueAtTheTerm() {
        assertThat(lastStep(10, Duration.ofSeconds(5))).isEqualTo(Duration.ofMillis(5_110));
        assertThat(lastStep(10, Duration.ofMillis(7_900))).isEqualTo(Duration.ofMillis(8_010));
    }

    @Test
    void theLastStepOfAWordThatWasLongOnItsWayIsDueWhenItIsHeard() {
        assertThat(lastStep(2, Duration.ofSeconds(5))).isEqualTo(Duration.ofMillis(110));
        assertThat(lastStep(6, Duration.ofSeconds(5))).isEqualTo(Duration.ofMillis(1_110));
    }

    private static Duration lastStep(long dueSeconds, Duration term) {
        return Duration.ofNanos(DeadlineExcuses.lastStepNanos(0, dueSeconds * SECOND, term));
    }

    private long now() {
        return world.agenda().nowNanos();
    }

    private void later(long seconds) {
        world.agenda().playUntil(now() + seconds * SECOND);
    }
}
