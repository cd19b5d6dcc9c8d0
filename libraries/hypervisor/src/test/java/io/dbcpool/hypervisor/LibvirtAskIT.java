package io.dbcpool.hypervisor;

import static io.dbcpool.hypervisor.HypervisorContract.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbcpool.hypervisor.libvirt.LibvirtHypervisor;
import io.dbcpool.parts.libvirt.AcpiGuest;
import io.dbcpool.parts.libvirt.DomainShape;
import io.dbcpool.parts.libvirt.LoopbackLibvirtd;
import io.dbcpool.parts.libvirt.QemuDomain;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guests that are asked to power off: one that listens, one whose agent does not answer. */
class LibvirtAskIT {

    /** Without KVM, on a machine that has other things to do. */
    private static final Duration BOOT_LIMIT = Duration.ofSeconds(90);

    private static LoopbackLibvirtd libvirtd;

    private final HeardChanges heard = new HeardChanges();
    private LibvirtHypervisor hypervisor;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        libvirtd = LibvirtParts.start("ask");
    }

    @AfterAll
    static void stop() {
        if (libvirtd != null) {
            libvirtd.close();
        }
    }

    @BeforeEach
    void connect() {
        hypervisor = new LibvirtHypervisor(libvirtd.connectionUri());
        hypervisor.subscribe(heard);
        await().atMost(PATIENCE).until(() -> heard.connectedCount() == 1);
    }

    @AfterEach
    void disconnect() {
        hypervisor.close();
    }

    @Test
    void aGuestThatListensPowersOff() throws Exception {
        Path console = folder.resolve("console");
        DomainShape shape = LibvirtParts.shape(true)
                .withGuest(new DomainShape.Boot(AcpiGuest.cached(), AcpiGuest.offAfter(0), console));
        try (QemuDomain domain = QemuDomain.start(libvirtd.connectionUri(), shape)) {
            await().atMost(BOOT_LIMIT).until(() -> AcpiGuest.isReady(console));

            hypervisor.askToPowerOff(domain.uuid());

            heard.awaitState(domain.uuid(), DomainState.SHUT_OFF);
        }
    }

    @Test
    void anAgentThatIsNotThereKeepsNobodyFromAskingByAcpi() throws Exception {
        DomainShape shape = LibvirtParts.shape(false).withAgentChannel().withRentersMarkers();
        try (QemuDomain domain = QemuDomain.start(libvirtd.connectionUri(), shape)) {
            hypervisor.askToPowerOff(domain.uuid());

            assertThat(hypervisor.findDefinition(domain.uuid())).hasValueSatisfying(definition -> {
                assertThat(definition.hasGuestAgent()).isTrue();
                assertThat(definition.channelSockets()).containsExactly("/tmp/channel_" + domain.uuid() + ".sock");
                assertThat(definition.hypervVendorId()).contains("1234567890ab");
            });
        }
    }

    @Test
    void aDomainThatRebootsOnPowerOffSaysSo() throws Exception {
        try (QemuDomain domain = QemuDomain.start(
                libvirtd.connectionUri(), LibvirtParts.shape(false).withRebootOnPowerOff())) {
            assertThat(hypervisor.findDefinition(domain.uuid()))
                    .map(DomainDefinition::onPoweroff)
                    .contains("restart");
        }
    }
}
