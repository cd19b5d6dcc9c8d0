package io.dbcpool.watcher.guard;

import static io.dbcpool.watcher.guard.PlayedMachine.OWNERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.watcher.guard.Observation.Looked;
import io.dbcpool.watcher.guard.Observation.Seen;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is not listed in own-domains is not touched, nor is what bears a renter's markers. An entry is told of when
 * there is no such domain, and not when libvirt will not say what it is.
 */
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

    @Test
    void anEntryThatMatchesNothingIsToldOnce() {
        machine.see();
        machine.see();

        assertThat(machine.raised()).containsExactly("OwnDomainUnmatched");
    }

    @Test
    void aDomainThatIsNotListedIsNeverTouched() {
        machine.see(
                machine.owners(DomainState.RUNNING),
                machine.seen(new UUID(3, 3), "somebody's", DomainState.RUNNING, Optional.empty(), true));
        machine.hearRenting();
        machine.passUntil(12_000);

        assertThat(machine.effects(Effect.Apply.class))
                .extracting(apply -> apply.domain().uuid())
                .containsOnly(OWNERS);
    }

    @Test
    void aListedDomainWithARentersMarkersIsRefusedWithAnAlert() {
        machine.see(machine.seen(OWNERS, "owner-vm", DomainState.RUNNING, Optional.of("1234567890ab"), true));
        machine.hearRenting();
        machine.passUntil(12_000);

        assertThat(machine.forces()).isEmpty();
        assertThat(machine.raised()).contains("RenterDomainRefused");
    }

    @Test
    void aClaimThatWasTakenBackIsNoClaim() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.restartListing(List.of());
        machine.at(1_000).hearRenting();
        machine.at(1_010).lookAtProcess();

        assertThat(machine.forces()).isEmpty();
    }

    @Test
    void aDomainWhoseDefinitionCannotBeReadIsNotOff() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.hearRenting();
        machine.observe(new Looked(OWNERS, Optional.empty()));
        machine.restart();
        machine.observe(new Looked(OWNERS, Optional.empty()));
        machine.see(undescribed(machine.owners(DomainState.RUNNING)));

        assertThat(machine.receipts()).isEmpty();
        assertThat(machine.isVacating()).isTrue();
    }

    private static Seen undescribed(Seen seen) {
        return new Seen(seen.snapshot(), Optional.empty(), seen.at());
    }
}
