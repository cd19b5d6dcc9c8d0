package io.dbcpool.host.check;

import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.HostCommand;
import io.dbcpool.host.probe.Question.Kind;
import io.dbcpool.host.probe.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Step G. */
final class LibvirtdChecks {

    private static final int TCP_PORT = 16_509;
    private static final String CONF = "/etc/libvirt/libvirtd.conf";
    private static final String PLAN = "set it, then systemctl restart libvirtd while nobody rents";
    private static final Pattern LISTEN_FLAG = Pattern.compile("(^|\\s)(-[a-z]*l[a-z]*|--listen)(\\s|$)");
    private static final Pattern CLOSED = Pattern.compile("^-A INPUT .*--dport 16509 .*-j (DROP|REJECT)");

    private LibvirtdChecks() {}

    static List<HostCheck> list() {
        return List.of(
                new HostCheck(
                        "libvirt-answers",
                        Step.G,
                        "libvirt answers where the DBC node looks for it",
                        "a list of domains from " + Scope.NODE_LIBVIRT,
                        "the DBC node does not start without it: the machine is offline, and its stake is slashed; ours "
                                + "cannot see a renter's VM start",
                        "guide, step G; DBC node vm_client.cpp",
                        LibvirtdChecks::answers),
                new HostCheck(
                        "libvirt-not-open",
                        Step.G,
                        "libvirt is not open to the network",
                        "port 16509 on loopback only, or closed by the firewall",
                        "anybody who reaches the port is root on this host: the guide turns authentication off, names no "
                                + "address, and DBC's installer turns the firewall off",
                        "guide, step G (leaves it open); libvirt docs, remote support",
                        LibvirtdChecks::notOpen),
                new HostCheck(
                        "libvirtd-conf",
                        Step.G,
                        "libvirtd is configured as the DBC node needs it",
                        "listen_tls = 0, listen_tcp = 1, auth_tcp = \"none\", listen_addr = \"127.0.0.1\" in libvirtd.conf",
                        "the DBC node connects by TCP without a password; without listen_addr so can everybody else",
                        "guide, step G (without listen_addr); libvirtd.conf",
                        LibvirtdChecks::conf),
                new HostCheck(
                        "libvirtd-listens",
                        Step.G,
                        "libvirtd is started so that it listens",
                        "-l in the variable that the packaged unit expands, or libvirtd-tcp.socket enabled",
                        "after the next restart of libvirtd the DBC node does not reach it. The variable is libvirtd_opts "
                                + "or LIBVIRTD_ARGS, by release; the wiki's LIBVIRT_ARGS is read by nobody",
                        "guide, step G; libvirtd.service of the package",
                        LibvirtdChecks::listens),
                new HostCheck(
                        "libvirtd-sockets-masked",
                        Step.G,
                        "libvirtd's socket units do not stand in its way",
                        "all five masked where libvirtd is started with -l",
                        "with -l and a socket unit active libvirtd refuses to start at the next boot",
                        "guide, step G; libvirtd(8), --listen",
                        LibvirtdChecks::sockets),
                new HostCheck(
                        "libvirtd-at-boot",
                        Step.G,
                        "libvirtd is started at boot",
                        "libvirtd.service enabled",
                        "after a reboot the DBC node stays down",
                        "guide, step G; systemctl(1)",
                        LibvirtdChecks::atBoot));
    }

    private static Finding answers(Host host) {
        var domains = host.findNames(Kind.LIBVIRT, Scope.NODE_LIBVIRT);
        if (domains.isPresent()) {
            return Finding.ok(
                    "it answers, with %d domains".formatted(domains.get().size()));
        }
        return Finding.wrong(
                "nobody listens at " + Scope.NODE_LIBVIRT,
                "see libvirtd-conf, libvirtd-listens and libvirtd-sockets-masked; then systemctl restart libvirtd");
    }

    private static Finding notOpen(Host host) {
        var listeners = Listeners.tcp(host, TCP_PORT);
        var open = listeners.stream().filter(one -> !one.isLoopback()).toList();
        if (open.isEmpty()) {
            return Finding.ok(listeners.isEmpty() ? "nobody listens on port 16509" : "loopback only");
        }
        String found = open.stream().map(Listeners::shown).distinct().collect(Collectors.joining(", "));
        if (isClosedByFirewall(host)) {
            return Finding.warning(
                    found + ", and the firewall drops what comes in", "set listen_addr in libvirtd.conf as well");
        }
        String auth = KeyValues.read(host.findFile(CONF).orElse("")).getOrDefault("auth_tcp", "sasl");
        return auth.equals("none")
                ? Finding.wrong(
                        found + ", without authentication",
                        "listen_addr = \"127.0.0.1\" in libvirtd.conf and a restart of libvirtd while nobody rents; or close port 16509 "
                                + "in the firewall")
                : Finding.warning(
                        found + ", with authentication by " + auth,
                        "set listen_addr; the DBC node cannot use " + "authentication");
    }

    /** A rule that shows port 16509 closed; rules that nobody may read close nothing. */
    private static boolean isClosedByFirewall(Host host) {
        try {
            return host.output(HostCommand.FIREWALL_RULES)
                    .lines()
                    .anyMatch(line -> CLOSED.matcher(line).find());
        } catch (CannotTell e) {
            return false;
        }
    }

    private static Finding conf(Host host) {
        var file = host.findFile(CONF);
        if (file.isEmpty()) {
            return Finding.wrong("there is no " + CONF, "apt-get install libvirt-daemon-system");
        }
        var found = KeyValues.read(file.get());
        var wanted = new LinkedHashMap<String, String>();
        wanted.put("listen_tls", "0");
        wanted.put("listen_tcp", "1");
        wanted.put("auth_tcp", "none");
        var faults = new ArrayList<String>();
        for (Map.Entry<String, String> line : wanted.entrySet()) {
            String value = found.getOrDefault(line.getKey(), "not set");
            if (!value.equals(line.getValue())) {
                faults.add("%s is %s".formatted(line.getKey(), value));
            }
        }
        if (!faults.isEmpty()) {
            return Finding.wrong(String.join(", ", faults), PLAN);
        }
        String address = found.getOrDefault("listen_addr", "not set");
        return address.startsWith("127.")
                ? Finding.ok("all four")
                : Finding.warning("listen_addr is %s, so it listens on every address".formatted(address), PLAN);
    }

    private static Finding listens(Host host) {
        var unit = LibvirtdUnit.get(host);
        if (LibvirtdUnit.isEnabled(host, "libvirtd-tcp.socket")
                && !LibvirtdUnit.isMasked(host, "libvirtd-tcp.socket")) {
            return Finding.ok("libvirtd-tcp.socket is enabled");
        }
        var variable = unit.variable();
        if (variable.isEmpty()) {
            return Finding.cannotTell(
                    "libvirtd.service expands no variable", "look at `systemctl cat libvirtd`; it needs -l");
        }
        var defaults = KeyValues.read(host.findFile(unit.environmentFile()).orElse(""));
        String options = defaults.getOrDefault(variable.get(), "");
        if (LISTEN_FLAG.matcher(options).find()) {
            return Finding.ok("%s=\"%s\"".formatted(variable.get(), options));
        }
        var others = defaults.entrySet().stream()
                .filter(entry -> LISTEN_FLAG.matcher(entry.getValue()).find())
                .map(Map.Entry::getKey)
                .toList();
        return Finding.wrong(
                others.isEmpty()
                        ? "no -l in %s of %s".formatted(variable.get(), unit.environmentFile())
                        : "-l stands in %s, and the unit reads %s".formatted(others.get(0), variable.get()),
                PLAN);
    }

    private static Finding sockets(Host host) {
        LibvirtdUnit.get(host);
        var there = LibvirtdUnit.SOCKETS.stream()
                .filter(unit -> LibvirtdUnit.exists(host, unit))
                .toList();
        if (there.isEmpty()) {
            return Finding.ok("this release has no socket units for libvirtd");
        }
        var open = there.stream()
                .filter(unit -> !LibvirtdUnit.isMasked(host, unit))
                .toList();
        if (open.isEmpty()) {
            return Finding.ok("all %d masked".formatted(there.size()));
        }
        boolean bySocket = open.contains("libvirtd-tcp.socket") && LibvirtdUnit.isEnabled(host, "libvirtd-tcp.socket");
        return bySocket
                ? Finding.ok("libvirtd-tcp.socket is enabled instead of -l")
                : Finding.wrong("not masked: " + String.join(", ", open), "systemctl mask " + String.join(" ", open));
    }

    private static Finding atBoot(Host host) {
        LibvirtdUnit.get(host);
        if (LibvirtdUnit.isMasked(host, "libvirtd.service")) {
            return Finding.wrong("masked", "systemctl unmask libvirtd && systemctl enable libvirtd");
        }
        return LibvirtdUnit.isEnabled(host, "libvirtd.service")
                ? Finding.ok("enabled")
                : Finding.wrong("not enabled", "systemctl enable libvirtd");
    }
}
