package io.dbcpool.configuration;

import java.net.URI;
import java.util.Locale;

/** Whether a hypervisor is that of the host on which this service runs, by its connection URI. */
public final class Locality {

    private Locality() {}

    /** A URI without a host is a socket; loopback addresses mean this host too. Nothing is looked up. */
    public static boolean isLocal(URI libvirt) {
        String host = libvirt.getHost();
        return host == null
                || host.isEmpty()
                || host.toLowerCase(Locale.ROOT).equals("localhost")
                || host.matches("127(\\.[0-9]{1,3}){3}")
                || host.equals("[::1]");
    }
}
