package io.dbcpool.host.linux;

import io.dbcpool.host.probe.Answer;
import io.dbcpool.host.probe.Answer.Absent;
import io.dbcpool.host.probe.Answer.Fields;
import io.dbcpool.host.probe.Answer.Names;
import io.dbcpool.host.probe.Answer.Unknown;
import io.dbcpool.hypervisor.HypervisorUnavailableException;
import io.dbcpool.hypervisor.libvirt.DomainInspector;
import io.dbcpool.hypervisor.libvirt.InspectedDomain;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What libvirt says. One connection for each address, for as long as the questions last. */
final class LibvirtQuestions implements AutoCloseable {

    private static final int DEFAULT_PORT = 16_509;
    private static final int CONNECT_MILLIS = 2_000;

    private final Map<String, DomainInspector> open = new ConcurrentHashMap<>();

    /** {@code UUID state name} of each. */
    Answer list(String uri) {
        if (isRefused(URI.create(uri))) {
            return new Absent();
        }
        try {
            return new Names(at(uri).list().stream()
                    .map(domain -> "%s %s %s"
                            .formatted(domain.uuid(), domain.state().isActive() ? "active" : "off", domain.name()))
                    .sorted()
                    .toList());
        } catch (HypervisorUnavailableException e) {
            return new Unknown(e.reason());
        }
    }

    Answer domain(String subject) {
        int space = subject.indexOf(' ');
        try {
            return at(subject.substring(0, space))
                    .find(UUID.fromString(subject.substring(space + 1)))
                    .map(LibvirtQuestions::fields)
                    .orElseGet(Absent::new);
        } catch (HypervisorUnavailableException e) {
            return new Unknown(e.reason());
        }
    }

    private static Answer fields(InspectedDomain domain) {
        var definition = domain.definition();
        var fields = new TreeMap<String, String>();
        fields.put("name", definition.name());
        fields.put("type", definition.type());
        fields.put("onPoweroff", definition.onPoweroff());
        fields.put("nwfilters", String.join("\n", definition.nwfilters()));
        fields.put("disks", String.join("\n", definition.diskSources()));
        fields.put("channels", String.join("\n", definition.channelSockets()));
        definition.hypervVendorId().ifPresent(id -> fields.put("hypervVendorId", id));
        fields.put("hostDevices", String.join("\n", definition.hostDevices()));
        definition.ownerMark().ifPresent(nonce -> fields.put("mark", nonce));
        fields.put("active", yes(domain.active()));
        fields.put("autostart", yes(domain.autostart()));
        fields.put("balloon", yes(domain.balloon()));
        fields.put("hugepages", yes(domain.hugepages()));
        fields.put("managed", yes(domain.managed()));
        fields.put("agent", domain.agent());
        return new Fields(fields);
    }

    private static String yes(boolean is) {
        return is ? "yes" : "no";
    }

    /** Nobody there is an answer, and libvirt's own message for it is the same as for much else. */
    private static boolean isRefused(URI uri) {
        if (uri.getHost() == null || !uri.getScheme().endsWith("+tcp")) {
            return false;
        }
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort()),
                    CONNECT_MILLIS);
            return false;
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private synchronized DomainInspector at(String uri) throws HypervisorUnavailableException {
        var inspector = open.get(uri);
        if (inspector == null) {
            inspector = DomainInspector.open(URI.create(uri));
            open.put(uri, inspector);
        }
        return inspector;
    }

    @Override
    public void close() {
        open.values().forEach(DomainInspector::close);
        open.clear();
    }
}
