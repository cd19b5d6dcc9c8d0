package io.dbcpool.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.agent.alarm.KeptAlarms;
import io.dbcpool.agent.machine.Claims;
import io.dbcpool.agent.machine.ClockReading;
import io.dbcpool.agent.machine.KeyState;
import io.dbcpool.agent.machine.ListedDomain;
import io.dbcpool.agent.machine.Observation;
import io.dbcpool.agent.machine.Observation.HostAway;
import io.dbcpool.agent.machine.Observation.HostExamined;
import io.dbcpool.agent.machine.Observation.HostListed;
import io.dbcpool.agent.machine.Observation.KeySeen;
import io.dbcpool.agent.machine.Observation.Tick;
import io.dbcpool.agent.picture.KeptPicture;
import io.dbcpool.agent.testing.Pools;
import io.dbcpool.agent.testing.ScriptedHostLook;
import io.dbcpool.events.Alert;
import io.dbcpool.events.NodeReadiness;
import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.NodeRental.Kind;
import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.testing.ScriptedDefinitions;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WatchedMachineTest {

    private static final Instant START = Instant.parse("2026-11-24T03:00:00Z");
    private static final DomainDefinition OWNERS = ScriptedDefinitions.plain(new UUID(0, 1), "owner-vm");
    private static final DomainDefinition RENTERS = ScriptedDefinitions.renters(new UUID(0, 2), "renter-vm");

    private final Claims claims = Pools.claims("own-domains: [owner-vm]", "");
    private final Memory memory = new Memory();
    private final Told told = new Told();

    @Test
    void theFirstListIsTold() {
        watch().observe(listed(OWNERS, RENTERS));

        assertThat(told.kinds()).containsExactly(Kind.OWNER_DOMAIN_STARTED, Kind.RENTER_DOMAIN_APPEARED);
    }

    @Test
    void afterARestartTheSameListIsNoNews() {
        watch().observe(listed(OWNERS, RENTERS));
        told.rentals.clear();

        watch().observe(listed(RENTERS, OWNERS));

        assertThat(told.rentals).isEmpty();
    }

    @Test
    void whatChangedWhileTheAgentWasDownIsToldOnce() {
        watch().observe(listed(OWNERS));
        told.rentals.clear();

        var restarted = watch();
        restarted.observe(listed(RENTERS));
        restarted.observe(listed(RENTERS));

        assertThat(told.kinds()).containsExactly(Kind.OWNER_DOMAIN_STOPPED, Kind.RENTER_DOMAIN_APPEARED);
    }

    @Test
    void aRentersDomainThatWasGivenOtherDevicesMeanwhileIsToldOnceAndNotAsAnother() {
        watch().observe(listed(RENTERS));
        told.rentals.clear();
        var changed = withDevices(RENTERS, "0000:17:00.0");

        var restarted = watch();
        restarted.observe(listed(changed));
        restarted.observe(listed(changed));
        watch().observe(listed(changed));

        assertThat(told.kinds()).containsExactly(Kind.RENTER_DOMAIN_CHANGED);
        assertThat(told.rentals.get(0).reason()).isEqualTo("its devices are 0000:17:00.0 and were none");
    }

    @Test
    void aHypervisorThatIsAwayIsNoNewsOfDomains() {
        var machine = watch();
        machine.observe(listed(RENTERS));
        told.rentals.clear();

        machine.observe(new HostAway(claims.machine().libvirt(), "refused", START));
        machine.observe(listed(RENTERS));

        assertThat(told.rentals).isEmpty();
    }

    @Test
    void aChangeIsOnDiskBeforeItIsToldAndDoneWithAfter() {
        watch().observe(listed(RENTERS));

        assertThat(told.untoldOnDisk).containsExactly(told.rentals);
        assertThat(memory.kept.untold()).isEmpty();
    }

    @Test
    void whatACrashKeptFromBeingToldIsToldAtTheNextStart() {
        watch().observe(listed(RENTERS));
        memory.kept = new KeptPicture(memory.kept.picture(), List.copyOf(told.rentals));
        var before = List.copyOf(told.rentals);
        told.rentals.clear();

        watch();

        assertThat(told.rentals).isEqualTo(before);
        assertThat(memory.kept.untold()).isEmpty();
    }

    @Test
    void aDiskThatFailsKeepsNothingFromBeingTold() {
        var machine = watch();
        memory.full = true;
        machine.observe(listed(RENTERS));

        assertThat(told.kinds()).containsExactly(Kind.RENTER_DOMAIN_APPEARED);
        assertThat(machine.state().pictureLost()).contains("java.io.IOException: full");

        memory.full = false;
        machine.observe(listed(OWNERS));
        assertThat(machine.state().pictureLost()).isEmpty();
    }

    @Test
    void readinessIsToldWithTheFirstTickAndWhenItChanges() {
        var machine = watch();
        machine.observe(tick(0));
        machine.observe(tick(1));
        machine.observe(listed(OWNERS));
        assertThat(told.readiness).hasSize(1);

        machine.observe(tick(2));
        assertThat(told.readiness).hasSize(2);
    }

    @Test
    void anAlertIsToldOnceAndClearedByTheAgentThatComesAfter() {
        var machine = watch();
        machine.observe(key(new KeyState.Right()));
        machine.observe(tick(1));
        machine.observe(key(new KeyState.Missing("node.dat")));
        machine.observe(tick(2));
        machine.observe(tick(3));
        assertThat(told.alerts).containsExactly("RAISED MachineKeyLost");
        assertThat(machine.alarms().stands("MachineKeyLost")).isTrue();

        var restarted = watch();
        restarted.observe(tick(4));
        assertThat(told.alerts).containsExactly("RAISED MachineKeyLost");
        restarted.observe(key(new KeyState.Right()));
        restarted.observe(tick(5));
        assertThat(told.alerts).containsExactly("RAISED MachineKeyLost", "CLEARED MachineKeyLost");
    }

    @Test
    void theListOfTheHostIsToldWhenItWasLookedAt() {
        var machine = watch();
        machine.observe(tick(0));
        machine.observe(new HostExamined(
                claims.machine().id(), List.of(ScriptedHostLook.check("kvm-usable", State.OK)), START));
        machine.observe(tick(1));

        assertThat(told.readiness.get(0).checks()).extracting(Check::id).contains("kvm-usable");
        assertThat(told.readiness.get(0).checks())
                .filteredOn(check -> check.id().equals("kvm-usable"))
                .extracting(Check::state)
                .containsExactly(State.CANNOT_TELL);
        assertThat(told.readiness.get(1).checks()).contains(ScriptedHostLook.check("kvm-usable", State.OK));
    }

    private static DomainDefinition withDevices(DomainDefinition domain, String... devices) {
        return new DomainDefinition(
                domain.uuid(),
                domain.name(),
                domain.type(),
                domain.onPoweroff(),
                domain.nwfilters(),
                domain.diskSources(),
                domain.channelSockets(),
                domain.hypervVendorId(),
                domain.hasGuestAgent(),
                List.of(devices),
                domain.ownerMark());
    }

    private Observation key(KeyState key) {
        return new KeySeen(claims.machine().id(), key, START);
    }

    private WatchedMachine watch() {
        return new WatchedMachine(claims, memory, memory, told, START);
    }

    private Observation listed(DomainDefinition... active) {
        return new HostListed(
                claims.machine().libvirt(),
                Arrays.stream(active)
                        .map(definition -> new ListedDomain(definition, true))
                        .toList(),
                START);
    }

    private static Observation tick(long nanos) {
        return new Tick(START, nanos, new ClockReading(Optional.empty(), Optional.empty()), Optional.empty());
    }

    /** A disk. */
    private static final class Memory implements PictureStore, AlarmStore {

        private KeptPicture kept = KeptPicture.NONE;
        private KeptAlarms alarms = KeptAlarms.NONE;
        private boolean full;

        @Override
        public KeptAlarms readAlarms(MachineId machine) {
            return alarms;
        }

        @Override
        public void writeAlarms(MachineId machine, KeptAlarms kept) throws IOException {
            if (full) {
                throw new IOException("full");
            }
            alarms = kept;
        }

        @Override
        public KeptPicture read(MachineId machine) {
            return kept;
        }

        @Override
        public void write(MachineId machine, KeptPicture picture) throws IOException {
            if (full) {
                throw new IOException("full");
            }
            kept = picture;
        }
    }

    /** A topic, which remembers what was on disk at the time. */
    private final class Told implements Teller {

        private final List<NodeRental> rentals = new ArrayList<>();
        private final List<NodeReadiness> readiness = new ArrayList<>();
        private final List<String> alerts = new ArrayList<>();
        private final List<List<NodeRental>> untoldOnDisk = new ArrayList<>();

        @Override
        public void tell(NodeRental rental) {
            rentals.add(rental);
            untoldOnDisk.add(memory.kept.untold());
        }

        @Override
        public void tell(NodeReadiness list) {
            readiness.add(list);
        }

        @Override
        public void tell(Alert alert) {
            alerts.add(alert.state() + " " + alert.alert());
        }

        private List<Kind> kinds() {
            return rentals.stream().map(NodeRental::kind).toList();
        }
    }
}
