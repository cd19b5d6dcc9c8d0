package io.dbcpool.parts.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopbackLibvirtdIT {

    @TempDir
    private Path folder;

    @Test
    void aDomainOutlivesLibvirtdButNotItsEnd() {
        boolean hadRunFolder = Files.exists(Path.of("/run/libvirt"));
        QemuDomain domain;
        try (LoopbackLibvirtd libvirtd = LoopbackLibvirtd.start(folder)) {
            domain = QemuDomain.start(libvirtd.connectionUri(), DomainShape.named("outlives-libvirtd"));
            long pid = domain.pid();

            libvirtd.kill();
            assertThat(libvirtd.hasEnded()).isTrue();
            assertThat(domain.isGone()).isFalse();
            libvirtd.start();
            assertThat(libvirtd.hasEnded()).isFalse();

            assertThat(domain.state()).isEqualTo("running");
            assertThat(domain.pid()).isEqualTo(pid);
        }
        assertThat(domain.isGone()).isTrue();
        assertThat(Files.exists(Path.of("/run/libvirt"))).isEqualTo(hadRunFolder);
    }

    @Test
    void twoRunSideBySide(@TempDir Path other) {
        try (LoopbackLibvirtd one = LoopbackLibvirtd.start(folder);
                LoopbackLibvirtd two = LoopbackLibvirtd.start(other);
                QemuDomain domain = QemuDomain.start(one.connectionUri(), DomainShape.named("of-one"))) {
            assertThat(Virsh.run(one.connectionUri(), "list", "--name").strip()).isEqualTo(domain.name());
            assertThat(Virsh.run(two.connectionUri(), "list", "--name").strip()).isEmpty();
        }
    }

    @Test
    void aFolderInUseIsRefused() {
        try (LoopbackLibvirtd libvirtd = LoopbackLibvirtd.start(folder)) {
            assertThatThrownBy(() -> LoopbackLibvirtd.start(folder))
                    .isInstanceOf(PartsException.class)
                    .hasMessage("libvirtd " + libvirtd.pid() + " uses " + folder);
        }
    }

    @Test
    void aPortInUseIsRefused(@TempDir Path other) {
        try (LoopbackLibvirtd libvirtd = LoopbackLibvirtd.start(folder)) {
            assertThatThrownBy(() -> LoopbackLibvirtd.start(other, libvirtd.port()))
                    .isInstanceOf(PartsException.class)
                    .hasMessage("port " + libvirtd.port() + " of 127.0.0.1 is taken");
        }
    }

    @Test
    void closingADomainRemovesItAndNoOther() {
        try (LoopbackLibvirtd libvirtd = LoopbackLibvirtd.start(folder);
                QemuDomain other = QemuDomain.start(
                        libvirtd.connectionUri(), DomainShape.named("other").withPersistence())) {
            QemuDomain domain = QemuDomain.start(
                    libvirtd.connectionUri(), DomainShape.named("closed").withPersistence());
            domain.freeze();

            domain.close();

            assertThat(domain.isGone()).isTrue();
            assertThat(Virsh.run(libvirtd.connectionUri(), "list", "--all", "--name")
                            .strip())
                    .isEqualTo(other.name());
            assertThat(other.state()).isEqualTo("running");
        }
    }

    @Test
    void testDriverDomainsAreSharedAndGoWhenClosed() {
        try (LoopbackLibvirtd libvirtd = LoopbackLibvirtd.start(folder)) {
            try (TestDriverDomain domain = TestDriverDomain.start(
                    libvirtd.testUri(), DomainShape.named("shared").withPersistence())) {
                domain.pause();
                assertThat(Virsh.run(libvirtd.testUri(), "domstate", domain.name())
                                .strip())
                        .isEqualTo("paused");
            }
            assertThat(Virsh.succeeds(libvirtd.testUri(), "domstate", "shared")).isFalse();
        }
    }
}
