package io.dbcpool.host.hosts;

import static io.dbcpool.host.hosts.WrongHosts.AMD20;
import static io.dbcpool.host.hosts.WrongHosts.CHAIN;
import static io.dbcpool.host.hosts.WrongHosts.INTEL18;
import static io.dbcpool.host.hosts.WrongHosts.INTEL20;
import static io.dbcpool.host.hosts.WrongHosts.INTEL22;
import static io.dbcpool.host.hosts.WrongHosts.NODE;
import static io.dbcpool.host.hosts.WrongHosts.OTHER;
import static io.dbcpool.host.hosts.WrongHosts.OWN;
import static io.dbcpool.host.hosts.WrongHosts.PACKAGES;
import static io.dbcpool.host.hosts.WrongHosts.TCP_HEAD;
import static io.dbcpool.host.hosts.WrongHosts.UDP_HEAD;
import static io.dbcpool.host.hosts.WrongHosts.own;
import static io.dbcpool.host.hosts.WrongHosts.topics;
import static io.dbcpool.host.hosts.WrongHosts.wrong;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.probe.Answer.Text;
import io.dbcpool.host.probe.Question.Kind;
import io.dbcpool.host.probe.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The same said in another way, the other way to be wrong, and values at an edge: where an error in a check hides. */
final class EdgeHosts {

    private EdgeHosts() {}

    static List<RecordedHost> list() {
        return List.of(
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
                        Map.of()),
                wrong(
                        "quota by its other name",
                        "xfs(5)",
                        INTEL20,
                        answers -> answers.file("/proc/mounts", "/dev/sdb /data xfs rw,pquota 0 0\n"),
                        Map.of()),
                wrong(
                        "/data in a comment of fstab, and by a path of its UUID",
                        "fstab(5)",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/fstab",
                                "# /dev/sdb /data ext4 defaults 0 0\n/dev/disk/by-uuid/3c9d6e0e-5b57-4e23-9a40-5a8c1f2b7d10 /data xfs prjquota 0 0\n"),
                        Map.of()),
                wrong(
                        "a UUID in capitals and quotes",
                        "fstab(5)",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/fstab", "UUID=\"3C9D6E0E-5B57-4E23-9A40-5A8C1F2B7D10\" /data xfs pquota 0 0\n"),
                        Map.of()),
                wrong(
                        "xfs_info that says nothing of ftype",
                        "xfsprogs before 3.2",
                        INTEL20,
                        answers -> answers.run("xfs", "data = bsize=4096\n"),
                        Map.of("data-ftype", State.CANNOT_TELL)),
                wrong(
                        "a mount over /data",
                        "mount(8)",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/mounts", "/dev/sdb /data xfs rw,prjquota 0 0\ntmpfs /data tmpfs rw 0 0\n"),
                        Map.of(
                                "data-ftype",
                                State.CANNOT_TELL,
                                "data-mounted",
                                State.WRONG,
                                "data-quota",
                                State.WRONG)),
                wrong(
                        "/data with the sticky bit",
                        "chmod(1)",
                        INTEL20,
                        answers -> answers.look("/data", "folder", "1777", RightHosts.BOOT_FILES),
                        Map.of()),
                wrong(
                        "/data is not there to be looked at",
                        "stat(2)",
                        INTEL20,
                        answers -> answers.absent(Kind.LOOK, "/data").absent(Kind.SPACE, "/data"),
                        Map.of("data-mode", State.CANNOT_TELL, "data-size", State.CANNOT_TELL)),
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
                        Map.of("br-netfilter", State.WRONG, "bridge-netfilter-calls", State.WRONG)),
                wrong(
                        "intel_iommu=off on Intel",
                        "kernel-parameters",
                        INTEL20,
                        answers -> answers.file(
                                        "/proc/cmdline",
                                        "ro quiet splash intel_iommu=on iommu=pt kvm.ignore_msrs=1 vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9 intel_iommu=off\n")
                                .file(
                                        "/etc/default/grub",
                                        "GRUB_CMDLINE_LINUX_DEFAULT=\"ro quiet splash intel_iommu=on iommu=pt kvm.ignore_msrs=1 vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9 intel_iommu=off\"\n"),
                        Map.of("kernel-parameters", State.WRONG)),
                wrong(
                        "iommu=off on Intel",
                        "kernel-parameters",
                        INTEL20,
                        answers -> answers.file(
                                        "/proc/cmdline",
                                        "ro quiet splash intel_iommu=on iommu=pt kvm.ignore_msrs=1 vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9 iommu=off\n")
                                .file(
                                        "/etc/default/grub",
                                        "GRUB_CMDLINE_LINUX_DEFAULT=\"ro quiet splash intel_iommu=on iommu=pt kvm.ignore_msrs=1 vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9 iommu=off\"\n"),
                        Map.of("kernel-parameters", State.WRONG)),
                wrong(
                        "kvm's parameter waits for a boot",
                        "update-grub(8)",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/cmdline",
                                "ro quiet splash intel_iommu=on iommu=pt vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9\n"),
                        Map.of("kernel-parameters-kept", State.WARNING)),
                wrong(
                        "groups split by hand, and not for the next boot",
                        "kernel-parameters",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/cmdline",
                                "ro quiet splash intel_iommu=on iommu=pt kvm.ignore_msrs=1 vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9 pcie_acs_override=multifunction\n"),
                        Map.of("kernel-parameters-kept", State.WRONG)),
                wrong(
                        "one parameter lost and another waiting",
                        "update-grub(8)",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/cmdline",
                                "ro quiet splash intel_iommu=on iommu=pt vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9 pcie_acs_override=multifunction\n"),
                        Map.of("kernel-parameters-kept", State.WRONG)),
                wrong(
                        "ids with an underscore",
                        "kernel docs, parameters",
                        INTEL20,
                        answers -> answers.file(
                                        "/proc/cmdline",
                                        "ro quiet splash intel_iommu=on iommu=pt kvm.ignore_msrs=1 vfio_pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9\n")
                                .file(
                                        "/etc/default/grub",
                                        "GRUB_CMDLINE_LINUX=\"ro quiet splash intel_iommu=on iommu=pt kvm.ignore_msrs=1 vfio_pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9\"\n"),
                        Map.of()),
                wrong(
                        "no groups to be seen",
                        "a kernel without an IOMMU",
                        INTEL20,
                        answers -> answers.absent(Kind.LIST, "/sys/kernel/iommu_groups"),
                        Map.of("iommu-groups", State.WRONG)),
                wrong(
                        "a group without a folder",
                        "a broken sysfs",
                        INTEL20,
                        answers -> answers.absent(Kind.LIST, "/sys/kernel/iommu_groups/46/devices"),
                        Map.of("iommu-groups-clean", State.CANNOT_TELL)),
                wrong(
                        "a GPU without a screen",
                        "sysfs-bus-pci, class 0302",
                        INTEL18,
                        answers -> answers.put(
                                Kind.READ, "/sys/bus/pci/devices/0000:17:00.0/class", new Text("0x030200\n")),
                        Map.of()),
                wrong(
                        "a GPU that is a bridge",
                        "sysfs-bus-pci, class 06",
                        INTEL18,
                        answers -> answers.put(
                                Kind.READ, "/sys/bus/pci/devices/0000:17:00.0/class", new Text("0x060400\n")),
                        Map.of("gpus-found", State.WRONG)),
                wrong(
                        "names in sysfs that are no addresses",
                        "sysfs-bus-pci",
                        INTEL18,
                        answers -> answers.folder(
                                "/sys/bus/pci/devices",
                                "0000:17:00.0",
                                "0000:17:00.1",
                                "0000:17:00.2",
                                "0000:17:00.3",
                                "slots"),
                        Map.of()),
                wrong(
                        "a device without a vendor",
                        "a broken sysfs",
                        INTEL18,
                        answers -> answers.absent(Kind.READ, "/sys/bus/pci/devices/0000:17:00.0/vendor"),
                        Map.of(
                                "bar-reservation",
                                State.CANNOT_TELL,
                                "binding-survives-boot",
                                State.CANNOT_TELL,
                                "gpus-bound",
                                State.CANNOT_TELL,
                                "gpus-found",
                                State.CANNOT_TELL,
                                "iommu-groups-clean",
                                State.CANNOT_TELL,
                                "vfio-ids",
                                State.CANNOT_TELL)),
                wrong(
                        "ids among other options",
                        "modprobe.d(5)",
                        INTEL18,
                        answers -> answers.file(
                                "/etc/modprobe.d/vfio.conf",
                                "# ids\noptions vfio_pci disable_vga=1 ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9\n"),
                        Map.of()),
                wrong(
                        "ids of another module",
                        "modprobe.d(5)",
                        INTEL18,
                        answers -> answers.file(
                                "/etc/modprobe.d/vfio.conf",
                                "options vfio ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9\n"),
                        Map.of("binding-survives-boot", State.WRONG, "vfio-ids", State.WRONG)),
                wrong(
                        "a blacklist with dashes and words behind",
                        "modprobe.d(5)",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/modprobe.d/blacklist.conf",
                                "blacklist snd-hda-intel\nblacklist amd76x_edac\nblacklist vga16fb\nblacklist nouveau\nblacklist rivafb\nblacklist nvidiafb\nblacklist rivatv yes\n"),
                        Map.of("driver-blacklist", State.WARNING)),
                wrong(
                        "a module with arguments",
                        "systemd-modules-load(8), which takes a line for a name",
                        INTEL18,
                        answers -> answers.file(
                                "/etc/modules", "vfio\nvfio_iommu_type1\nvfio_pci\nkvm\nkvm_intel nested=1\n; no\n\n"),
                        Map.of("modules-load-form", State.WRONG)),
                wrong(
                        "no kernel's release to be seen",
                        "proc(5)",
                        INTEL20,
                        answers -> answers.absent(Kind.READ, "/proc/sys/kernel/osrelease"),
                        Map.of("initramfs-current", State.CANNOT_TELL)),
                wrong(
                        "an initramfs older than its list of modules",
                        "initramfs-tools(7)",
                        INTEL20,
                        answers -> answers.look(
                                "/etc/initramfs-tools/modules", "file", "644", RightHosts.BOOT_FILES + 200),
                        Map.of("initramfs-current", State.WRONG)),
                wrong(
                        "the kernel's own frame buffer",
                        "kernel docs, simplefb",
                        INTEL22,
                        answers -> answers.file("/proc/iomem", "00000000-00000000 : simplefb\n"),
                        Map.of("bar-reservation", State.WARNING)),
                wrong(
                        "a firmware's frame buffer in vesa mode",
                        "kernel docs, fb",
                        INTEL22,
                        answers -> answers.file("/proc/iomem", "00000000-00000000 : vesafb\n"),
                        Map.of("bar-reservation", State.WARNING)),
                wrong(
                        "no iomem",
                        "a container",
                        INTEL22,
                        answers -> answers.absent(Kind.READ, "/proc/iomem"),
                        Map.of()),
                wrong(
                        "vfio that says other things",
                        "dmesg of vfio",
                        INTEL22,
                        answers -> answers.run(
                                "kernel-messages",
                                "vfio-pci 0000:17:00.0: enabling device\nahci 0000:00:1f.2: BAR 5: can't reserve\n"),
                        Map.of()),
                wrong(
                        "nobody listens",
                        "proc_net_tcp",
                        INTEL20,
                        answers -> answers.file("/proc/net/tcp", TCP_HEAD + RightHosts.tcp("00000000", 5001)),
                        Map.of()),
                wrong(
                        "connected, and not listening",
                        "proc_net_tcp, state 01",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/net/tcp",
                                TCP_HEAD
                                        + RightHosts.tcp("00000000", 16509).replace(" 0A ", " 01 ")
                                        + RightHosts.tcp("00000000", 5001)),
                        Map.of()),
                wrong(
                        "loopback of IPv4 in IPv6",
                        "proc_net_tcp",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/net/tcp6", TCP_HEAD + RightHosts.tcp("0000000000000000FFFF00000100007F", 16509)),
                        Map.of()),
                wrong(
                        "open at one IPv4 address in IPv6",
                        "proc_net_tcp",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/net/tcp6", TCP_HEAD + RightHosts.tcp("0000000000000000FFFF00000B0200C0", 16509)),
                        Map.of("libvirt-not-open", State.WRONG)),
                wrong(
                        "open at one address",
                        "proc_net_tcp",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/net/tcp",
                                TCP_HEAD + RightHosts.tcp("0B0200C0", 16509) + RightHosts.tcp("00000000", 5001)),
                        Map.of("libvirt-not-open", State.WRONG)),
                wrong(
                        "open, with a password",
                        "libvirtd.conf",
                        INTEL20,
                        answers -> answers.file(
                                        "/proc/net/tcp",
                                        TCP_HEAD + RightHosts.tcp("00000000", 16509) + RightHosts.tcp("00000000", 5001))
                                .file(
                                        "/etc/libvirt/libvirtd.conf",
                                        "listen_tls = 0\nlisten_tcp = 1\nlisten_addr = '127.0.0.1'\nauth_tcp = 'sasl'\n"),
                        Map.of("libvirt-not-open", State.WARNING, "libvirtd-conf", State.WRONG)),
                wrong(
                        "open, without libvirtd.conf",
                        "libvirtd.conf, defaults",
                        INTEL20,
                        answers -> answers.file(
                                        "/proc/net/tcp",
                                        TCP_HEAD + RightHosts.tcp("00000000", 16509) + RightHosts.tcp("00000000", 5001))
                                .absent(Kind.READ, "/etc/libvirt/libvirtd.conf"),
                        Map.of("libvirt-not-open", State.WARNING, "libvirtd-conf", State.WRONG)),
                wrong(
                        "open, and rejected by the firewall",
                        "iptables(8)",
                        INTEL20,
                        answers -> answers.file(
                                        "/proc/net/tcp",
                                        TCP_HEAD + RightHosts.tcp("00000000", 16509) + RightHosts.tcp("00000000", 5001))
                                .run(
                                        "firewall-rules",
                                        "-A INPUT -p tcp -m tcp --dport 16509 -i eno1 -j REJECT --reject-with tcp-reset\n"),
                        Map.of("libvirt-not-open", State.WARNING)),
                wrong(
                        "open, and let in by the firewall",
                        "iptables(8)",
                        INTEL20,
                        answers -> answers.file(
                                        "/proc/net/tcp",
                                        TCP_HEAD + RightHosts.tcp("00000000", 16509) + RightHosts.tcp("00000000", 5001))
                                .run("firewall-rules", "-A INPUT -p tcp -m tcp --dport 16509 -j ACCEPT\n"),
                        Map.of("libvirt-not-open", State.WRONG)),
                wrong(
                        "open, and the firewall for root only",
                        "iptables(8)",
                        INTEL20,
                        answers -> answers.file(
                                        "/proc/net/tcp",
                                        TCP_HEAD + RightHosts.tcp("00000000", 16509) + RightHosts.tcp("00000000", 5001))
                                .unknown(Kind.RUN, "firewall-rules", "exit code 4"),
                        Map.of("libvirt-not-open", State.WRONG, "libvirt-reject-rules", State.CANNOT_TELL)),
                wrong(
                        "listen_tls = 1",
                        "libvirtd.conf",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/libvirt/libvirtd.conf",
                                "listen_tls = 1\nlisten_tcp = 1\nauth_tcp = \"none\"\nlisten_addr = \"127.0.0.1\"\n"),
                        Map.of("libvirtd-conf", State.WRONG)),
                wrong(
                        "listen_tcp = 0",
                        "libvirtd.conf",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/libvirt/libvirtd.conf",
                                "listen_tls = 0\nlisten_tcp = 0\nauth_tcp = \"none\"\nlisten_addr = \"127.0.0.1\"\n"),
                        Map.of("libvirtd-conf", State.WRONG)),
                wrong(
                        "listen_addr of every address",
                        "libvirtd.conf",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/libvirt/libvirtd.conf",
                                "listen_tls = 0\nlisten_tcp = 1\nauth_tcp = \"none\"\nlisten_addr = \"0.0.0.0\"\n"),
                        Map.of("libvirtd-conf", State.WARNING)),
                wrong(
                        "a unit that expands nothing",
                        "systemd.service(5)",
                        INTEL20,
                        answers -> answers.file(
                                "/lib/systemd/system/libvirtd.service", "[Service]\nExecStart=/usr/sbin/libvirtd\n"),
                        Map.of("libvirtd-listens", State.CANNOT_TELL)),
                wrong(
                        "a unit of the operator's own",
                        "systemd.unit(5)",
                        INTEL20,
                        answers -> answers.file(
                                        "/etc/systemd/system/libvirtd.service",
                                        "[Service]\nEnvironmentFile=-/etc/sysconfig/libvirtd\nExecStart=/usr/sbin/libvirtd ${LIBVIRTD_ARGS}\n")
                                .file("/etc/sysconfig/libvirtd", "LIBVIRTD_ARGS=-vl\n"),
                        Map.of()),
                wrong(
                        "a drop-in that reads another variable",
                        "systemd.unit(5), drop-ins",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/systemd/system/libvirtd.service.d/x.conf",
                                "[Service]\nExecStart=\nExecStart=/usr/sbin/libvirtd $MINE\n"),
                        Map.of("libvirtd-listens", State.WRONG)),
                wrong(
                        "an option that only looks like it",
                        "libvirtd(8)",
                        INTEL20,
                        answers -> answers.file("/etc/default/libvirtd", "libvirtd_opts=\"--verbose-l\"\n"),
                        Map.of("libvirtd-listens", State.WRONG)),
                wrong(
                        "libvirtd-tcp.socket enabled, and masked",
                        "systemctl(1)",
                        INTEL20,
                        answers -> answers.file("/etc/default/libvirtd", "\n")
                                .link(
                                        "/etc/systemd/system/sockets.target.wants/libvirtd-tcp.socket",
                                        "/lib/systemd/system/libvirtd-tcp.socket"),
                        Map.of("libvirtd-listens", State.WRONG)),
                wrong(
                        "a socket masked by an empty file",
                        "systemd.unit(5)",
                        INTEL20,
                        answers -> answers.link("/etc/systemd/system/libvirtd-ro.socket", "")
                                .file("/etc/systemd/system/libvirtd-ro.socket", "\n"),
                        Map.of()),
                wrong(
                        "a socket with a file of the operator's",
                        "systemd.unit(5)",
                        INTEL20,
                        answers -> answers.link("/etc/systemd/system/libvirtd-ro.socket", "")
                                .file("/etc/systemd/system/libvirtd-ro.socket", "[Socket]\n"),
                        Map.of("libvirtd-sockets-masked", State.WRONG)),
                wrong(
                        "no core.conf",
                        "install_mining.sh",
                        INTEL20,
                        answers -> answers.absent(Kind.LOOK, RightHosts.DIR + "/conf/core.conf")
                                .absent(Kind.READ, RightHosts.DIR + "/conf/core.conf"),
                        Map.of(
                                "dbc-installed",
                                State.WRONG,
                                "dbc-ports",
                                State.CANNOT_TELL,
                                "dbc-version",
                                State.CANNOT_TELL)),
                wrong(
                        "core.conf without ports",
                        "conf_manager.cpp, defaults 5001 and 5050",
                        INTEL20,
                        answers -> answers.file(RightHosts.DIR + "/conf/core.conf", "version=0.3.7.7\n")
                                .file(
                                        "/proc/net/tcp",
                                        TCP_HEAD
                                                + RightHosts.tcp("0100007F", 16509)
                                                + RightHosts.tcp("00000000", 5001)
                                                + RightHosts.tcp("00000000", 5050)),
                        Map.of("dbc-ports", State.WARNING)),
                wrong(
                        "a DBC node of another user",
                        "crontab(5)",
                        INTEL20,
                        answers -> answers.run("processes", NODE.replace("dbc      ", "miner    "))
                                .file("/var/spool/cron/crontabs/miner", "* * * * * /home/crontab/dbcmonitor.sh\n")
                                .absent(Kind.READ, "/var/spool/cron/crontabs/dbc"),
                        Map.of()),
                wrong(
                        "another program of that name",
                        "ps(1)",
                        INTEL20,
                        answers -> answers.run("processes", "dbc      /home/dbc/dbc --client\n"),
                        Map.of("dbc-running", State.WRONG)),
                wrong(
                        "ufw that says nothing",
                        "ufw(8)",
                        INTEL20,
                        answers -> answers.file("/etc/ufw/ufw.conf", "LOGLEVEL=low\n"),
                        Map.of("firewall", State.WARNING)),
                wrong(
                        "an image with errors of its check",
                        "qemu-img(1)",
                        INTEL20,
                        answers -> answers.run("image /data/ubuntu.qcow2", "{\"check-errors\": 3}\n"),
                        Map.of("images-complete", State.WRONG)),
                wrong(
                        "a backing file by its name alone",
                        "qemu-img(1)",
                        INTEL20,
                        answers -> answers.run(
                                "image-chain /data/ubuntu-2004.qcow2",
                                "image: /data/ubuntu-2004.qcow2\nbacking file: ubuntu.qcow2 (actual path: /data/ubuntu.qcow2)\n"),
                        Map.of()),
                wrong(
                        "a renter's second disk, and what is no image",
                        "TaskManager.cpp",
                        INTEL20,
                        answers -> answers.folder(
                                "/data",
                                "ubuntu.qcow2",
                                "ubuntu-2004.qcow2",
                                "data_12345_1700000000.qcow2",
                                "notes.txt"),
                        Map.of()),
                wrong(
                        "no folder of images",
                        "stat(2)",
                        INTEL20,
                        answers -> answers.absent(Kind.LIST, "/data"),
                        Map.of(
                                "image-chains",
                                State.CANNOT_TELL,
                                "images-complete",
                                State.CANNOT_TELL,
                                "images-present",
                                State.CANNOT_TELL)),
                wrong(
                        "an id in capitals",
                        "conf_manager.cpp",
                        INTEL20,
                        answers -> answers.fields(
                                Kind.KEY,
                                RightHosts.DIR + "/dat/node.dat",
                                Map.of(
                                        "id",
                                        RightHosts.MACHINE.toUpperCase(Locale.ROOT),
                                        "derived",
                                        RightHosts.MACHINE)),
                        Map.of()),
                wrong(
                        "a download beside check_env's disk",
                        "check_kvm.cpp",
                        INTEL20,
                        answers -> answers.folder(
                                "/data", "ubuntu.qcow2", "ubuntu-2004.qcow2", "x_domain_test.qcow2.part"),
                        Map.of()),
                wrong(
                        "rules of libvirt that accept",
                        "iptables(8)",
                        INTEL20,
                        answers -> answers.run(
                                "firewall-rules",
                                "-A LIBVIRT_FWI -d 192.168.122.0/24 -j ACCEPT\n-A FORWARD -j REJECT\n"),
                        Map.of()),
                wrong(
                        "seen under an id in capitals",
                        "rest_api_service.cpp",
                        INTEL20,
                        answers -> answers.names(
                                Kind.CLIENT_NODE, RightHosts.CLIENT_1, RightHosts.MACHINE.toUpperCase(Locale.ROOT)),
                        Map.of()),
                wrong(
                        "a client node that is not one",
                        "rest_api_service.cpp",
                        INTEL20,
                        answers -> answers.absent(Kind.CLIENT_NODE, RightHosts.CLIENT_1),
                        Map.of("visible", State.WARNING)),
                wrong(
                        "on chain reporterReportOffline",
                        "machine_type.rs",
                        INTEL20,
                        answers -> answers.fields(Kind.CHAIN, CHAIN, Map.of("status", "reporterReportOffline")),
                        Map.of("on-chain", State.WRONG)),
                wrong(
                        "on chain waitingFulfill",
                        "machine_type.rs",
                        INTEL20,
                        answers -> answers.fields(Kind.CHAIN, CHAIN, Map.of("status", "waitingFulfill")),
                        Map.of("on-chain", State.WARNING)),
                wrong(
                        "on chain exit",
                        "machine_type.rs",
                        INTEL20,
                        answers -> answers.fields(Kind.CHAIN, CHAIN, Map.of("status", "exit")),
                        Map.of("on-chain", State.WARNING)),
                wrong(
                        "rmem_max a byte too small",
                        "udp(7)",
                        INTEL20,
                        answers -> answers.file("/proc/sys/net/core/rmem_max", "4194303\n"),
                        Map.of("broadcast-drops", State.WARNING)),
                wrong(
                        "one datagram dropped",
                        "udp(7)",
                        INTEL20,
                        answers -> answers.file("/proc/net/udp", UDP_HEAD + RightHosts.udp(1)),
                        Map.of("broadcast-drops", State.WARNING)),
                wrong(
                        "another port's drops",
                        "udp(7)",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/net/udp", UDP_HEAD + RightHosts.udp(9).replace(":D903 ", ":D904 ")),
                        Map.of()),
                wrong(
                        "a line of /proc/net/udp that is none",
                        "proc_net_udp",
                        INTEL20,
                        answers -> answers.file("/proc/net/udp", UDP_HEAD + "garbage\n" + RightHosts.udp(0)),
                        Map.of()),
                wrong(
                        "an agent of another machine",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.fields(
                                Kind.SERVICE, "http://127.0.0.1:8081/machines", Map.of("0.machineId", OTHER)),
                        Map.of("broadcast-heard", State.CANNOT_TELL)),
                wrong(
                        "an agent's second machine",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.fields(
                                Kind.SERVICE,
                                "http://127.0.0.1:8081/machines",
                                Map.of(
                                        "0.machineId",
                                        OTHER,
                                        "1.machineId",
                                        RightHosts.MACHINE,
                                        "1.lastHeard.at",
                                        "2026-11-28T02:50:00Z")),
                        Map.of()),
                wrong(
                        "an agent that names no time",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.fields(
                                Kind.SERVICE,
                                "http://127.0.0.1:8081/machines",
                                Map.of("0.machineId", RightHosts.MACHINE, "0.lastHeard.at", "lately")),
                        Map.of("broadcast-heard", State.CANNOT_TELL)),
                wrong(
                        "a watcher's second machine, and a second VM that fits no more",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.fields(
                                Kind.SERVICE,
                                "http://127.0.0.1:8082/machines",
                                Map.of(
                                        "0.machineId",
                                        OTHER,
                                        "1.machineId",
                                        RightHosts.MACHINE,
                                        "1.drills.last.0.outcome",
                                        "fits",
                                        "1.drills.last.1.outcome",
                                        "does-not-fit")),
                        Map.of("last-drill", State.WRONG)),
                wrong(
                        "libvirt-guests with the words of libvirt",
                        "libvirt-guests(8)",
                        INTEL20,
                        answers -> answers.link(
                                        "/etc/systemd/system/multi-user.target.wants/libvirt-guests.service",
                                        "/lib/systemd/system/libvirt-guests.service")
                                .file("/etc/default/libvirt-guests", "ON_BOOT=ignore\nON_SHUTDOWN=shutdown\n"),
                        Map.of()),
                wrong(
                        "no state folder yet",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.absent(Kind.FSYNC, RightHosts.STATE),
                        Map.of("disk-fsync", State.CANNOT_TELL)),
                wrong(
                        "a topic compacted that should not be",
                        "docs/topics",
                        INTEL20,
                        answers -> answers.fields(Kind.TOPICS, "127.0.0.1:9092", topics("dbc.vacates", "compact")),
                        Map.of("kafka-topics", State.WARNING)),
                wrong(
                        "no broker at all",
                        "docs/topics",
                        INTEL20,
                        answers -> answers.absent(Kind.TOPICS, "127.0.0.1:9092"),
                        Map.of("kafka-topics", State.CANNOT_TELL)),
                wrong(
                        "a device without managed, and no devices",
                        "libvirt docs",
                        INTEL20,
                        answers -> answers.fields(Kind.DOMAIN, OWN, own("managed", "no", "hostDevices", "")),
                        Map.of()),
                wrong(
                        "a verifier's VM",
                        "TaskManager.cpp",
                        INTEL20,
                        answers -> answers.names(
                                        Kind.LIBVIRT,
                                        Scope.NODE_LIBVIRT,
                                        RightHosts.OWN + " active owner-vm-1",
                                        "b1d6b3d4-6a0c-4f5c-a1ce-3a1a0d6f2e72 active vm_check_1700000000")
                                .fields(
                                        Kind.DOMAIN,
                                        Scope.NODE_LIBVIRT + " b1d6b3d4-6a0c-4f5c-a1ce-3a1a0d6f2e72",
                                        Map.of("name", "vm_check_1700000000", "active", "yes")),
                        Map.of()));
    }
}
