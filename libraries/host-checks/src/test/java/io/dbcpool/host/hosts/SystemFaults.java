package io.dbcpool.host.hosts;

import static io.dbcpool.host.hosts.WrongHosts.INTEL20;
import static io.dbcpool.host.hosts.WrongHosts.PACKAGES;
import static io.dbcpool.host.hosts.WrongHosts.wrong;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.probe.Question.Kind;
import java.util.List;
import java.util.Map;

/** One thing wrong in each, or at the edge of it, or said in another way: there an error in a check hides. */
final class SystemFaults {

    private SystemFaults() {}

    static List<RecordedHost> list() {
        return List.of(
                wrong(
                        "Debian 12",
                        "os-release(5) of Debian 12, seen",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/os-release",
                                "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n"),
                        Map.of("system-release", State.WRONG)),
                wrong(
                        "Ubuntu 16.04",
                        "os-release(5)",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/os-release",
                                "ID=ubuntu\nVERSION_ID=\"16.04\"\nPRETTY_NAME=\"Ubuntu 16.04.7 LTS\"\n"),
                        Map.of("system-release", State.WRONG)),
                wrong(
                        "an os-release that cannot be read",
                        "proc(5)",
                        INTEL20,
                        answers -> answers.unreadable("/etc/os-release"),
                        Map.of("system-release", State.CANNOT_TELL)),
                wrong(
                        "no OVMF",
                        "guide, step A",
                        INTEL20,
                        answers -> answers.run("packages", PACKAGES.replace("ovmf ii 1.0\n", "")),
                        Map.of("packages", State.WRONG)),
                wrong(
                        "a package removed, its configuration left",
                        "dpkg-query(1), states",
                        INTEL20,
                        answers -> answers.run("packages", PACKAGES.replace("ovmf ii", "ovmf rc")),
                        Map.of("packages", State.WRONG)),
                wrong(
                        "no bridge-utils",
                        "guide, step A",
                        INTEL20,
                        answers -> answers.run("packages", PACKAGES.replace("bridge-utils ii 1.0\n", "")),
                        Map.of("packages", State.WARNING)),
                wrong(
                        "Debian, which has no cpu-checker",
                        "packages.debian.org; os-release(5) of Debian 12, seen",
                        INTEL20,
                        answers -> answers.file(
                                        "/etc/os-release",
                                        "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n")
                                .run("packages", PACKAGES.replace("cpu-checker ii 1.0\n", "")),
                        Map.of("system-release", State.WRONG)),
                wrong(
                        "no cpu-checker",
                        "guide, step A",
                        INTEL20,
                        answers -> answers.run("packages", PACKAGES.replace("cpu-checker ii 1.0\n", "")),
                        Map.of("packages", State.WARNING)),
                wrong(
                        "no dpkg",
                        "dpkg-query(1)",
                        INTEL20,
                        answers -> answers.absent(Kind.RUN, "packages"),
                        Map.of("packages", State.CANNOT_TELL, "no-nvidia-driver", State.CANNOT_TELL)),
                wrong(
                        "nouveau on the host",
                        "guide, step A; proc(5)",
                        INTEL20,
                        answers -> answers.folder(
                                "/sys/module", "br_netfilter", "kvm", "kvm_intel", "nouveau", "vfio_pci"),
                        Map.of("no-nvidia-driver", State.WRONG)),
                wrong(
                        "nvidia on the host",
                        "guide, step A",
                        INTEL20,
                        answers -> answers.folder(
                                "/sys/module", "br_netfilter", "kvm", "kvm_intel", "nvidia", "nvidia_drm", "vfio_pci"),
                        Map.of("no-nvidia-driver", State.WRONG)),
                wrong(
                        "NVIDIA packages, not loaded",
                        "dpkg-query(1)",
                        INTEL20,
                        answers -> answers.run("packages", PACKAGES + "nvidia-driver-535 ii 535.1\n"),
                        Map.of("no-nvidia-driver", State.WRONG)),
                wrong(
                        "an address by DHCP",
                        "netplan(5)",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/netplan/00-installer-config.yaml",
                                "network:\n  ethernets:\n    eno1:\n      dhcp4: true\n"),
                        Map.of("fixed-address", State.WARNING)),
                wrong(
                        "an address by DHCP, ifupdown",
                        "interfaces(5)",
                        INTEL20,
                        answers -> answers.file("/etc/netplan/00-installer-config.yaml", "network: {version: 2}\n")
                                .file("/etc/network/interfaces", "auto eno1\niface eno1 inet dhcp\n"),
                        Map.of("fixed-address", State.WARNING)),
                wrong(
                        "no default route",
                        "ip(7)",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/net/route",
                                "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\neno1\t0002A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n"),
                        Map.of("fixed-address", State.WRONG)),
                wrong(
                        "netplan readable by root only",
                        "netplan 0.106 writes mode 600",
                        INTEL20,
                        answers -> answers.unreadable("/etc/netplan/00-installer-config.yaml"),
                        Map.of("fixed-address", State.CANNOT_TELL)),
                wrong(
                        "no configuration of the network to be seen",
                        "netplan(5)",
                        INTEL20,
                        answers -> answers.file("/etc/netplan/00-installer-config.yaml", "network: {version: 2}\n"),
                        Map.of("fixed-address", State.CANNOT_TELL)),
                wrong(
                        "the guide's only resolver",
                        "guide, step A",
                        INTEL20,
                        answers -> answers.file("/etc/resolv.conf", "nameserver 8.8.4.4\n"),
                        Map.of("resolvers", State.WARNING)),
                wrong(
                        "no resolver",
                        "resolv.conf(5)",
                        INTEL20,
                        answers -> answers.file("/etc/resolv.conf", "search example.com\n"),
                        Map.of("resolvers", State.WRONG)),
                wrong(
                        "the guide's misspelt line in hosts",
                        "guide, step A",
                        INTEL20,
                        answers -> answers.file("/etc/hosts", "127.0.0.1 localhost\n140.82.114.4 gitub.com\n"),
                        Map.of("hosts-file", State.WARNING)),
                wrong(
                        "resolv.conf and hosts unreadable",
                        "proc(5)",
                        INTEL20,
                        answers -> answers.unreadable("/etc/resolv.conf").unreadable("/etc/hosts"),
                        Map.of("resolvers", State.CANNOT_TELL, "hosts-file", State.CANNOT_TELL)),
                wrong(
                        "os-release below /usr/lib only",
                        "os-release(5)",
                        INTEL20,
                        answers -> answers.absent(Kind.READ, "/etc/os-release")
                                .file("/usr/lib/os-release", "ID=ubuntu\nVERSION_ID='20.04'\nPRETTY_NAME=Ubuntu\n"),
                        Map.of()),
                wrong(
                        "another system of that version",
                        "os-release(5)",
                        INTEL20,
                        answers -> answers.file("/etc/os-release", "ID=neon\nVERSION_ID=\"22.04\"\nPRETTY_NAME=neon\n"),
                        Map.of("system-release", State.WRONG)),
                wrong(
                        "a package that is held",
                        "dpkg-query(1), states",
                        INTEL20,
                        answers -> answers.run("packages", PACKAGES.replace("ovmf ii", "ovmf hi")),
                        Map.of()),
                wrong(
                        "dpkg says half a line",
                        "dpkg-query(1)",
                        INTEL20,
                        answers -> answers.run("packages", PACKAGES + "libvirt0\n"),
                        Map.of()),
                wrong(
                        "the frame buffer driver of NVIDIA",
                        "modules of the kernel, nvidiafb",
                        INTEL20,
                        answers -> answers.folder(
                                "/sys/module", "br_netfilter", "kvm", "kvm_intel", "vfio_pci", "nvidiafb"),
                        Map.of("no-nvidia-driver", State.WRONG)),
                wrong(
                        "part of NVIDIA's driver",
                        "modules of the driver",
                        INTEL20,
                        answers -> answers.folder(
                                "/sys/module", "br_netfilter", "kvm", "kvm_intel", "vfio_pci", "nvidia_uvm"),
                        Map.of("no-nvidia-driver", State.WRONG)),
                wrong(
                        "a fixed address by ifupdown",
                        "interfaces(5)",
                        INTEL20,
                        answers -> answers.file("/etc/netplan/00-installer-config.yaml", "network: {version: 2}\n")
                                .file(
                                        "/etc/network/interfaces",
                                        "auto eno1\niface eno1 inet static\n  address 192.0.2.11/24\n"),
                        Map.of()),
                wrong(
                        "a VPN's route to half of everything",
                        "ip(8), 0.0.0.0/1",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/net/route",
                                "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\ntun0\t00000000\t0102A8C0\t0003\t0\t0\t0\t00000080\t0\t0\t0\n"),
                        Map.of("fixed-address", State.WRONG)),
                wrong(
                        "a route cut off",
                        "proc(5)",
                        INTEL20,
                        answers -> answers.file("/proc/net/route", "Iface\tDestination\neno1\t00000000\t0102A8C0\n"),
                        Map.of("fixed-address", State.WRONG)),
                wrong(
                        "two resolvers",
                        "resolv.conf(5)",
                        INTEL20,
                        answers -> answers.file("/etc/resolv.conf", "nameserver 8.8.4.4\nnameserver 192.0.2.1\n"),
                        Map.of()),
                wrong(
                        "the guide's line for GitHub's content",
                        "guide, step A",
                        INTEL20,
                        answers -> answers.file("/etc/hosts", "199.232.5.194 github.global.ssl.fastly.net\n"),
                        Map.of("hosts-file", State.WARNING)),
                wrong(
                        "GitHub's address in a comment",
                        "hosts(5)",
                        INTEL20,
                        answers -> answers.file("/etc/hosts", "# 140.82.114.4 github.com\n"),
                        Map.of()));
    }
}
