package io.dbcpool.host.check;

import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.Question.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Step C, but for what it has in common with D to F. */
final class VirtualisationChecks {

    private static final String PERSIST_SYSCTL = "write it down in /etc/sysctl.d";
    private static final String PERSIST_MODULE = "write it down in /etc/modules-load.d";

    private VirtualisationChecks() {}

    static List<HostCheck> list() {
        return List.of(
                new HostCheck(
                        "cpu-virtualisation",
                        Step.C,
                        "the CPU offers virtualisation",
                        "the flag vmx (Intel VT-x) or svm (AMD-V) on every CPU of /proc/cpuinfo",
                        "without it there is no KVM, and a renter's VM does not start. The guide looks for 'vm', which "
                                + "also finds 'vme' and so passes on any CPU",
                        "guide, step C (its pattern is wrong); Linux cpufeatures.h",
                        VirtualisationChecks::cpu),
                new HostCheck(
                        "kvm-usable",
                        Step.C,
                        "KVM can be used",
                        "the device /dev/kvm, and kvm_intel or kvm_amd loaded",
                        "a renter's VM is of type kvm and does not start without. The guide blames VT-d, but it is VT-x "
                                + "or SVM that is off in the firmware",
                        "guide, step C; kvm-ok(1)",
                        VirtualisationChecks::kvm),
                new HostCheck(
                        "ip-forward",
                        Step.C,
                        "the host forwards packets of guests",
                        "net.ipv4.ip_forward = 1, now and after a boot",
                        "a renter cannot reach his VM from outside",
                        "guide, step C; kernel docs, ip-sysctl",
                        VirtualisationChecks::ipForward),
                new HostCheck(
                        "br-netfilter",
                        Step.C,
                        "bridged packets can be filtered",
                        "the module br_netfilter, loaded now and at boot",
                        "without it the node's network filters do not see a renter's packets",
                        "guide, step C; modules-load.d(5)",
                        VirtualisationChecks::bridgeNetfilter),
                new HostCheck(
                        "bridge-netfilter-calls",
                        Step.C,
                        "iptables sees bridged packets",
                        "net.bridge.bridge-nf-call-iptables and -ip6tables both 1",
                        "the node's rules for a renter's ports do not apply. The guide calls this ip_forward",
                        "guide, step C; kernel docs, ip-sysctl",
                        VirtualisationChecks::bridgeCalls));
    }

    private static Finding cpu(Host host) {
        var flagLines = host.findProc("/proc/cpuinfo")
                .orElse("")
                .lines()
                .filter(line -> line.startsWith("flags"))
                .map(line ->
                        Set.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+", -1)))
                .toList();
        if (flagLines.isEmpty()) {
            throw new CannotTell("/proc/cpuinfo names no flags");
        }
        long vmx = flagLines.stream().filter(flags -> flags.contains("vmx")).count();
        long svm = flagLines.stream().filter(flags -> flags.contains("svm")).count();
        if (vmx + svm == flagLines.size()) {
            return Finding.ok("%s on all %d CPUs".formatted(vmx > 0 ? "vmx" : "svm", flagLines.size()));
        }
        return Finding.wrong(
                "%d of %d CPUs have vmx or svm".formatted(vmx + svm, flagLines.size()),
                "turn on VT-x or SVM in the machine's firmware (usually Processor, then Virtualization)");
    }

    private static Finding kvm(Host host) {
        var device = host.findFields(Kind.LOOK, "/dev/kvm");
        if (device.isEmpty()) {
            return Finding.wrong(
                    "no /dev/kvm", "turn on VT-x or SVM in the firmware; then modprobe kvm_intel or kvm_amd");
        }
        Map<String, String> fields = device.get();
        if (!"char".equals(fields.get("type"))) {
            return Finding.wrong("/dev/kvm is no device but a " + fields.get("type"), "remove it, then modprobe kvm");
        }
        var modules = SystemChecks.modules(host);
        String maker = CpuMaker.of(host).kvmModule();
        return modules.contains(maker)
                ? Finding.ok("/dev/kvm, mode %s, %s".formatted(fields.get("mode"), maker))
                : Finding.wrong("/dev/kvm, but %s is not loaded".formatted(maker), "modprobe " + maker);
    }

    private static Finding ipForward(Host host) {
        String now = host.findFile("/proc/sys/net/ipv4/ip_forward").orElse("0").strip();
        if (!now.equals("1")) {
            return Finding.wrong(now, "sysctl -w net.ipv4.ip_forward=1; " + PERSIST_SYSCTL);
        }
        boolean kept = "1".equals(sysctls(host).get("net.ipv4.ip_forward"));
        return kept
                ? Finding.ok("1, now and after a boot")
                : Finding.warning(
                        "1 now, and no file sets it at boot (libvirt does when it starts a network, if it does)",
                        PERSIST_SYSCTL);
    }

    /** What is set at boot; a later file outweighs an earlier one (sysctl.d(5)). Keys may be spelled with slashes. */
    static Map<String, String> sysctls(Host host) {
        var set = new TreeMap<String, String>();
        Stream.concat(
                        Stream.of("/usr/lib/sysctl.d", "/run/sysctl.d", "/etc/sysctl.d")
                                .flatMap(folder -> host.filesIn(folder, ".conf").values().stream()),
                        host.findFile("/etc/sysctl.conf").stream())
                .flatMap(text -> KeyValues.read(text).entrySet().stream())
                .forEach(entry -> set.put(entry.getKey().replaceFirst("^-", "").replace('/', '.'), entry.getValue()));
        return set;
    }

    /** Modules that systemd-modules-load loads at boot: one on a line. */
    static Set<String> modulesAtBoot(Host host) {
        return Stream.concat(
                        host.filesIn("/etc/modules-load.d", ".conf").values().stream(),
                        host.findFile("/etc/modules").stream())
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";"))
                .map(line -> line.replace('-', '_'))
                .collect(Collectors.toSet());
    }

    private static Finding bridgeNetfilter(Host host) {
        boolean module = SystemChecks.modules(host).contains("br_netfilter");
        boolean atWork =
                host.findFile("/proc/sys/net/bridge/bridge-nf-call-iptables").isPresent();
        boolean atBoot = modulesAtBoot(host).contains("br_netfilter");
        if (!module && atWork) {
            return Finding.ok("built into the kernel");
        }
        if (!module) {
            return Finding.wrong(
                    atBoot ? "not loaded, though it is named for the boot" : "not loaded",
                    "modprobe br_netfilter" + (atBoot ? "" : "; " + PERSIST_MODULE));
        }
        return atBoot
                ? Finding.ok("loaded, now and at boot")
                : Finding.warning("loaded now, and no file names it for the boot", PERSIST_MODULE);
    }

    private static Finding bridgeCalls(Host host) {
        String iptables = bridgeCall(host, "bridge-nf-call-iptables");
        String ip6tables = bridgeCall(host, "bridge-nf-call-ip6tables");
        String found = "iptables %s, ip6tables %s".formatted(iptables, ip6tables);
        return iptables.equals("1") && ip6tables.equals("1")
                ? Finding.ok(found)
                : Finding.wrong(found, "modprobe br_netfilter, then sysctl -w both to 1; " + PERSIST_SYSCTL);
    }

    private static String bridgeCall(Host host, String name) {
        return host.findFile("/proc/sys/net/bridge/" + name).map(String::strip).orElse("not there");
    }
}
