package io.dbcpool.hypervisor;

import io.dbcpool.hypervisor.libvirt.LibvirtHypervisor;
import io.dbcpool.parts.libvirt.LoopbackLibvirtd;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract against libvirt's test driver. */
class LibvirtTestDriverIT extends HypervisorContract {

    private static LoopbackLibvirtd libvirtd;

    @BeforeAll
    static void start() {
        libvirtd = LibvirtParts.start("contract-testDriver");
    }

    @AfterAll
    static void stop() {
        if (libvirtd != null) {
            libvirtd.close();
        }
    }

    @Override
    Hypervisor open() {
        return new LibvirtHypervisor(libvirtd.testUri());
    }

    @Override
    MadeDomain make(boolean persistent) {
        return LibvirtParts.testDriver(libvirtd.testUri(), LibvirtParts.shape(persistent));
    }

    @Override
    boolean obeysAsking() {
        return true;
    }
}
