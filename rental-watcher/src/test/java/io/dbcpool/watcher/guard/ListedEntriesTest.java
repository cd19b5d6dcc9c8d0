package io.dbcpool.watcher.guard;

import static io.dbcpool.watcher.guard.PlayedMachine.OWNERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.watcher.guard.Observation.Seen;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An entry of own-domains is told of when there is no such domain, and not when libvirt will not say what it is. */
class ListedEntriesTest {

    private final PlayedMachine machine = new PlayedMachine(Restart.NEVER, Optional.empty());

    @ParameterizedTest
    @EnumSource(
            value = DomainState.class,
            names = {"RUNNING", "SHUT_OFF"})
    void oneThatLibvirtListsAndWillNotDescribeIsThere(DomainState state) {
        machine.see(undescribed(machine.owners(state)));

        assertThat(machine.raised()).isEmpty();
    }

    @Test
    void oneThatIsDescribedAfterwardsIsThereToo() {
        machine.see(undescribed(machine.owners(DomainState.SHUT_OFF)));
        machine.see(machine.owners(DomainState.SHUT_OFF));

        assertThat(machine.raised()).isEmpty();
    }

    @Test
    void oneThatGoesBeforeItWasDescribedIsMissing() {
        machine.see(undescribed(machine.owners(DomainState.SHUT_OFF)));
        machine.see();

        assertThat(machine.raised()).containsExactly("OwnDomainUnmatched");
    }

    @Test
    void anotherThatLibvirtWillNotDescribeIsNotIt() {
        machine.see(undescribed(machine.renters(DomainState.RUNNING)));

        assertThat(machine.raised()).contains("OwnDomainUnmatched");
        assertThat(machine.effects(Effect.Apply.class))
                .noneMatch(apply -> apply.domain().uuid().equals(OWNERS));
    }

    private static Seen undescribed(Seen seen) {
        return new Seen(seen.snapshot(), Optional.empty(), seen.at());
    }
}
