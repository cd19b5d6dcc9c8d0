package io.dbcpool.hypervisor.libvirt;

import static io.dbcpool.hypervisor.DomainState.CRASHED;
import static io.dbcpool.hypervisor.DomainState.PAUSED;
import static io.dbcpool.hypervisor.DomainState.PM_SUSPENDED;
import static io.dbcpool.hypervisor.DomainState.RUNNING;
import static io.dbcpool.hypervisor.DomainState.SHUTTING_DOWN;
import static io.dbcpool.hypervisor.DomainState.SHUT_OFF;
import static io.dbcpool.hypervisor.DomainState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.DomainState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.libvirt.event.DomainEventType;

class DomainLedgerTest {

    private static final UUID ID = new UUID(1, 1);

    static Stream<Arguments> eventsOfAPersistentDomainThatRuns() {
        return Stream.of(
                arguments(DomainEventType.STARTED, RUNNING, true),
                arguments(DomainEventType.RESUMED, RUNNING, true),
                arguments(DomainEventType.SUSPENDED, PAUSED, true),
                arguments(DomainEventType.SHUTDOWN, SHUTTING_DOWN, true),
                arguments(DomainEventType.STOPPED, SHUT_OFF, true),
                arguments(DomainEventType.PMSUSPENDED, PM_SUSPENDED, true),
                arguments(DomainEventType.CRASHED, CRASHED, true),
                arguments(DomainEventType.DEFINED, RUNNING, true),
                arguments(DomainEventType.UNDEFINED, RUNNING, false),
                arguments(DomainEventType.UNKNOWN, UNKNOWN, true));
    }

    @ParameterizedTest(name = "{0}: {1}, persistent {2}")
    @MethodSource("eventsOfAPersistentDomainThatRuns")
    void anEventOfAPersistentDomainThatRuns(DomainEventType event, DomainState state, boolean persistent) {
        DomainLedger ledger = ledgerOf(domain(RUNNING, true));

        assertThat(ledger.apply(ID, "d", event, Instant.EPOCH)).isEqualTo(domain(state, persistent));
    }

    /** {@code virsh edit} on a domain that runs, while the daemon could not be asked what runs. */
    @Test
    void aDefinitionSaysNothingOfADomainThatNobodyListed() {
        DomainLedger ledger = ledgerOf(domain(SHUT_OFF, true));
        ledger.interrupted();

        assertThat(ledger.apply(ID, "d", DomainEventType.DEFINED, Instant.EPOCH))
                .isEqualTo(domain(UNKNOWN, true));
    }

    @Test
    void aDomainThatWasNeverDefinedIsTransientAndGoneWhenItStops() {
        DomainLedger ledger = ledgerOf();

        assertThat(ledger.apply(ID, "d", DomainEventType.STARTED, Instant.EPOCH))
                .isEqualTo(domain(RUNNING, false));
        assertThat(ledger.apply(ID, "d", DomainEventType.STOPPED, Instant.EPOCH))
                .isEqualTo(domain(SHUT_OFF, false));
    }

    @Test
    void aDomainThatIsDefinedIsOffUntilItStarts() {
        DomainLedger ledger = ledgerOf();

        assertThat(ledger.apply(ID, "d", DomainEventType.DEFINED, Instant.EPOCH))
                .isEqualTo(domain(SHUT_OFF, true));
        assertThat(ledger.apply(ID, "d", DomainEventType.STARTED, Instant.EPOCH))
                .isEqualTo(domain(RUNNING, true));
        assertThat(ledger.apply(ID, "d", DomainEventType.STOPPED, Instant.EPOCH))
                .isEqualTo(domain(SHUT_OFF, true));
    }

    @Test
    void whatWasUndefinedWhileOffIsForgotten() {
        DomainLedger ledger = ledgerOf(domain(SHUT_OFF, true));

        assertThat(ledger.apply(ID, "d", DomainEventType.UNDEFINED, Instant.EPOCH))
                .isEqualTo(domain(SHUT_OFF, false));
        assertThat(ledger.apply(ID, "d", DomainEventType.STARTED, Instant.EPOCH))
                .isEqualTo(domain(RUNNING, false));
    }

    @Test
    void allAreKnownOnlyFromAListOn() {
        DomainLedger ledger = new DomainLedger();
        assertThat(ledger.findAll()).isEmpty();

        ledger.begin(List.of(domain(RUNNING, true)));
        assertThat(ledger.findAll()).contains(List.of(domain(RUNNING, true)));

        ledger.interrupted();
        assertThat(ledger.findAll()).isEmpty();
        assertThat(ledger.apply(ID, "d", DomainEventType.STOPPED, Instant.EPOCH))
                .isEqualTo(domain(SHUT_OFF, true));
    }

    private static DomainLedger ledgerOf(DomainSnapshot... listed) {
        DomainLedger ledger = new DomainLedger();
        ledger.begin(List.of(listed));
        return ledger;
    }

    private static DomainSnapshot domain(DomainState state, boolean persistent) {
        return new DomainSnapshot(ID, "d", state, persistent, Instant.EPOCH);
    }
}
