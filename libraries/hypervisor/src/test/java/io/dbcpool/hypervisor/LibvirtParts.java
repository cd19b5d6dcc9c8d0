package io.dbcpool.hypervisor;

import io.dbcpool.parts.libvirt.DomainShape;
import io.dbcpool.parts.libvirt.LoopbackLibvirtd;
import io.dbcpool.parts.libvirt.QemuDomain;
import io.dbcpool.parts.libvirt.TestDriverDomain;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;

/** Real domains for the contract. */
final class LibvirtParts {

    private LibvirtParts() {}

    /** @throws io.dbcpool.parts.libvirt.PartsException if this machine lacks something; it says which package */
    static LoopbackLibvirtd start(String name) {
        return LoopbackLibvirtd.start(Path.of("target", "libvirt", name));
    }

    static DomainShape shape(boolean persistent) {
        DomainShape shape = DomainShape.named("contract-" + UUID.randomUUID()).withOwnerMark("nonce-1");
        return persistent ? shape.withPersistence() : shape;
    }

    static HypervisorContract.MadeDomain qemu(URI uri, DomainShape shape) {
        QemuDomain domain = QemuDomain.start(uri, shape);
        return new HypervisorContract.MadeDomain() {
            @Override
            public UUID uuid() {
                return domain.uuid();
            }

            @Override
            public String name() {
                return domain.name();
            }

            @Override
            public void startAgain() {
                domain.startAgain();
            }

            @Override
            public void pause() {
                domain.pause();
            }

            @Override
            public void close() {
                domain.close();
            }
        };
    }

    static HypervisorContract.MadeDomain testDriver(URI uri, DomainShape shape) {
        TestDriverDomain domain = TestDriverDomain.start(uri, shape);
        return new HypervisorContract.MadeDomain() {
            @Override
            public UUID uuid() {
                return domain.uuid();
            }

            @Override
            public String name() {
                return domain.name();
            }

            @Override
            public void startAgain() {
                domain.startAgain();
            }

            @Override
            public void pause() {
                domain.pause();
            }

            @Override
            public void close() {
                domain.close();
            }
        };
    }
}
