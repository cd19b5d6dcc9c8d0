package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.hypervisor.DomainState;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A host that is off when its watcher starts is waited for until somebody was told of it, and no longer. */
class HostsOffAtStartTest {

    private final PlayedMachine here = machine("qemu:///system");
    private final PlayedMachine elsewhere = machine("qemu+ssh://gpu-02.example/system");
    private final PlayedMachine off = machine("qemu+ssh://gpu-03.example/system");

    @Test
    void oneOnAnotherHostIsWaitedForUntilItIsToldToBeUnreachable() {
        elsewhere.see(elsewhere.owners(DomainState.RUNNING));
        off.passUntil(9_999);
        assertThat(areGuarded(elsewhere, off)).isFalse();
        assertThat(off.raised()).isEmpty();

        off.passUntil(10_000);
        assertThat(areGuarded(elsewhere, off)).isTrue();
        assertThat(off.raised()).containsExactly("HypervisorUnreachable");
        assertThat(off.view().connected()).isFalse();
        assertThat(off.view().warnings()).containsExactly("qemu+ssh://gpu-03.example/system does not answer");
    }

    @Test
    void oneHereIsWaitedForWithoutEnd() {
        elsewhere.see(elsewhere.owners(DomainState.RUNNING));
        here.pass(Duration.ofHours(1));
        assertThat(areGuarded(elsewhere, here)).isFalse();

        here.see(here.owners(DomainState.RUNNING));
        assertThat(areGuarded(elsewhere, here)).isTrue();
    }

    @Test
    void whereNoHostAnswersNothingIsGuarded() {
        off.pass(Duration.ofHours(1));

        assertThat(areGuarded(off)).isFalse();
    }

    @Test
    void oneThatAnsweredOnceAndIsLostIsNotWaitedFor() {
        here.see(here.owners(DomainState.RUNNING));
        here.observe(new Observation.Disconnected("gone"));

        assertThat(areGuarded(here)).isTrue();
        assertThat(here.view().connected()).isFalse();
    }

    private static boolean areGuarded(PlayedMachine... machines) {
        return MachineView.areGuarded(
                Stream.of(machines).map(PlayedMachine::view).toList());
    }

    private static PlayedMachine machine(String libvirt) {
        return new PlayedMachine(libvirt, Restart.NEVER, Optional.empty());
    }
}
