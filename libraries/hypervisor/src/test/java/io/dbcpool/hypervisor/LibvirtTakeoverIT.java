package io.dbcpool.hypervisor;

import static io.dbcpool.hypervisor.HypervisorContract.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbcpool.hypervisor.libvirt.LibvirtHypervisor;
import io.dbcpool.parts.libvirt.DomainShape;
import io.dbcpool.parts.libvirt.LoopbackLibvirtd;
import io.dbcpool.parts.libvirt.QemuDomain;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What is kept of the owner's domain gives nobody leave to end the renter's that has its UUID now. */
class LibvirtTakeoverIT {

    private final UUID uuid = UUID.randomUUID();
    private final HeardChanges heard = new HeardChanges();
    private LoopbackLibvirtd libvirtd;
    private LibvirtHypervisor hypervisor;

    @BeforeEach
    void start(TestInfo test) {
        libvirtd = LibvirtParts.start(
                "takeover-" + test.getTestMethod().orElseThrow().getName());
        hypervisor = new LibvirtHypervisor(libvirtd.connectionUri());
        hypervisor.subscribe(heard);
        awaitConnected(1);
    }

    @AfterEach
    void stop() {
        if (hypervisor != null) {
            hypervisor.close();
        }
        if (libvirtd != null) {
            libvirtd.close();
        }
    }

    @Test
    void aRentersDomainUnderTheOwnersUuidIsNotEnded() throws Exception {
        try (QemuDomain owners = QemuDomain.start(libvirtd.connectionUri(), owners())) {
            requireKnown(owners);
        }
        try (QemuDomain renters = QemuDomain.start(libvirtd.connectionUri(), renters())) {
            requireLeftAlone(renters);
        }
    }

    @Test
    void norIfLibvirtdWasStartedAgainMeanwhile() throws Exception {
        try (QemuDomain owners = QemuDomain.start(libvirtd.connectionUri(), owners())) {
            requireKnown(owners);
        }
        libvirtd.restart();
        awaitConnected(2);
        try (QemuDomain renters = QemuDomain.start(libvirtd.connectionUri(), renters())) {
            requireLeftAlone(renters);
        }
    }

    @Test
    void theOwnersIsEndedAfterLibvirtdWasStartedAgain() throws Exception {
        try (QemuDomain owners = QemuDomain.start(libvirtd.connectionUri(), owners())) {
            requireKnown(owners);
            libvirtd.restart();
            awaitConnected(2);

            assertThat(hypervisor.destroyIf(uuid, LibvirtTakeoverIT::isOwners)).isTrue();

            await().atMost(PATIENCE).until(owners::isGone);
        }
    }

    /** So a process that was the owner's is the owner's for as long as it lives. */
    @Test
    void whatADomainThatRunsIsMadeIntoItBecomesWhenItIsStartedAnew() throws Exception {
        var shape = LibvirtParts.shape(true).withUuid(uuid);
        try (QemuDomain owners = QemuDomain.start(libvirtd.connectionUri(), shape)) {
            var renters = owners.redefined(shape.withRentersMarkers());
            requireKnown(owners);
            libvirtd.restart();
            awaitConnected(2);
            requireKnown(owners);
            assertThat(hypervisor.destroyIf(uuid, LibvirtTakeoverIT::isOwners)).isTrue();
            await().atMost(PATIENCE).until(owners::isGone);

            renters.startAgain();
            requireLeftAlone(renters);
        }
    }

    private void requireKnown(QemuDomain owners) throws Exception {
        assertThat(hypervisor.findDefinition(uuid)).map(DomainDefinition::name).contains(owners.name());
        assertThat(hypervisor.destroyIf(uuid, definition -> !isOwners(definition)))
                .isFalse();
    }

    private void requireLeftAlone(QemuDomain renters) throws Exception {
        assertThat(hypervisor.terminateIf(uuid, LibvirtTakeoverIT::isOwners)).isFalse();
        assertThat(hypervisor.destroyIf(uuid, LibvirtTakeoverIT::isOwners)).isFalse();
        assertThat(hypervisor.findDefinition(uuid)).map(DomainDefinition::name).contains(renters.name());
        assertThat(renters.isGone()).isFalse();
    }

    private static boolean isOwners(DomainDefinition definition) {
        return definition.hypervVendorId().isEmpty();
    }

    private DomainShape owners() {
        return LibvirtParts.shape(false).withUuid(uuid);
    }

    private DomainShape renters() {
        return LibvirtParts.shape(false).withUuid(uuid).withRentersMarkers();
    }

    private void awaitConnected(int times) {
        await().atMost(PATIENCE).until(() -> heard.connectedCount() >= times && hypervisor.isConnected());
    }
}
