package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.bus.Publisher;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.hypervisor.libvirt.LibvirtHypervisor;
import io.dbcpool.parts.libvirt.DomainShape;
import io.dbcpool.parts.libvirt.LoopbackLibvirtd;
import io.dbcpool.parts.libvirt.TestDriverDomain;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import io.dbcpool.watcher.guard.Observation.Heard;
import io.dbcpool.watcher.process.LinuxProcesses;
import io.dbcpool.watcher.vacate.Alarm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One watcher, several hosts, each a libvirtd of its own with a domain of libvirt's test driver. Their URIs name a
 * loopback address in a form that the watcher does not know for one, so they are elsewhere to it.
 */
@Timeout(180)
class ManyHostsIT {

    private static final int HOSTS = 5;
    private static final int DEAD = 1;

    /** Answers nothing from before the watcher's start, as one that is switched off. The first of the file. */
    private static final int OFF = 0;

    private static final int THREADS_PER_HOST = 20;

    @TempDir
    Path folder;

    private final List<LoopbackLibvirtd> hosts = new ArrayList<>();
    private final List<TestDriverDomain> domains = new ArrayList<>();
    private final List<VacateCompleted> receipts = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        hosts.forEach(LoopbackLibvirtd::thaw);
        domains.forEach(TestDriverDomain::close);
        hosts.forEach(LoopbackLibvirtd::close);
    }

    @Test
    void aHostThatHangsDelaysNoOther() throws Exception {
        for (int i = 0; i < HOSTS; i++) {
            var host = LoopbackLibvirtd.start(folder.resolve("host-" + i));
            hosts.add(host);
            domains.add(TestDriverDomain.start(
                    host.testUri(), DomainShape.named("owner-vm").withPersistence()));
        }
        hosts.get(OFF).freeze();
        int withoutRoom = Thread.activeCount();
        try (var room = watchAll()) {
            room.start();
            Awaitility.await("all domains are seen but for those of the host that is off")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> room.guard().list().stream()
                            .filter(view -> !view.machineId().equals(id(OFF)))
                            .allMatch(view -> view.ownDomains().get(0).state().equals("running")));
            assertThat(room.guard().list())
                    .allSatisfy(view -> assertThat(view.lastStepAvailable()).isFalse());

            awaitUnreachable(room, OFF);
            assertThat(MachineView.areGuarded(room.guard().list())).isTrue();
            assertThat(room.guard().find(id(OFF)).orElseThrow().warnings())
                    .anyMatch(warning -> warning.endsWith("does not answer"));
            assertThat(Thread.activeCount() - withoutRoom).as("threads of all").isLessThan(HOSTS * THREADS_PER_HOST);

            hosts.get(DEAD).freeze();
            int before = Thread.activeCount();
            rentAll(room);
            Awaitility.await("the others are released")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> receipts.size() == HOSTS - 2);

            assertThat(receipts).allSatisfy(receipt -> {
                assertThat(receipt.outcome()).isEqualTo(Outcome.ON_TIME);
                assertThat(receipt.notObserved()).containsExactly("process", "devices", "cgroup", "hugepages");
                assertThat(receipt.machineId()).isNotIn(id(DEAD), id(OFF));
            });
            awaitUnreachable(room, DEAD);
            assertThat(Thread.activeCount() - before)
                    .as("threads that wait for the dead host")
                    .isLessThan(40);

            for (int host : List.of(DEAD, OFF)) {
                hosts.get(host).thaw();
                Awaitility.await("the domain of host %d goes when it is back".formatted(host))
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> receipts.stream()
                                .anyMatch(receipt -> receipt.machineId().equals(id(host))));
            }
        }
    }

    private static void awaitUnreachable(GuardRoom room, int host) {
        Awaitility.await("somebody is told of host " + host)
                .atMost(Duration.ofSeconds(60))
                .until(() -> room.conditions().list().stream()
                        .anyMatch(alert -> alert.alert().equals("HypervisorUnreachable")
                                && alert.machineId().filter(id(host)::equals).isPresent()));
        assertThat(room.guard().find(id(host)).orElseThrow().connected()).isFalse();
    }

    private GuardRoom watchAll() throws Exception {
        var file = new StringBuilder("pool:\n  name: many\n  state-dir: ./state\n  machines:\n");
        for (int i = 0; i < HOSTS; i++) {
            file.append(
                    "    - id: %s%n      name: gpu-%d%n      libvirt: test+tcp://[::ffff:127.0.0.1]:%d/default%n      own-domains: [owner-vm]%n"
                            .formatted(id(i).hex(), i, hosts.get(i).port()));
        }
        Path pool = Files.writeString(folder.resolve("pool.yaml"), file);
        Publisher publisher = envelope -> {
            if (envelope.event() instanceof VacateCompleted receipt) {
                receipts.add(receipt);
            }
        };
        return new GuardRoom(
                PoolFile.read(pool),
                folder.resolve("state"),
                publisher,
                LibvirtHypervisor::new,
                new LinuxProcesses(),
                new NoMeters(),
                "/dbcpool/many/rental-watcher/tower",
                Clock.systemUTC());
    }

    private static void rentAll(GuardRoom room) {
        for (int i = 0; i < HOSTS; i++) {
            var at = Clock.systemUTC().instant();
            room.observe(id(i), new Heard(new SaysRented(Trigger.of(Source.BROADCAST, Via.DIRECT, at), at)));
        }
    }

    private static MachineId id(int host) {
        return new MachineId("%02x".formatted(host).repeat(32));
    }

    private static final class NoMeters implements GuardMeters {

        @Override
        public void vacateEnded(VacateCompleted receipt) {}

        @Override
        public void ranLate(Alarm alarm) {}
    }
}
