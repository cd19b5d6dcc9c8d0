package io.dbcpool.agent.host;

import io.dbcpool.hypervisor.Hypervisor;
import io.dbcpool.hypervisor.libvirt.LibvirtHypervisor;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.net.URI;

/** By libvirt. */
@DefaultBean
@Singleton
public final class LibvirtHypervisors implements Hypervisors {

    @Override
    public Hypervisor open(URI uri) {
        return new LibvirtHypervisor(uri);
    }
}
