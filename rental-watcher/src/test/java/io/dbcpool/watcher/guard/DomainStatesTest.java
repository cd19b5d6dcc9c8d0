package io.dbcpool.watcher.guard;

import static io.dbcpool.watcher.vacate.Force.ASK;
import static io.dbcpool.watcher.vacate.Force.TERMINATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.events.VacateCompleted.EndedBy;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.watcher.journal.JournalRecord.VacateEnded;
import io.dbcpool.watcher.vacate.Force;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** What the owner's domain may be doing when somebody rents its machine: a row each. */
class DomainStatesTest {

    private final PlayedMachine machine = new PlayedMachine(Restart.NEVER, Optional.empty());

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void rented(String what, DomainState state, boolean persistent, String onPoweroff, List<Force> first) {
        machine.see(machine.owners(state, persistent, onPoweroff));
        machine.hearRenting();

        assertThat(machine.forces()).isEqualTo(first);
    }

    static Stream<Arguments> rented() {
        return Stream.of(
                arguments("running", DomainState.RUNNING, true, "destroy", List.of(ASK)),
                arguments(
                        "starting: libvirt calls it paused, or says nothing yet",
                        DomainState.NO_STATE,
                        true,
                        "destroy",
                        List.of(TERMINATE)),
                arguments(
                        "paused: it holds the GPU and hears no question",
                        DomainState.PAUSED,
                        true,
                        "destroy",
                        List.of(TERMINATE)),
                arguments("crashed, its process kept", DomainState.CRASHED, true, "destroy", List.of(TERMINATE)),
                arguments("suspended by its guest", DomainState.PM_SUSPENDED, true, "destroy", List.of(TERMINATE)),
                arguments(
                        "being saved: libvirt has paused it", DomainState.PAUSED, true, "destroy", List.of(TERMINATE)),
                arguments("migrating: it runs until the end", DomainState.RUNNING, true, "destroy", List.of(ASK)),
                arguments("migrating, in its last moment", DomainState.PAUSED, true, "destroy", List.of(TERMINATE)),
                arguments("shutting down already", DomainState.SHUTTING_DOWN, true, "destroy", List.of(TERMINATE)),
                arguments("transient", DomainState.RUNNING, false, "destroy", List.of(ASK)),
                arguments(
                        "restarts when it powers off: asking would reboot it",
                        DomainState.RUNNING,
                        true,
                        "restart",
                        List.of(TERMINATE)),
                arguments("blocked on its disk", DomainState.BLOCKED, true, "destroy", List.of(ASK)),
                arguments(
                        "in a state that libvirt does not name",
                        DomainState.UNKNOWN,
                        true,
                        "destroy",
                        List.of(TERMINATE)),
                arguments("off already: nothing to stop, no record", DomainState.SHUT_OFF, true, "destroy", List.of()));
    }

    @ParameterizedTest
    @EnumSource(
            value = DomainState.class,
            names = {"PAUSED", "PM_SUSPENDED", "CRASHED", "UNKNOWN", "NO_STATE", "SHUTTING_DOWN"})
    void oneThatCannotHearIsNotAsked(DomainState state) {
        machine.see(machine.owners(state));
        machine.hearRenting();

        assertThat(machine.forces()).containsExactly(TERMINATE);
    }

    @ParameterizedTest
    @EnumSource(value = DomainState.class, mode = Mode.EXCLUDE, names = "SHUT_OFF")
    void anyStateButOffHasToGo(DomainState state) {
        machine.see(machine.owners(state));
        machine.hearRenting();

        assertThat(machine.forces()).hasSize(1);
    }

    @Test
    void askingOneThatRestartsOnPoweroffWouldRebootIt() {
        machine.see(machine.owners(DomainState.RUNNING, true, "restart"));
        machine.hearRenting();

        assertThat(machine.forces()).containsExactly(TERMINATE);
    }

    @Test
    void whereNoOwnersDomainRunsThereIsNoRecord() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.hearRenting();
        machine.passUntil(12_000);

        assertThat(machine.receipts()).isEmpty();
        assertThat(machine.view().belief().state()).isEqualTo("rented");
    }

    /** libvirt forgets it with its end, so its last word is a list without it. */
    @Test
    void aTransientOneIsReleasedThoughLibvirtKnowsItNoLonger() {
        machine.see(machine.owners(DomainState.RUNNING, false, "destroy"));
        machine.lookAtProcess();
        machine.hearRenting();
        machine.passUntil(machine.nowMillis() + 1_000);
        machine.observe(new Observation.ProcessEnded(machine.process()));
        machine.see();
        machine.passUntil(machine.nowMillis() + 1_000);

        var receipt = machine.records(VacateEnded.class).get(0).receipt();
        assertThat(receipt.endedBy()).isEqualTo(EndedBy.GUEST);
        assertThat(receipt.releasedAt()).isPresent();
    }

    /**
     * Marked autostart, libvirtd starts it whenever it is itself started: as one that is started while rented, it goes.
     */
    @Test
    void oneThatLibvirtStartsByItselfGoesAgain() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.hearRenting();
        assertThat(machine.forces()).isEmpty();
        machine.observe(new Observation.Disconnected("libvirtd is restarted"));
        machine.passUntil(machine.nowMillis() + 60_000);
        machine.see(machine.owners(DomainState.RUNNING));

        assertThat(machine.forces()).containsExactly(ASK);
    }

    /** It was told to go, and starts in the same moment: once more, counted from its start. */
    @Test
    void oneThatIsOffWhenItIsToGoIsReleasedAtOnce() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
        machine.hearRenting();
        machine.goesOff();
        machine.passUntil(machine.nowMillis() + 1_000);

        assertThat(machine.records(VacateEnded.class)).hasSize(1);
        assertThat(machine.records(VacateEnded.class).get(0).receipt().elapsedMillis())
                .isLessThan(100);
    }
}
