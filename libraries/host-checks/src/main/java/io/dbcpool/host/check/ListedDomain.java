package io.dbcpool.host.check;

import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.Question.Kind;
import io.dbcpool.host.probe.Scope;
import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.ownership.Classified;
import io.dbcpool.hypervisor.ownership.OwnDomains;
import io.dbcpool.hypervisor.ownership.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A domain as a host shows it, and whose it is.
 *
 * @param agent {@code none}, {@code connected}, {@code disconnected}, or {@code unknown} while it is off
 */
record ListedDomain(
        DomainDefinition definition,
        Classified classified,
        boolean active,
        boolean autostart,
        boolean balloon,
        boolean hugepages,
        boolean managed,
        String agent) {

    /**
     * The definitions of more are not asked for: a check has seconds. All that run, and all that are named, come first.
     */
    private static final int MOST = 300;

    private static final Pattern LISTED = Pattern.compile("([0-9a-f-]{36}) (\\w+) (.+)");

    static String uri(Host host) {
        return host.scope().libvirt().stream().findFirst().orElse(Scope.NODE_LIBVIRT);
    }

    /**
     * All domains that run or that the operator names, and of the others as many as there is time for.
     *
     * @throws CannotTell if so many run that not even these can be looked at
     */
    static List<ListedDomain> list(Host host) {
        String uri = uri(host);
        var lines = host.findNames(Kind.LIBVIRT, uri)
                .orElseThrow(() -> new CannotTell("libvirt does not answer; see libvirt-answers"));
        var own = new OwnDomains(host.scope().ownDomains());
        var first = new ArrayList<String>();
        var others = new ArrayList<String>();
        for (String line : lines) {
            var match = LISTED.matcher(line);
            if (match.matches()) {
                boolean named = host.scope().ownDomains().contains(match.group(1))
                        || host.scope().ownDomains().contains(match.group(3));
                (named || !match.group(2).equals("off") ? first : others).add(match.group(1));
            }
        }
        if (first.size() > MOST) {
            throw new CannotTell("%d VMs run or are named, and %d at most are looked at".formatted(first.size(), MOST));
        }
        first.addAll(others);
        var found = new ArrayList<ListedDomain>();
        for (String uuid : first.subList(0, Math.min(MOST, first.size()))) {
            host.findFields(Kind.DOMAIN, uri + " " + uuid).ifPresent(fields -> found.add(of(uuid, fields, own)));
        }
        return found;
    }

    static List<ListedDomain> listOwn(Host host) {
        return list(host).stream()
                .filter(domain -> domain.classified().ownership() == Ownership.OWNER)
                .toList();
    }

    private static ListedDomain of(String uuid, Map<String, String> fields, OwnDomains own) {
        var definition = new DomainDefinition(
                UUID.fromString(uuid),
                fields.getOrDefault("name", "?"),
                fields.getOrDefault("type", ""),
                fields.getOrDefault("onPoweroff", "destroy"),
                lines(fields, "nwfilters"),
                lines(fields, "disks"),
                lines(fields, "channels"),
                Optional.ofNullable(fields.get("hypervVendorId")),
                !fields.getOrDefault("agent", "none").equals("none"),
                lines(fields, "hostDevices"),
                Optional.ofNullable(fields.get("mark")));
        return new ListedDomain(
                definition,
                own.classify(definition),
                is(fields, "active"),
                is(fields, "autostart"),
                is(fields, "balloon"),
                is(fields, "hugepages"),
                is(fields, "managed"),
                fields.getOrDefault("agent", "none"));
    }

    private static List<String> lines(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "").lines().toList();
    }

    private static boolean is(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "").equals("yes");
    }

    String name() {
        return definition.name();
    }
}
