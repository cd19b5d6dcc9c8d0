package io.dbcpool.host.hosts;

import static io.dbcpool.host.hosts.WrongHosts.AMD20;
import static io.dbcpool.host.hosts.WrongHosts.INTEL20;
import static io.dbcpool.host.hosts.WrongHosts.wrong;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.probe.Question.Kind;
import java.util.List;
import java.util.Map;

/** One thing wrong in each, or at the edge of it, or said in another way: there an error in a check hides. */
final class VirtualisationFaults {

    private static final Map<String, State> CPU_UNKNOWN = Map.of(
            "cpu-virtualisation", State.CANNOT_TELL,
            "kvm-usable", State.CANNOT_TELL,
            "kernel-parameters", State.CANNOT_TELL,
            "boot-modules", State.CANNOT_TELL);

    private VirtualisationFaults() {}

    static List<RecordedHost> list() {
        return List.of(
                wrong(
                        "VT-x off, which the guide's pattern does not see",
                        "guide, step C; cpufeatures.h",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/cpuinfo",
                                "processor\t: 0\nvendor_id\t: GenuineIntel\nflags\t\t: fpu vme de pse\n\nprocessor\t: 1\nvendor_id\t: GenuineIntel\nflags\t\t: fpu vme de pse\n"),
                        Map.of("cpu-virtualisation", State.WRONG)),
                wrong(
                        "SVM off",
                        "cpufeatures.h",
                        AMD20,
                        answers -> answers.file(
                                "/proc/cpuinfo",
                                "processor\t: 0\nvendor_id\t: AuthenticAMD\nflags\t\t: fpu vme de pse\n\nprocessor\t: 1\nvendor_id\t: AuthenticAMD\nflags\t\t: fpu vme de pse\n"),
                        Map.of("cpu-virtualisation", State.WRONG)),
                wrong(
                        "VT-x on one CPU of two",
                        "cpufeatures.h",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/cpuinfo",
                                "vendor_id\t: GenuineIntel\nflags\t\t: fpu vmx\n\nflags\t\t: fpu vme\n"),
                        Map.of("cpu-virtualisation", State.WRONG)),
                wrong(
                        "a /proc/cpuinfo cut off before its flags",
                        "proc(5)",
                        INTEL20,
                        answers -> answers.file("/proc/cpuinfo", "processor\t: 0\nvendor_id\t: GenuineIntel\ncpu fam"),
                        CPU_UNKNOWN),
                wrong(
                        "a /proc/cpuinfo cut off in its flags",
                        "proc(5)",
                        INTEL20,
                        answers -> answers.file("/proc/cpuinfo", "vendor_id\t: GenuineIntel\nflags\t\t: fpu vm"),
                        CPU_UNKNOWN),
                wrong(
                        "a /proc/cpuinfo without flags",
                        "proc(5), another architecture",
                        INTEL20,
                        answers -> answers.file("/proc/cpuinfo", "vendor_id\t: GenuineIntel\n"),
                        Map.of("cpu-virtualisation", State.CANNOT_TELL)),
                wrong(
                        "a CPU of nobody known",
                        "proc(5)",
                        INTEL20,
                        answers -> answers.file("/proc/cpuinfo", "vendor_id\t: Somebody\nflags\t\t: fpu vmx\n"),
                        Map.of(
                                "kvm-usable",
                                State.CANNOT_TELL,
                                "kernel-parameters",
                                State.CANNOT_TELL,
                                "boot-modules",
                                State.CANNOT_TELL)),
                wrong(
                        "no /dev/kvm",
                        "kvm-ok(1)",
                        INTEL20,
                        answers -> answers.absent(Kind.LOOK, "/dev/kvm"),
                        Map.of("kvm-usable", State.WRONG)),
                wrong(
                        "/dev/kvm is a file",
                        "a wrong copy into a container",
                        INTEL20,
                        answers -> answers.look("/dev/kvm", "file", "644", 1),
                        Map.of("kvm-usable", State.WRONG)),
                wrong(
                        "kvm_intel not loaded",
                        "proc(5)",
                        INTEL20,
                        answers -> answers.folder("/sys/module", "br_netfilter", "kvm", "vfio_pci"),
                        Map.of("kvm-usable", State.WRONG)),
                wrong(
                        "kvm_intel on AMD",
                        "guide, step D, followed on AMD",
                        AMD20,
                        answers -> answers.folder("/sys/module", "br_netfilter", "kvm", "kvm_intel", "vfio_pci")
                                .file("/etc/modules", "vfio_pci\nkvm\nkvm_intel\n"),
                        Map.of("kvm-usable", State.WRONG, "boot-modules", State.WARNING)),
                wrong(
                        "no forwarding",
                        "ip-sysctl",
                        INTEL20,
                        answers -> answers.file("/proc/sys/net/ipv4/ip_forward", "0\n"),
                        Map.of("ip-forward", State.WRONG)),
                wrong(
                        "forwarding until the next boot",
                        "sysctl.d(5)",
                        INTEL20,
                        answers -> answers.file("/etc/sysctl.conf", "#net.ipv4.ip_forward=1\n"),
                        Map.of("ip-forward", State.WARNING)),
                wrong(
                        "forwarding set in sysctl.d, with slashes",
                        "sysctl.d(5)",
                        INTEL20,
                        answers -> answers.file("/etc/sysctl.conf", "\n")
                                .file("/etc/sysctl.d/60-forward.conf", "net/ipv4/ip_forward = 1\n"),
                        Map.of()),
                wrong(
                        "br_netfilter not loaded",
                        "guide, step C",
                        INTEL20,
                        answers -> answers.folder("/sys/module", "kvm", "kvm_intel", "vfio_pci")
                                .absent(Kind.READ, "/proc/sys/net/bridge/bridge-nf-call-iptables")
                                .absent(Kind.READ, "/proc/sys/net/bridge/bridge-nf-call-ip6tables"),
                        Map.of("br-netfilter", State.WRONG, "bridge-netfilter-calls", State.WRONG)),
                wrong(
                        "br_netfilter built in",
                        "kernel config, seen",
                        INTEL20,
                        answers -> answers.folder("/sys/module", "kvm", "kvm_intel", "vfio_pci")
                                .file("/etc/modules-load.d/br_netfilter.conf", "\n"),
                        Map.of()),
                wrong(
                        "br_netfilter until the next boot",
                        "modules-load.d(5)",
                        INTEL20,
                        answers -> answers.file("/etc/modules-load.d/br_netfilter.conf", "#br_netfilter\n"),
                        Map.of("br-netfilter", State.WARNING)),
                wrong(
                        "bridged IPv4 unseen",
                        "ip-sysctl",
                        INTEL20,
                        answers -> answers.file("/proc/sys/net/bridge/bridge-nf-call-iptables", "0\n"),
                        Map.of("bridge-netfilter-calls", State.WRONG)),
                wrong(
                        "bridged IPv6 unseen",
                        "ip-sysctl",
                        INTEL20,
                        answers -> answers.file("/proc/sys/net/bridge/bridge-nf-call-ip6tables", "0\n"),
                        Map.of("bridge-netfilter-calls", State.WRONG)),
                wrong(
                        "sysctls unreadable",
                        "a hardened /proc",
                        INTEL20,
                        answers -> answers.unreadable("/proc/sys/net/ipv4/ip_forward")
                                .unreadable("/proc/sys/net/bridge/bridge-nf-call-iptables"),
                        Map.of(
                                "ip-forward",
                                State.CANNOT_TELL,
                                "bridge-netfilter-calls",
                                State.CANNOT_TELL,
                                "br-netfilter",
                                State.CANNOT_TELL)),
                wrong(
                        "no sysfs",
                        "a container without it",
                        INTEL20,
                        answers -> answers.absent(Kind.LIST, "/sys/module"),
                        Map.of(
                                "no-nvidia-driver",
                                State.CANNOT_TELL,
                                "kvm-usable",
                                State.CANNOT_TELL,
                                "br-netfilter",
                                State.CANNOT_TELL,
                                "boot-modules",
                                State.CANNOT_TELL)),
                wrong(
                        "Hygon's CPU",
                        "cpuinfo of Hygon Dhyana",
                        AMD20,
                        answers -> answers.file("/proc/cpuinfo", "vendor_id\t: HygonGenuine\nflags\t\t: fpu svm\n"),
                        Map.of()),
                wrong(
                        "no ip_forward to be seen",
                        "a network namespace",
                        INTEL20,
                        answers -> answers.absent(Kind.READ, "/proc/sys/net/ipv4/ip_forward"),
                        Map.of("ip-forward", State.WRONG)),
                wrong(
                        "forwarding set below, and unset above",
                        "sysctl.d(5), order",
                        INTEL20,
                        answers -> answers.file("/etc/sysctl.conf", "\n")
                                .file("/usr/lib/sysctl.d/50-x.conf", "net.ipv4.ip_forward=1\n")
                                .file("/etc/sysctl.d/60-x.conf", "net.ipv4.ip_forward=0\n"),
                        Map.of("ip-forward", State.WARNING)),
                wrong(
                        "forwarding that may fail",
                        "sysctl.d(5), a dash",
                        INTEL20,
                        answers -> answers.file("/etc/sysctl.conf", "-net.ipv4.ip_forward = 1\n"),
                        Map.of()),
                wrong(
                        "br_netfilter with a dash",
                        "modules-load.d(5)",
                        INTEL20,
                        answers ->
                                answers.file("/etc/modules-load.d/br_netfilter.conf", "; for docker\nbr-netfilter\n"),
                        Map.of()),
                wrong(
                        "br_netfilter behind a semicolon",
                        "modules-load.d(5)",
                        INTEL20,
                        answers -> answers.file("/etc/modules-load.d/br_netfilter.conf", ";br_netfilter\n"),
                        Map.of("br-netfilter", State.WARNING)),
                wrong(
                        "br_netfilter named, and not loaded",
                        "modules-load.d(5)",
                        INTEL20,
                        answers -> answers.folder("/sys/module", "kvm", "kvm_intel", "vfio_pci")
                                .absent(Kind.READ, "/proc/sys/net/bridge/bridge-nf-call-iptables"),
                        Map.of("br-netfilter", State.WRONG, "bridge-netfilter-calls", State.WRONG)));
    }
}
