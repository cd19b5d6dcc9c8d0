package io.dbcpool.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbcpool.agent.machine.ListedDomain;
import io.dbcpool.agent.machine.Observation;
import io.dbcpool.agent.machine.Observation.DomainActive;
import io.dbcpool.agent.machine.Observation.DomainOff;
import io.dbcpool.agent.machine.Observation.HostAway;
import io.dbcpool.agent.machine.Observation.HostListed;
import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.hypervisor.testing.ScriptedDefinitions;
import io.dbcpool.hypervisor.testing.ScriptedHypervisor;
import io.dbcpool.hypervisor.testing.ScriptedHypervisor.Verb;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostObserverTest {

    private static final URI HOST = URI.create("test:///scripted");
    private static final DomainDefinition RENTERS = ScriptedDefinitions.renters(new UUID(0, 1), "renter-vm");

    private final ScriptedHypervisor hypervisor = new ScriptedHypervisor();
    private final List<Observation> told = new CopyOnWriteArrayList<>();
    private final HostObserver observer = HostObserver.start(HOST, hypervisor, told::add);

    @AfterEach
    void close() {
        observer.close();
    }

    @Test
    void allDomainsAreListedWhenTheHypervisorConnects() {
        hypervisor.disconnect("gone");
        hypervisor.put(RENTERS, DomainState.PAUSED, true);
        await().until(() -> told.stream().anyMatch(HostAway.class::isInstance));
        told.clear();

        hypervisor.reconnect();

        await().untilAsserted(() -> assertThat(lists()).contains(List.of(new ListedDomain(RENTERS, true))));
    }

    @Test
    void aDomainThatStartsIsToldWithItsDefinitionAndThenThatItIsOff() {
        await().until(() -> !lists().isEmpty());
        hypervisor.put(RENTERS, DomainState.RUNNING, true);
        hypervisor.change(RENTERS.uuid(), DomainState.SHUT_OFF);

        await().until(() -> told.stream().anyMatch(DomainOff.class::isInstance));
        assertThat(told)
                .filteredOn(DomainActive.class::isInstance)
                .extracting(observation -> ((DomainActive) observation).definition())
                .containsExactly(RENTERS);
        assertThat(told.get(told.size() - 1))
                .isInstanceOfSatisfying(
                        DomainOff.class, off -> assertThat(off.uuid()).isEqualTo(RENTERS.uuid()));
    }

    @Test
    void aListThatFailsSaysThatTheHostIsAway() {
        await().until(() -> !lists().isEmpty());
        hypervisor.fail(Verb.LIST, "it hangs");
        hypervisor.disconnect("restarting");
        hypervisor.reconnect();

        await().untilAsserted(() -> assertThat(told)
                .filteredOn(HostAway.class::isInstance)
                .extracting(observation -> ((HostAway) observation).reason())
                .contains("restarting", "it hangs"));
    }

    @Test
    void nothingIsEverStopped() {
        hypervisor.put(RENTERS, DomainState.RUNNING, true);
        await().until(() -> told.stream().anyMatch(DomainActive.class::isInstance));

        assertThat(hypervisor.calls())
                .extracting(ScriptedHypervisor.Call::verb)
                .isSubsetOf(Verb.LIST, Verb.FIND, Verb.FIND_DEFINITION);
    }

    private List<List<ListedDomain>> lists() {
        return told.stream()
                .filter(HostListed.class::isInstance)
                .map(observation -> ((HostListed) observation).domains())
                .toList();
    }
}
