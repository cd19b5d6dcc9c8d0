package io.dbcpool.host.check;

import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.HostCommand;
import io.dbcpool.host.probe.Question.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Step A. */
final class SystemChecks {

    /** Alternatives by {@code |}: qemu-kvm is only a name for qemu-system-x86 since 22.04. */
    private static final List<String> NEEDED =
            List.of("qemu-kvm|qemu-system-x86", "libvirt-clients", "libvirt-daemon-system", "ovmf");

    private static final List<String> HELPFUL = List.of("bridge-utils", "virt-manager", "cpu-checker", "vim", "expect");

    private static final Pattern DHCP = Pattern.compile("(?m)^\\s*dhcp4:\\s*(true|yes|on)\\b");
    private static final Pattern INTERFACES_DHCP = Pattern.compile("(?m)^\\s*iface\\s+(\\S+)\\s+inet\\s+dhcp\\b");
    private static final Pattern STATIC = Pattern.compile("(?m)^\\s*(addresses:|iface\\s+\\S+\\s+inet\\s+static\\b)");

    /** The guide writes 140.82.114.4 for "gitub.com" (sic) and 199.232.5.194 for github's CDN into /etc/hosts. */
    private static final Pattern PINNED = Pattern.compile("^\\s*(140\\.82\\.114\\.4|199\\.232\\.5\\.194)\\s");

    private SystemChecks() {}

    static List<HostCheck> list() {
        return List.of(
                new HostCheck(
                        "system-release",
                        Step.A,
                        "the system is one that DBC supports",
                        "Ubuntu 18.04, 20.04 or 22.04",
                        "the steps, file names and packages of the guide are those of these releases; on another, what "
                                + "worked elsewhere may not, and a renter's VM fails to start",
                        "guide, step A; DBC wiki (20.04, 22.04)",
                        SystemChecks::release),
                new HostCheck(
                        "packages",
                        Step.A,
                        "the packages of the guide are installed",
                        "qemu-kvm or qemu-system-x86, libvirt-clients, libvirt-daemon-system, ovmf; to help: "
                                + String.join(", ", HELPFUL),
                        "without QEMU, libvirtd or OVMF the DBC node cannot start a renter's VM",
                        "guide, step A",
                        SystemChecks::packages),
                new HostCheck(
                        "no-nvidia-driver",
                        Step.A,
                        "no NVIDIA driver runs on the host",
                        "none of nvidia, nvidia_drm, nouveau in /sys/module, no nvidia-driver package",
                        "a driver on the host holds the GPUs, and libvirt cannot give them to a guest",
                        "guide, step A",
                        SystemChecks::driver),
                new HostCheck(
                        "fixed-address",
                        Step.A,
                        "the host has a fixed address",
                        "a default route, and an address that is not given by DHCP",
                        "when the address changes, renters lose their VMs and the machine counts as unreachable; without "
                                + "a default route the DBC node's broadcast is not sent at all",
                        "guide, step A (fixed public IP); ip(7) for 255.255.255.255",
                        SystemChecks::address),
                new HostCheck(
                        "resolvers",
                        Step.A,
                        "names can be resolved",
                        "at least two nameservers, or a resolver of the host's own",
                        "the guide replaces all resolvers by 8.8.4.4: when that one is away the DBC node cannot ask the "
                                + "chain, and broadcasts stop or lie",
                        "guide, step A; resolv.conf(5)",
                        SystemChecks::resolvers),
                new HostCheck(
                        "hosts-file",
                        Step.A,
                        "no address of GitHub is nailed down in /etc/hosts",
                        "no line with 140.82.114.4 or 199.232.5.194",
                        "the guide pins these (one of them for a misspelt name); downloads fail when GitHub moves",
                        "guide, step A",
                        SystemChecks::hostsFile));
    }

    private static Finding release(Host host) {
        var release = Release.of(host);
        if (release.isUbuntu("18.04", "20.04", "22.04")) {
            return Finding.ok(release.name());
        }
        return release.isUbuntu("24.04")
                ? Finding.warning(
                        release.name() + ", which no version of the guide names",
                        "expect names of files to differ; 22.04 is what DBC's own wiki goes up to")
                : Finding.wrong(release.name(), "install Ubuntu 22.04 server, or 20.04");
    }

    private static Finding packages(Host host) {
        Set<String> installed = installed(host);
        var missing = missing(NEEDED, installed);
        if (!missing.isEmpty()) {
            return Finding.wrong(
                    "missing: " + String.join(", ", missing), "apt-get install " + String.join(" ", missing));
        }
        var helpful = missing(helpful(host), installed);
        return helpful.isEmpty()
                ? Finding.ok("all %d".formatted(NEEDED.size() + helpful(host).size()))
                : Finding.warning(
                        "all that is needed; not there to help: " + String.join(", ", helpful),
                        "apt-get install " + String.join(" ", helpful));
    }

    /** Debian has no cpu-checker, and apt-get installs nothing of a list in which it does not know one. */
    private static List<String> helpful(Host host) {
        try {
            return Release.of(host).id().equals("debian")
                    ? HELPFUL.stream()
                            .filter(name -> !name.equals("cpu-checker"))
                            .toList()
                    : HELPFUL;
        } catch (CannotTell e) {
            return HELPFUL;
        }
    }

    private static List<String> missing(List<String> wanted, Set<String> installed) {
        var missing = new ArrayList<String>();
        for (String alternatives : wanted) {
            List<String> names = List.of(alternatives.split("\\|", -1));
            if (names.stream().noneMatch(installed::contains)) {
                missing.add(names.get(names.size() - 1));
            }
        }
        return missing;
    }

    /** dpkg's abbreviated state of a package that is there is {@code ii}, or {@code hi} where it is held. */
    static Set<String> installed(Host host) {
        var found = new HashSet<String>();
        host.output(HostCommand.PACKAGES).lines().forEach(line -> {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length >= 2 && words[1].endsWith("i")) {
                found.add(words[0]);
            }
        });
        return found;
    }

    /** Loaded, or built into the kernel with a parameter: sysfs shows both, and /proc/modules not everywhere. */
    static List<String> modules(Host host) {
        return host.findNames(Kind.LIST, "/sys/module").orElseThrow(() -> new CannotTell("there is no /sys/module"));
    }

    private static Finding driver(Host host) {
        var loaded = modules(host).stream()
                .filter(module -> module.matches("nvidia(_.*)?|nouveau|nvidiafb"))
                .sorted()
                .toList();
        if (!loaded.isEmpty()) {
            return Finding.wrong(
                    "loaded: " + String.join(", ", loaded),
                    "apt-get purge 'nvidia-*' if it is installed, blacklist nouveau, update-initramfs -u, reboot");
        }
        var packages = installed(host).stream()
                .filter(name -> name.matches("nvidia-(driver|dkms|kernel)-.*"))
                .sorted()
                .toList();
        return packages.isEmpty()
                ? Finding.ok("none")
                : Finding.wrong(
                        "not loaded, but installed: " + String.join(", ", packages), "apt-get purge 'nvidia-*'");
    }

    private static Finding address(Host host) {
        var interfaces = defaultRoutes(host);
        if (interfaces.isEmpty()) {
            return Finding.wrong(
                    "no default route: a broadcast to 255.255.255.255 fails with \"network is unreachable\"",
                    "give the host a fixed address and a gateway, in /etc/netplan");
        }
        String by = String.join(", ", interfaces);
        var texts = new ArrayList<>(host.filesIn("/etc/netplan", ".yaml").values());
        host.findFile("/etc/network/interfaces").ifPresent(texts::add);
        boolean dhcp = texts.stream()
                .anyMatch(text -> DHCP.matcher(text).find()
                        || INTERFACES_DHCP.matcher(text).find());
        if (dhcp) {
            return Finding.warning(
                    "the default route is by %s, and the configuration asks DHCP for an address".formatted(by),
                    "write the address down in /etc/netplan, or have the DHCP server always give the same");
        }
        return texts.stream().anyMatch(text -> STATIC.matcher(text).find())
                ? Finding.ok("the default route is by " + by + ", configured with a fixed address")
                : Finding.cannotTell(
                        "the default route is by %s, but neither /etc/netplan nor /etc/network/interfaces says how it got "
                                        .formatted(by)
                                + "its address",
                        "see that it is fixed, with `networkctl status` or `nmcli`");
    }

    /** Of /proc/net/route: destination and mask of a default route are zero. */
    private static List<String> defaultRoutes(Host host) {
        return host.findProc("/proc/net/route")
                .orElseThrow(() -> new CannotTell("there is no /proc/net/route"))
                .lines()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(words -> words.length > 7 && words[1].equals("00000000") && words[7].equals("00000000"))
                .map(words -> words[0])
                .distinct()
                .toList();
    }

    private static Finding resolvers(Host host) {
        var servers = host.lines("/etc/resolv.conf").stream()
                .map(String::strip)
                .filter(line -> line.startsWith("nameserver"))
                .map(line -> line.substring("nameserver".length()).strip())
                .toList();
        if (servers.isEmpty()) {
            return Finding.wrong("no nameserver in /etc/resolv.conf", "name two in the configuration of the network");
        }
        boolean own = servers.stream().anyMatch(server -> server.startsWith("127."));
        String found = String.join(", ", servers);
        return own || servers.size() > 1
                ? Finding.ok(found)
                : Finding.warning("only " + found, "name a second one in the configuration of the network");
    }

    private static Finding hostsFile(Host host) {
        var pinned = host.lines("/etc/hosts").stream()
                .filter(line -> PINNED.matcher(line).find())
                .map(String::strip)
                .toList();
        return pinned.isEmpty()
                ? Finding.ok("none")
                : Finding.warning(String.join("; ", pinned), "take the line out of /etc/hosts");
    }
}
