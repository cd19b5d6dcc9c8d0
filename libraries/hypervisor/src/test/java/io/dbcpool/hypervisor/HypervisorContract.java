package io.dbcpool.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Hypervisor} keeps; each is run against it by a class that extends this one. */
abstract class HypervisorContract {

    /** Real parts share two cores with whatever else runs. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    static {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
        Awaitility.setDefaultPollDelay(Duration.ZERO);
    }

    private static final UUID NOBODY = new UUID(0xdbc0_0000_0000_4000L, 0x8000_0000_0000_0001L);

    /** A domain that was made for one test. */
    interface MadeDomain extends AutoCloseable {

        UUID uuid();

        String name();

        /** It is persistent and off, and is started again. */
        void startAgain();

        /** Its processors are suspended. */
        void pause();

        @Override
        void close();
    }

    private Hypervisor hypervisor;
    private HeardChanges heard;

    abstract Hypervisor open();

    /** Makes a running domain that does not obey ACPI; with our mark and the nonce {@code nonce-1}. */
    abstract MadeDomain make(boolean persistent);

    /** Whether a domain that is asked to power off does. */
    abstract boolean obeysAsking();

    @BeforeEach
    void connect() {
        hypervisor = open();
        heard = new HeardChanges();
        hypervisor.subscribe(heard);
        await().atMost(PATIENCE).until(hypervisor::isConnected);
        await().atMost(PATIENCE).until(() -> heard.connectedCount() == 1);
    }

    @AfterEach
    void disconnect() {
        hypervisor.close();
    }

    @Test
    void listsAndFindsWhatRuns() throws Exception {
        try (MadeDomain domain = make(true)) {
            DomainSnapshot found = hypervisor.findDomain(domain.uuid()).orElseThrow();

            assertThat(found.name()).isEqualTo(domain.name());
            assertThat(found.state()).isEqualTo(DomainState.RUNNING);
            assertThat(found.isActive()).isTrue();
            assertThat(found.persistent()).isTrue();
            assertThat(hypervisor.listDomains())
                    .filteredOn(listed -> listed.uuid().equals(domain.uuid()))
                    .singleElement()
                    .usingRecursiveComparison()
                    .ignoringFields("observedAt")
                    .isEqualTo(found);
        }
    }

    @Test
    void aDomainThatIsNotThereIsNoFailure() throws Exception {
        assertThat(hypervisor.findDomain(NOBODY)).isEmpty();
        assertThat(hypervisor.findDefinition(NOBODY)).isEmpty();
        assertThat(hypervisor.listDomains()).extracting(DomainSnapshot::uuid).doesNotContain(NOBODY);
    }

    @Test
    void stoppingADomainThatIsNotThereIsASuccess() throws Exception {
        hypervisor.askToPowerOff(NOBODY);
        hypervisor.terminate(NOBODY);
        hypervisor.destroy(NOBODY);
    }

    @Test
    void readsTheDefinition() throws Exception {
        try (MadeDomain domain = make(false)) {
            DomainDefinition definition =
                    hypervisor.findDefinition(domain.uuid()).orElseThrow();

            assertThat(definition.uuid()).isEqualTo(domain.uuid());
            assertThat(definition.name()).isEqualTo(domain.name());
            assertThat(definition.onPoweroff()).isEqualTo("destroy");
            assertThat(definition.ownerMark()).contains("nonce-1");
        }
    }

    @Test
    void terminateEndsAPersistentDomainAndTells() throws Exception {
        try (MadeDomain domain = make(true)) {
            heard.awaitState(domain.uuid(), DomainState.RUNNING);

            hypervisor.terminate(domain.uuid());

            DomainSnapshot told = heard.awaitState(domain.uuid(), DomainState.SHUT_OFF);
            assertThat(told.name()).isEqualTo(domain.name());
            assertThat(told.persistent()).isTrue();
            assertThat(hypervisor.findDomain(domain.uuid()))
                    .map(DomainSnapshot::state)
                    .contains(DomainState.SHUT_OFF);
        }
    }

    @Test
    void destroyEndsATransientDomainWhichIsToldOffAndIsGone() throws Exception {
        try (MadeDomain domain = make(false)) {
            hypervisor.destroy(domain.uuid());

            DomainSnapshot told = heard.awaitState(domain.uuid(), DomainState.SHUT_OFF);
            assertThat(told.persistent()).isFalse();
            assertThat(hypervisor.findDomain(domain.uuid())).isEmpty();
        }
    }

    @Test
    void stoppingADomainThatIsOffIsASuccess() throws Exception {
        try (MadeDomain domain = make(true)) {
            hypervisor.destroy(domain.uuid());

            hypervisor.askToPowerOff(domain.uuid());
            hypervisor.terminate(domain.uuid());
            hypervisor.destroy(domain.uuid());
        }
    }

    @Test
    void endsADomainOnlyIfItsDefinitionAllowsItAtThatMoment() throws Exception {
        try (MadeDomain domain = make(true)) {
            assertThat(hypervisor.terminateIf(domain.uuid(), definition -> false))
                    .isFalse();
            assertThat(hypervisor.destroyIf(domain.uuid(), definition -> false)).isFalse();
            assertThat(hypervisor.findDomain(domain.uuid()))
                    .map(DomainSnapshot::state)
                    .contains(DomainState.RUNNING);

            assertThat(hypervisor.terminateIf(
                            domain.uuid(), definition -> definition.name().equals(domain.name())))
                    .isTrue();
            heard.awaitState(domain.uuid(), DomainState.SHUT_OFF);
        }
    }

    @Test
    void oneThatIsGoneNeedsNoLeaveToEnd() throws Exception {
        assertThat(hypervisor.terminateIf(UUID.randomUUID(), definition -> false))
                .isTrue();
        assertThat(hypervisor.destroyIf(UUID.randomUUID(), definition -> false)).isTrue();
    }

    @Test
    void askingReturnsWhetherTheGuestObeysOrNot() throws Exception {
        try (MadeDomain domain = make(true)) {
            hypervisor.askToPowerOff(domain.uuid());

            DomainState expected = obeysAsking() ? DomainState.SHUT_OFF : DomainState.RUNNING;
            await().atMost(PATIENCE)
                    .until(
                            () -> hypervisor.findDomain(domain.uuid()).map(DomainSnapshot::state),
                            Optional.of(expected)::equals);
        }
    }

    @Test
    void aPausedDomainIsActiveAndCanBeEnded() throws Exception {
        try (MadeDomain domain = make(true)) {
            domain.pause();

            assertThat(heard.awaitState(domain.uuid(), DomainState.PAUSED).isActive())
                    .isTrue();
            hypervisor.terminate(domain.uuid());
            heard.awaitState(domain.uuid(), DomainState.SHUT_OFF);
        }
    }

    @Test
    void aDomainThatStartsAgainIsToldAndCanBeEndedAgain() throws Exception {
        try (MadeDomain domain = make(true)) {
            hypervisor.destroy(domain.uuid());
            heard.awaitState(domain.uuid(), DomainState.SHUT_OFF);
            heard.forget();

            domain.startAgain();

            heard.awaitState(domain.uuid(), DomainState.RUNNING);
            hypervisor.destroy(domain.uuid());
            heard.awaitState(domain.uuid(), DomainState.SHUT_OFF);
            assertThat(heard.states(domain.uuid())).containsSubsequence(DomainState.RUNNING, DomainState.SHUT_OFF);
        }
    }

    @Test
    void startsADomainThatIsOffAndTells() throws Exception {
        try (MadeDomain domain = make(true)) {
            hypervisor.destroy(domain.uuid());
            heard.awaitState(domain.uuid(), DomainState.SHUT_OFF);
            heard.forget();

            assertThat(hypervisor.start(domain.uuid())).isEqualTo(StartResult.STARTED);

            heard.awaitState(domain.uuid(), DomainState.RUNNING);
        }
    }

    @Test
    void startingADomainThatIsActiveIsASuccessAndChangesNothing() throws Exception {
        try (MadeDomain domain = make(true)) {
            assertThat(hypervisor.start(domain.uuid())).isEqualTo(StartResult.ACTIVE_ALREADY);
            domain.pause();
            heard.awaitState(domain.uuid(), DomainState.PAUSED);

            assertThat(hypervisor.start(domain.uuid())).isEqualTo(StartResult.ACTIVE_ALREADY);
            assertThat(hypervisor.findDomain(domain.uuid()))
                    .map(DomainSnapshot::state)
                    .contains(DomainState.PAUSED);
        }
    }

    @Test
    void aTransientDomainThatIsOffIsGoneAndCannotBeStarted() throws Exception {
        try (MadeDomain domain = make(false)) {
            hypervisor.destroy(domain.uuid());
            heard.awaitState(domain.uuid(), DomainState.SHUT_OFF);

            assertThat(hypervisor.start(domain.uuid())).isEqualTo(StartResult.GONE);
        }
    }

    @Test
    void startsADomainOnlyIfItsDefinitionAllowsItAtThatMoment() throws Exception {
        try (MadeDomain domain = make(true)) {
            hypervisor.destroy(domain.uuid());
            heard.awaitState(domain.uuid(), DomainState.SHUT_OFF);

            assertThat(hypervisor.startIf(domain.uuid(), definition -> false)).isEqualTo(StartResult.NOT_ALLOWED);
            assertThat(hypervisor.findDomain(domain.uuid()))
                    .map(DomainSnapshot::state)
                    .contains(DomainState.SHUT_OFF);
            assertThat(hypervisor.startIf(
                            domain.uuid(), definition -> definition.name().equals(domain.name())))
                    .isEqualTo(StartResult.STARTED);
        }
    }

    @Test
    void whoSubscribesLateIsToldThatTheConnectionIsUp() {
        HeardChanges late = new HeardChanges();
        hypervisor.subscribe(late);

        await().atMost(PATIENCE).until(() -> late.connectedCount() == 1);
    }

    @Test
    void whoUnsubscribesHearsNoMore() throws Exception {
        HeardChanges ended = new HeardChanges();
        hypervisor.subscribe(ended).close();
        try (MadeDomain domain = make(true)) {
            heard.awaitState(domain.uuid(), DomainState.RUNNING);

            assertThat(ended.states(domain.uuid())).isEmpty();
        }
    }

    @Test
    void callsFromOneThreadOnly() throws Exception {
        try (MadeDomain one = make(true);
                MadeDomain other = make(false)) {
            hypervisor.destroy(one.uuid());
            hypervisor.destroy(other.uuid());
            heard.awaitState(one.uuid(), DomainState.SHUT_OFF);
            heard.awaitState(other.uuid(), DomainState.SHUT_OFF);

            assertThat(heard.threads()).hasSize(1);
        }
    }

    @Test
    void aListenerMayCallBack() throws Exception {
        try (MadeDomain domain = make(true)) {
            heard.awaitState(domain.uuid(), DomainState.RUNNING);
            List<DomainState> seen = new CopyOnWriteArrayList<>();
            hypervisor.subscribe(new HeardChanges() {
                @Override
                public void onChanged(DomainSnapshot changed) {
                    try {
                        hypervisor
                                .findDomain(changed.uuid())
                                .map(DomainSnapshot::state)
                                .ifPresent(seen::add);
                    } catch (HypervisorUnavailableException e) {
                        throw new IllegalStateException(e);
                    }
                }
            });
            hypervisor.destroy(domain.uuid());

            await().atMost(PATIENCE).until(() -> seen.contains(DomainState.SHUT_OFF));
        }
    }

    @Test
    void onceClosedEveryCallFails() {
        hypervisor.close();

        await().atMost(PATIENCE).until(() -> !hypervisor.isConnected());
        assertThatThrownBy(hypervisor::listDomains).isInstanceOf(HypervisorUnavailableException.class);
    }
}
