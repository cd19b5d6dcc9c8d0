package io.dbcpool.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.hypervisor.testing.ScriptedDefinitions;
import io.dbcpool.hypervisor.testing.ScriptedHypervisor;
import io.dbcpool.hypervisor.testing.ScriptedHypervisor.Verb;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ScriptedHypervisorTest extends HypervisorContract {

    private final ScriptedHypervisor scripted = new ScriptedHypervisor(Duration.ofMillis(50));

    @Override
    Hypervisor open() {
        return scripted;
    }

    @Override
    MadeDomain make(boolean persistent) {
        UUID uuid = UUID.randomUUID();
        scripted.put(ScriptedDefinitions.marked(uuid, "d-" + uuid, "nonce-1"), DomainState.RUNNING, persistent);
        scripted.ignore(Verb.ASK, uuid);
        return new MadeDomain() {
            @Override
            public UUID uuid() {
                return uuid;
            }

            @Override
            public String name() {
                return "d-" + uuid;
            }

            @Override
            public void startAgain() {
                scripted.change(uuid, DomainState.RUNNING);
            }

            @Override
            public void pause() {
                scripted.change(uuid, DomainState.PAUSED);
            }

            @Override
            public void close() {
                scripted.remove(uuid);
            }
        };
    }

    @Override
    boolean obeysAsking() {
        return false;
    }

    @Test
    void notKnowingIsNotTheSameAsNone() throws Exception {
        assertThat(scripted.listDomains()).isEmpty();
        scripted.disconnect("on purpose");
        assertThatThrownBy(scripted::listDomains).isInstanceOf(HypervisorUnavailableException.class);
    }

    @Test
    void aDomainThatIgnoresTerminateOutlivesTheCallLimitButNotTheScriptsWord() throws Exception {
        try (MadeDomain domain = make(true)) {
            scripted.ignore(Verb.TERMINATE, domain.uuid());

            assertThatThrownBy(() -> scripted.terminate(domain.uuid()))
                    .isInstanceOf(HypervisorUnavailableException.class);
            assertThat(scripted.findDomain(domain.uuid()))
                    .map(DomainSnapshot::state)
                    .contains(DomainState.RUNNING);
        }
    }

    @Test
    void aCallThatHangsDelaysNoOther() throws Exception {
        scripted.hang(Verb.LIST);
        assertThatThrownBy(scripted::listDomains).hasMessageContaining("not answered within PT0.05S");
        assertThat(scripted.findDomain(UUID.randomUUID())).isEmpty();
        scripted.heal(Verb.LIST);
        assertThat(scripted.listDomains()).isEmpty();
    }

    @Test
    void remembersTheCallsThatWereMade() throws Exception {
        try (MadeDomain domain = make(true)) {
            scripted.askToPowerOff(domain.uuid());
            scripted.destroy(domain.uuid());

            assertThat(scripted.calls(Verb.ASK)).containsExactly(domain.uuid());
            assertThat(scripted.calls(Verb.DESTROY)).isEqualTo(List.of(domain.uuid()));
            assertThat(scripted.calls(Verb.TERMINATE)).isEmpty();
        }
    }

    @Test
    void unknownStateNumbersDoNotThrow() {
        assertThat(DomainState.of(5)).isEqualTo(DomainState.SHUT_OFF);
        assertThat(DomainState.of(99)).isEqualTo(DomainState.UNKNOWN);
        assertThat(DomainState.of(99).isActive()).isTrue();
    }
}
