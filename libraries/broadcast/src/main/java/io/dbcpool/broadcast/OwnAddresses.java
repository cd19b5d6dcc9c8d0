package io.dbcpool.broadcast;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The addresses of this host. */
final class OwnAddresses {

    private OwnAddresses() {}

    /** The IPv4 addresses of all interfaces that are up, loopback included; empty when the system does not say. */
    static Optional<Set<InetAddress>> find() {
        try {
            var found = new LinkedHashSet<InetAddress>();
            List<NetworkInterface> interfaces =
                    NetworkInterface.networkInterfaces().toList();
            for (NetworkInterface each : interfaces) {
                if (each.isUp()) {
                    each.inetAddresses().filter(Inet4Address.class::isInstance).forEach(found::add);
                }
            }
            return Optional.of(found);
        } catch (SocketException e) {
            // An interface may go while it is asked about; the next look is in ten seconds.
            return Optional.empty();
        }
    }
}
