package io.dbcpool.hypervisor;

import static io.dbcpool.hypervisor.HypervisorContract.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbcpool.hypervisor.libvirt.LibvirtHypervisor;
import io.dbcpool.parts.libvirt.LoopbackLibvirtd;
import io.dbcpool.parts.libvirt.QemuDomain;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** libvirtd is killed, started again, frozen or not there yet; QEMU hangs. */
class LibvirtFaultsIT {

    /** The call limit, and what two busy cores may add. */
    private static final Duration CALL_LIMIT =
            Duration.ofMillis(Hypervisor.CALL_LIMIT_MILLIS).plusMillis(700);

    private LoopbackLibvirtd libvirtd;
    private LibvirtHypervisor hypervisor;
    private final HeardChanges heard = new HeardChanges();
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @BeforeEach
    void start(TestInfo test) {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        libvirtd = LibvirtParts.start(
                "faults-" + test.getTestMethod().orElseThrow().getName());
        hypervisor = open(libvirtd.connectionUri());
        awaitConnected(1);
    }

    private LibvirtHypervisor open(URI uri) {
        LibvirtHypervisor opened = new LibvirtHypervisor(uri);
        opened.subscribe(heard);
        return opened;
    }

    @AfterEach
    void stop() {
        callers.shutdownNow();
        if (hypervisor != null) {
            hypervisor.close();
        }
        if (libvirtd != null) {
            libvirtd.close();
        }
    }

    @Test
    void connectsWhenLibvirtdComesLater() throws Exception {
        libvirtd.kill();
        HeardChanges later = new HeardChanges();
        try (LibvirtHypervisor early = new LibvirtHypervisor(libvirtd.connectionUri())) {
            early.subscribe(later);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThatThrownBy(early::listDomains)
                            .isInstanceOf(HypervisorUnavailableException.class)
                            .hasMessageContaining(libvirtd.connectionUri().toString())
                            .hasMessageContaining("Connection refused"));
            assertThat(early.isConnected()).isFalse();
            assertThat(later.connectedCount()).isZero();

            libvirtd.start();

            await().atMost(PATIENCE).until(() -> later.connectedCount() == 1);
            assertThat(early.listDomains()).isEmpty();
        }
    }

    @Test
    void survivesThatLibvirtdIsKilledAndStartedAgain() throws Exception {
        try (QemuDomain domain = QemuDomain.start(libvirtd.connectionUri(), LibvirtParts.shape(true))) {
            libvirtd.kill();
            await().atMost(Duration.ofSeconds(2)).until(() -> heard.losses().size() == 1);
            assertThat(hypervisor.isConnected()).isFalse();

            libvirtd.start();

            awaitConnected(2);
            assertThat(hypervisor.findDomain(domain.uuid()))
                    .map(DomainSnapshot::state)
                    .contains(DomainState.RUNNING);
            hypervisor.destroy(domain.uuid());
            assertThat(heard.awaitState(domain.uuid(), DomainState.SHUT_OFF).persistent())
                    .isTrue();
        }
    }

    @Test
    void survivesManyRestartsWithoutGatheringThreads() throws Exception {
        try (QemuDomain domain = QemuDomain.start(libvirtd.connectionUri(), LibvirtParts.shape(true))) {
            int before = Thread.activeCount();
            for (int restart = 1; restart <= 8; restart++) {
                libvirtd.restart();
                awaitConnected(1 + restart);
            }
            await().atMost(PATIENCE).until(() -> Thread.activeCount() <= before + 2);
            hypervisor.destroy(domain.uuid());
            heard.awaitState(domain.uuid(), DomainState.SHUT_OFF);
        }
    }

    @Test
    void aFrozenLibvirtdIsNoticedAndNoCallOutlastsItsLimit() throws Exception {
        try (QemuDomain domain = QemuDomain.start(libvirtd.connectionUri(), LibvirtParts.shape(false))) {
            libvirtd.freeze();
            try {
                long begun = System.nanoTime();
                assertThatThrownBy(hypervisor::listDomains).isInstanceOf(HypervisorUnavailableException.class);
                assertThat(since(begun)).isLessThan(CALL_LIMIT);
                await().atMost(Duration.ofSeconds(3)).until(() -> heard.losses().size() == 1);
                assertThat(since(begun)).isLessThan(Duration.ofSeconds(5));

                long afterwards = System.nanoTime();
                assertThatThrownBy(() -> hypervisor.destroy(domain.uuid()))
                        .isInstanceOf(HypervisorUnavailableException.class);
                assertThat(since(afterwards)).isLessThan(CALL_LIMIT);
            } finally {
                libvirtd.thaw();
            }
            awaitConnected(2);
            hypervisor.destroy(domain.uuid());
            heard.awaitState(domain.uuid(), DomainState.SHUT_OFF);
        }
    }

    @Test
    void terminatingAQemuThatHangsDelaysNoOtherCall() throws Exception {
        try (QemuDomain hanging = QemuDomain.start(libvirtd.connectionUri(), LibvirtParts.shape(true));
                QemuDomain other = QemuDomain.start(libvirtd.connectionUri(), LibvirtParts.shape(true))) {
            hanging.freeze();
            Future<?> terminating = callers.submit(() -> {
                hypervisor.terminate(hanging.uuid());
                return null;
            });

            for (int i = 0; i < 5; i++) {
                long begun = System.nanoTime();
                assertThat(hypervisor.listDomains()).hasSize(2);
                assertThat(hypervisor.findDomain(hanging.uuid()))
                        .map(DomainSnapshot::isActive)
                        .contains(true);
                assertThat(hypervisor.findDefinition(other.uuid())).isPresent();
                assertThat(since(begun)).isLessThan(Duration.ofSeconds(2));
            }
            long begun = System.nanoTime();
            hypervisor.destroy(other.uuid());
            assertThat(since(begun)).isLessThan(Duration.ofSeconds(1));

            assertThatThrownBy(terminating::get)
                    .hasCauseInstanceOf(HypervisorUnavailableException.class)
                    .hasMessageContaining("no answer within 3000 ms");
            assertThat(hanging.isGone()).isFalse();
        }
    }

    @Test
    void manyHangingCallsDoNotHoldUpOthers() throws Exception {
        List<QemuDomain> hanging = new ArrayList<>();
        List<Future<?>> calls = new ArrayList<>();
        try (QemuDomain other = QemuDomain.start(libvirtd.connectionUri(), LibvirtParts.shape(true))) {
            for (int i = 0; i < 5; i++) {
                hanging.add(QemuDomain.start(libvirtd.connectionUri(), LibvirtParts.shape(false)));
            }
            for (QemuDomain domain : hanging) {
                domain.freeze();
                calls.add(callers.submit(() -> {
                    hypervisor.askToPowerOff(domain.uuid());
                    return null;
                }));
                calls.add(callers.submit(() -> {
                    hypervisor.terminate(domain.uuid());
                    return null;
                }));
            }

            await().atMost(PATIENCE).untilAsserted(() -> {
                long begun = System.nanoTime();
                assertThat(hypervisor.listDomains()).hasSize(6);
                hypervisor.destroy(other.uuid());
                assertThat(since(begun)).isLessThan(Duration.ofSeconds(2));
            });
            heard.awaitState(other.uuid(), DomainState.SHUT_OFF);
            assertThat(calls)
                    .allSatisfy(call -> assertThat(call)
                            .failsWithin(CALL_LIMIT)
                            .withThrowableOfType(ExecutionException.class)
                            .withCauseInstanceOf(HypervisorUnavailableException.class));
        } finally {
            hanging.forEach(QemuDomain::close);
        }
    }

    private void awaitConnected(int times) {
        await().atMost(PATIENCE).until(() -> heard.connectedCount() >= times && hypervisor.isConnected());
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
