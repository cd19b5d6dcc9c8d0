package io.dbcpool.host.check;

import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.HostCommand;
import io.dbcpool.host.probe.Question.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Step I, whose text is in the wiki only. */
final class DbcNodeChecks {

    private static final String INSTALL =
            "install it as DBC's wiki says (step I), as the user dbc, into an empty folder";
    private static final Pattern PROCESS = Pattern.compile("/dbc --compute");

    private DbcNodeChecks() {}

    static List<HostCheck> list() {
        return List.of(
                new HostCheck(
                        "dbc-installed",
                        Step.I,
                        "the DBC node is installed",
                        "the program dbc and conf/core.conf in its folder (node: install-dir of pool.yaml)",
                        "without it the machine cannot be rented",
                        "DBC wiki, step I; install_mining.sh",
                        DbcNodeChecks::installed),
                new HostCheck(
                        "dbc-running",
                        Step.I,
                        "the DBC node runs",
                        "one process INSTALL-DIR/dbc --compute",
                        "while it is down the machine is unreachable, and whoever has rented it may report it",
                        "DBC wiki, step I; start.sh",
                        DbcNodeChecks::running),
                new HostCheck(
                        "dbc-ports",
                        Step.I,
                        "the DBC node's ports are as they should be",
                        "its peer port open to the network, its HTTP port on loopback only",
                        "closed to peers nobody finds the machine; an open HTTP port answers to anybody",
                        "DBC node conf_manager.cpp; install_mining.sh (http_ip=127.0.0.1)",
                        DbcNodeChecks::ports),
                new HostCheck(
                        "dbc-version",
                        Step.I,
                        "which DBC node this is",
                        "a version in conf/core.conf",
                        "how it broadcasts and kills is known of 0.3.7.3 to 0.4.1.8; another may do otherwise",
                        "DBC node core.conf",
                        DbcNodeChecks::version),
                new HostCheck(
                        "dbc-restarted",
                        Step.I,
                        "the DBC node is started again when it dies",
                        "dbcmonitor.sh in the crontab of the node's user",
                        "the node stays down until somebody looks. Its installer replaces that user's whole crontab, so "
                                + "whatever else stood there is gone",
                        "install_mining.sh; crontab.on",
                        DbcNodeChecks::restarted),
                new HostCheck(
                        "firewall",
                        Step.I,
                        "the firewall that DBC's installer turned off is on again",
                        "ufw enabled, or nothing but what has to be reached listening on all addresses",
                        "the installer turns ufw off, and with it goes what kept others from libvirt and the node's ports",
                        "install_mining.sh; ufw(8)",
                        DbcNodeChecks::firewall));
    }

    private static Finding installed(Host host) {
        String folder = host.scope().installDir();
        var missing = new ArrayList<String>();
        for (String file : List.of(folder + "/dbc", host.scope().coreConf())) {
            if (host.findFields(Kind.LOOK, file).isEmpty()) {
                missing.add(file);
            }
        }
        return missing.isEmpty()
                ? Finding.ok(folder)
                : Finding.wrong("there is no " + String.join(", no ", missing), INSTALL);
    }

    private static List<String> processes(Host host) {
        return host.output(HostCommand.PROCESSES)
                .lines()
                .filter(line -> PROCESS.matcher(line).find())
                .map(String::strip)
                .toList();
    }

    private static Finding running(Host host) {
        var processes = processes(host);
        if (processes.isEmpty()) {
            return Finding.wrong(
                    "no process",
                    host.findFields(Kind.LOOK, host.scope().installDir()).isEmpty()
                            ? "it is not installed; see dbc-installed"
                            : "start it: %s/start.sh, as its user"
                                    .formatted(host.scope().installDir()));
        }
        var elsewhere = processes.stream()
                .filter(line -> !line.contains(host.scope().installDir() + "/dbc "))
                .toList();
        String user = processes.get(0).split("\\s+", -1)[0];
        if (!elsewhere.isEmpty()) {
            return Finding.warning(
                    "runs from another folder: " + elsewhere.get(0),
                    "correct node: install-dir in pool.yaml, which says "
                            + host.scope().installDir());
        }
        return processes.size() == 1
                ? Finding.ok("as user " + user)
                : Finding.wrong("%d processes".formatted(processes.size()), "stop all but one, with kill -USR1");
    }

    private static Map<String, String> coreConf(Host host) {
        String path = host.scope().coreConf();
        return KeyValues.read(
                host.findFile(path).orElseThrow(() -> new CannotTell("there is no " + path + "; see dbc-installed")));
    }

    private static Finding ports(Host host) {
        var conf = coreConf(host);
        int peers = port(conf, "net_listen_port", 5001);
        int http = port(conf, "http_port", 5050);
        var peerListeners = Listeners.tcp(host, peers);
        if (peerListeners.isEmpty()) {
            return Finding.wrong("nobody listens on the peer port " + peers, "see dbc-running");
        }
        if (peerListeners.stream().allMatch(Listeners::isLoopback)) {
            return Finding.wrong(
                    "the peer port %d is on loopback only".formatted(peers), "net_listen_ip=0.0.0.0 in core.conf");
        }
        var open = Listeners.tcp(host, http).stream()
                .filter(one -> !one.isLoopback())
                .toList();
        return open.isEmpty()
                ? Finding.ok("peers %d, HTTP %d on loopback".formatted(peers, http))
                : Finding.warning(
                        "HTTP is open to the network: "
                                + open.stream().map(Listeners::shown).distinct().collect(Collectors.joining(", ")),
                        "http_ip=127.0.0.1 in core.conf, then restart the node while nobody rents");
    }

    private static int port(Map<String, String> conf, String key, int otherwise) {
        String text = conf.getOrDefault(key, String.valueOf(otherwise));
        if (!text.matches("[0-9]{1,5}")) {
            throw new CannotTell("%s in core.conf: wanted a port, found '%s'".formatted(key, text));
        }
        return Integer.parseInt(text);
    }

    private static Finding version(Host host) {
        String version = coreConf(host).getOrDefault("version", "");
        return version.isEmpty()
                ? Finding.cannotTell("core.conf names none", "look at the node's log")
                : Finding.ok(version + ", by core.conf");
    }

    private static Finding restarted(Host host) {
        var processes = processes(host);
        if (processes.isEmpty()
                && host.findFields(Kind.LOOK, host.scope().installDir()).isEmpty()) {
            throw new CannotTell("the DBC node is not installed; see dbc-installed");
        }
        String user = processes.isEmpty() ? "dbc" : processes.get(0).split("\\s+", -1)[0];
        var crontab = host.findFile("/var/spool/cron/crontabs/" + user);
        if (crontab.isEmpty()) {
            return Finding.warning("user %s has no crontab".formatted(user), "the installer's line runs dbcmonitor.sh");
        }
        return crontab.get()
                        .lines()
                        .anyMatch(line ->
                                line.contains("dbcmonitor") && !line.strip().startsWith("#"))
                ? Finding.ok("by the crontab of " + user)
                : Finding.warning(
                        "no dbcmonitor.sh in the crontab of " + user,
                        "put the line of DBC's crontab.on back; `crontab -e -u %s`".formatted(user));
    }

    private static Finding firewall(Host host) {
        var conf = host.findFile("/etc/ufw/ufw.conf");
        if (conf.isEmpty()) {
            return Finding.cannotTell("ufw is not installed", "see that another firewall stands before this host");
        }
        String enabled = KeyValues.read(conf.get()).getOrDefault("ENABLED", "no");
        return enabled.equals("yes")
                ? Finding.ok("ufw is on")
                : Finding.warning(
                        "ufw is off",
                        "allow what renters and peers need (ssh, the peer port, their VMs' ports), then ufw enable; or keep "
                                + "a firewall before the host");
    }
}
