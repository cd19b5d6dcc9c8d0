package io.dbcpool.hypervisor;

import io.dbcpool.hypervisor.libvirt.LibvirtHypervisor;
import io.dbcpool.parts.libvirt.LoopbackLibvirtd;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract against real QEMU domains. */
class LibvirtQemuIT extends HypervisorContract {

    private static LoopbackLibvirtd libvirtd;

    @BeforeAll
    static void start() {
        libvirtd = LibvirtParts.start("contract-qemu");
    }

    @AfterAll
    static void stop() {
        if (libvirtd != null) {
            libvirtd.close();
        }
    }

    @Override
    Hypervisor open() {
        return new LibvirtHypervisor(libvirtd.connectionUri());
    }

    @Override
    MadeDomain make(boolean persistent) {
        return LibvirtParts.qemu(libvirtd.connectionUri(), LibvirtParts.shape(persistent));
    }

    @Override
    boolean obeysAsking() {
        return false;
    }
}
