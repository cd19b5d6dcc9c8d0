package io.dbcpool.watcher.guard;

import java.net.URI;
import java.util.Locale;

/** Whether a hypervisor is that of the host on which the watcher runs, by its connection URI. */
final class Locality {

    private Locality() {}

    /** A URI without a host is a socket; loopback addresses mean this host too. Nothing is looked up. */
    static boolean isLocal(URI libvirt) {
        String host = libvirt.getHost();
        return host == null
                || host.isEmpty()
                || host.toLowerCase(Locale.ROOT).equals("localhost")
                || host.matches("127(\\.[0-9]{1,3}){3}")
                || host.equals("[::1]");
    }
}
