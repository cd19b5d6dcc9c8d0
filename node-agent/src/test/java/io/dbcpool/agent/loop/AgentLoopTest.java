package io.dbcpool.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbcpool.agent.disk.MachineFiles;
import io.dbcpool.agent.machine.Claims;
import io.dbcpool.agent.machine.ClockReading;
import io.dbcpool.agent.machine.Observation.HostAway;
import io.dbcpool.agent.machine.Observation.Tick;
import io.dbcpool.agent.machine.Observation.WordsHeard;
import io.dbcpool.agent.testing.Pools;
import io.dbcpool.events.Alert;
import io.dbcpool.events.NodeReadiness;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.NodeRental.Kind;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentLoopTest {

    private static final Instant START = Instant.parse("2026-11-24T03:00:00Z");
    private static final MachineId FIRST = new MachineId("a".repeat(64));
    private static final MachineId SECOND = new MachineId("b".repeat(64));

    private final List<NodeRental> told = new CopyOnWriteArrayList<>();
    private final AtomicBoolean defect = new AtomicBoolean();

    @TempDir
    private Path folder;

    private AgentLoop loop;

    @BeforeEach
    void start() {
        var config = Pools.two("", "libvirt: qemu:///session");
        var files = new MachineFiles(folder);
        loop = new AgentLoop(config.machines().stream()
                .map(machine -> new WatchedMachine(Claims.of(machine, config), files, files, new Told(), START))
                .toList());
        loop.start(() -> new Tick(START, 0, new ClockReading(Optional.empty(), Optional.empty()), Optional.empty()));
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    @Test
    void anObservationReachesTheMachineItConcerns() {
        loop.accept(renting(SECOND));

        await().untilAsserted(() -> assertThat(told).hasSize(1));
        assertThat(told.get(0).machineId()).isEqualTo(SECOND);
        assertThat(told.get(0).kind()).isEqualTo(Kind.RENTAL_BEGUN);
    }

    @Test
    void aHostThatIsAwayConcernsItsOwnMachinesOnly() {
        var machines = loop.machines();
        loop.accept(new HostAway(machines.get(1).state().claims().machine().libvirt(), "refused", START));

        await().until(() -> machines.get(1).state().link().toString().contains("refused"));
        assertThat(machines.get(0).state().link().toString()).doesNotContain("refused");
    }

    @Test
    void aDefectInOneObservationDoesNotEndTheLoop() {
        defect.set(true);
        loop.accept(renting(FIRST));
        await().until(() -> !defect.get());

        loop.accept(renting(SECOND));

        await().untilAsserted(() -> assertThat(told).hasSize(1));
        assertThat(loop.isAlive()).isTrue();
    }

    @Test
    void itRunsOnce() {
        assertThatThrownBy(() -> loop.start(() -> {
                    throw new AssertionError("never asked");
                }))
                .hasMessage("the loop runs already");
    }

    private static WordsHeard renting(MachineId machine) {
        return new WordsHeard(machine, true, Word.RENTING, "192.0.2.1:9", START, 0);
    }

    private final class Told implements Teller {

        @Override
        public void tell(NodeRental rental) {
            if (defect.getAndSet(false)) {
                throw new IllegalStateException("a defect");
            }
            told.add(rental);
        }

        @Override
        public void tell(NodeReadiness readiness) {
            assertThat(readiness.checks()).isNotEmpty();
        }

        @Override
        public void tell(Alert alert) {
            throw new AssertionError("no alert is due: " + alert);
        }
    }
}
