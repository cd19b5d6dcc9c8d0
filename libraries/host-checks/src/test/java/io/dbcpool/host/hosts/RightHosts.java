package io.dbcpool.host.hosts;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.events.Topic;
import io.dbcpool.host.check.CheckList;
import io.dbcpool.host.check.CpuMaker;
import io.dbcpool.host.linux.TimedProbe;
import io.dbcpool.host.probe.Answer;
import io.dbcpool.host.probe.Answer.Absent;
import io.dbcpool.host.probe.Answer.Text;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.HostRecord;
import io.dbcpool.host.probe.Question.Kind;
import io.dbcpool.host.probe.Scope;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Hosts on which all is as it should be. */
public final class RightHosts {

    public static final String MACHINE = "8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48";
    public static final String OWN = "5d4f2a3c-9e0b-4c8e-a7d1-0f1e2d3c4b5a";
    public static final String CLIENT_1 = "http://192.0.2.21:5052";
    public static final String CLIENT_2 = "http://192.0.2.22:5052";
    public static final String CHAIN = "wss://chain-node.example";
    public static final String STATE = "/var/lib/dbc-pool";
    public static final String DIR = "/home/dbc/dbc_mining_node";
    public static final Instant NOW = Instant.parse("2026-11-28T03:00:00Z");
    public static final long BOOT_FILES = 1_700_000_000;

    private static final String IDS = "10de:1e82,10de:10f8,10de:1ad8,10de:1ad9";

    private static final Map<String, RecordedHost> MADE = new ConcurrentHashMap<>();

    private RightHosts() {}

    public static List<RecordedHost> list() {
        return List.of(
                host("18.04", CpuMaker.INTEL, 1),
                host("18.04", CpuMaker.AMD, 2),
                host("20.04", CpuMaker.INTEL, 4),
                host("20.04", CpuMaker.AMD, 8),
                host("22.04", CpuMaker.INTEL, 2),
                host("22.04", CpuMaker.AMD, 1),
                host("24.04", CpuMaker.INTEL, 8),
                host("24.04", CpuMaker.AMD, 4));
    }

    /** None was recorded on a real host: nobody here has a GPU. */
    public static RecordedHost host(String release, CpuMaker maker, int gpus) {
        return MADE.computeIfAbsent("%s %s %d".formatted(release, maker, gpus), name -> make(release, maker, gpus));
    }

    private static RecordedHost make(String release, CpuMaker maker, int gpus) {
        var answers = new Answers();
        system(answers, release);
        disk(answers);
        virtualisation(answers, maker);
        devices(answers, release, maker, gpus);
        libvirtd(answers, release);
        dbcNode(answers);
        ours(answers);
        return new RecordedHost(
                "Ubuntu %s, %s, %d GPUs".formatted(release, maker, gpus),
                "the guide's steps A to O; os-release(5), proc(5), sysfs-bus-pci, libvirtd.service of the release's "
                        + "package, libvirt's domain format, DBC node sources",
                false,
                recorded(answers),
                release.equals("24.04") ? Map.of("system-release", State.WARNING) : Map.of());
    }

    static Scope scope() {
        return new Scope(
                NOW,
                true,
                false,
                Optional.of(MACHINE),
                List.of(Scope.NODE_LIBVIRT),
                DIR,
                List.of(CLIENT_1, CLIENT_2),
                List.of("owner-vm-1"),
                Optional.of(STATE),
                Scope.BROADCAST_PORT,
                Optional.of("127.0.0.1:9092"),
                List.of(CHAIN),
                Optional.of("http://127.0.0.1:8081"),
                Optional.of("http://127.0.0.1:8082"));
    }

    /** With all that the checks ask: what is not written down is not there. */
    private static HostRecord recorded(Answers answers) {
        var known = answers.answers();
        var probe = new TimedProbe(question -> known.getOrDefault(question, new Absent()));
        var host = new Host(scope(), probe);
        CheckList.all().forEach(check -> check.of(host));
        return probe.record(scope()).with(known);
    }

    private static void system(Answers answers, String release) {
        answers.file(
                        "/etc/os-release",
                        "NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\nPRETTY_NAME=\"Ubuntu %s LTS\"\nVERSION_ID=\"%s\"\n"
                                .formatted(release, release))
                .run(
                        "packages",
                        String.join(
                                " ii 1.0\n",
                                release.equals("18.04") || release.equals("20.04") ? "qemu-kvm" : "qemu-system-x86",
                                "libvirt-clients",
                                "libvirt-daemon-system",
                                "ovmf",
                                "bridge-utils",
                                "virt-manager",
                                "cpu-checker",
                                "vim",
                                "expect",
                                ""))
                .file("/proc/net/route", """
                        Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
                        eno1\t00000000\t0102A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
                        eno1\t0002A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
                        """)
                .file(
                        "/etc/netplan/00-installer-config.yaml",
                        "network:\n  ethernets:\n    eno1:\n      dhcp4: false\n      addresses: [192.0.2.11/24]\n  version: 2\n")
                .file("/etc/resolv.conf", "nameserver 127.0.0.53\noptions edns0\n")
                .file("/etc/hosts", "127.0.0.1 localhost\n127.0.1.1 gpu-01\n")
                .file("/proc/sys/kernel/osrelease", "5.4.0-200-generic\n");
    }

    private static void disk(Answers answers) {
        answers.file("/proc/mounts", """
                        /dev/sda2 / ext4 rw,relatime 0 0
                        /dev/sdb /data xfs rw,relatime,attr2,inode64,logbufs=8,logbsize=32k,prjquota 0 0
                        """)
                .run(
                        "xfs",
                        "data     =                       bsize=4096\nnaming   =version 2    bsize=4096 ascii-ci=0, ftype=1\n")
                .file("/etc/fstab", """
                        # /etc/fstab
                        UUID=0a0a0a0a-1111-2222-3333-444444444444 / ext4 defaults 0 1
                        UUID=3c9d6e0e-5b57-4e23-9a40-5a8c1f2b7d10 /data xfs defaults,pquota 0 0
                        """)
                .folder(
                        "/dev/disk/by-uuid",
                        "0a0a0a0a-1111-2222-3333-444444444444",
                        "3c9d6e0e-5b57-4e23-9a40-5a8c1f2b7d10")
                .link("/dev/disk/by-uuid/0a0a0a0a-1111-2222-3333-444444444444", "../../sda2")
                .link("/dev/disk/by-uuid/3c9d6e0e-5b57-4e23-9a40-5a8c1f2b7d10", "../../sdb")
                .fields(Kind.SPACE, "/data", Map.of("total", String.valueOf(2_000L << 30), "usable", "1"))
                .look("/data", "folder", "777", BOOT_FILES)
                .folder("/data", "ubuntu.qcow2", "ubuntu-2004.qcow2", "vm_12345_1700000000.qcow2")
                .run("image /data/ubuntu.qcow2", "{\"check-errors\": 0, \"format\": \"qcow2\"}\n")
                .run("image /data/ubuntu-2004.qcow2", "{\"check-errors\": 0, \"format\": \"qcow2\"}\n")
                .run("image-chain /data/ubuntu.qcow2", "image: /data/ubuntu.qcow2\nfile format: qcow2\n")
                .run(
                        "image-chain /data/ubuntu-2004.qcow2",
                        "image: /data/ubuntu-2004.qcow2\nfile format: qcow2\nbacking file: /data/ubuntu.qcow2\n")
                .look("/data/ubuntu.qcow2", "file", "644", BOOT_FILES);
    }

    private static void virtualisation(Answers answers, CpuMaker maker) {
        String cpu = "processor\t: %d\nvendor_id\t: " + (maker == CpuMaker.INTEL ? "GenuineIntel" : "AuthenticAMD")
                + "\nflags\t\t: fpu vme de pse " + (maker == CpuMaker.INTEL ? "vmx" : "svm") + " ssse3\n\n";
        answers.file("/proc/cpuinfo", cpu.formatted(0) + cpu.formatted(1))
                .look("/dev/kvm", "char", "660", BOOT_FILES)
                .folder("/sys/module", "br_netfilter", "kvm", maker.kvmModule(), "vfio", "vfio_iommu_type1", "vfio_pci")
                .file("/proc/sys/net/ipv4/ip_forward", "1\n")
                .file("/etc/sysctl.conf", "#kernel.domainname = example.com\nnet.ipv4.ip_forward=1\n")
                .file("/proc/sys/net/bridge/bridge-nf-call-iptables", "1\n")
                .file("/proc/sys/net/bridge/bridge-nf-call-ip6tables", "1\n")
                .file("/etc/modules-load.d/br_netfilter.conf", "br_netfilter\n")
                .file(
                        "/etc/modules",
                        "# /etc/modules: kernel modules to load at boot time.\nvfio\nvfio_iommu_type1\nvfio_pci\nkvm\n"
                                + maker.kvmModule() + "\n");
    }

    private static void devices(Answers answers, String release, CpuMaker maker, int gpus) {
        boolean byModprobe = release.equals("18.04");
        String parameters = "quiet splash %s iommu=pt kvm.ignore_msrs=1%s"
                .formatted(maker.iommuParameter(), byModprobe ? "" : " vfio-pci.ids=" + IDS);
        answers.file("/proc/cmdline", "BOOT_IMAGE=/boot/vmlinuz-5.4.0-200-generic root=UUID=0a ro " + parameters + "\n")
                .file(
                        "/etc/default/grub",
                        "GRUB_TIMEOUT=0\nGRUB_CMDLINE_LINUX_DEFAULT=\"%s\"\nGRUB_CMDLINE_LINUX=\"\"\n"
                                .formatted(parameters))
                .file("/etc/modprobe.d/blacklist.conf", """
                        # This file lists modules which should not be loaded.
                        blacklist snd_hda_intel
                        blacklist amd76x_edac
                        blacklist vga16fb
                        blacklist nouveau
                        blacklist rivafb
                        blacklist nvidiafb
                        blacklist rivatv
                        """)
                .look("/etc/modprobe.d/blacklist.conf", "file", "644", BOOT_FILES)
                .look("/boot/initrd.img-5.4.0-200-generic", "file", "644", BOOT_FILES + 100)
                .file("/proc/iomem", "00000000-00000fff : Reserved\n00000000-00000000 : PCI Bus 0000:00\n")
                .run("kernel-messages", "DMAR: IOMMU enabled\npci 0000:17:00.1: Adding to iommu group 46\n");
        if (byModprobe) {
            answers.file("/etc/modprobe.d/vfio.conf", "options vfio-pci ids=" + IDS + "\n")
                    .look("/etc/modprobe.d/vfio.conf", "file", "644", BOOT_FILES);
        }
        var groups = new TreeMap<String, String[]>();
        for (int gpu = 0; gpu < gpus; gpu++) {
            String slot = "0000:%02x:00".formatted(0x17 + gpu);
            groups.put(String.valueOf(46 + gpu), gpu(answers, slot, String.valueOf(46 + gpu)));
        }
        pci(answers, "0000:00:1f.2", "0x8086", "0xa182", "0x010601", "ahci", "12");
        groups.put("12", new String[] {"0000:00:1f.2"});
        groups.forEach(
                (group, addresses) -> answers.folder("/sys/kernel/iommu_groups/" + group + "/devices", addresses));
        answers.folder("/sys/kernel/iommu_groups", groups.keySet().toArray(String[]::new));
        var all = groups.values().stream().flatMap(Arrays::stream).sorted().toList();
        answers.folder("/sys/bus/pci/devices", all.toArray(String[]::new));
    }

    private static String[] gpu(Answers answers, String slot, String group) {
        pci(answers, slot + ".0", "0x10de", "0x1e82", "0x030000", "vfio-pci", group);
        pci(answers, slot + ".1", "0x10de", "0x10f8", "0x040300", "vfio-pci", group);
        pci(answers, slot + ".2", "0x10de", "0x1ad8", "0x0c0330", "vfio-pci", group);
        pci(answers, slot + ".3", "0x10de", "0x1ad9", "0x0c8000", "vfio-pci", group);
        return new String[] {slot + ".0", slot + ".1", slot + ".2", slot + ".3"};
    }

    static void pci(
            Answers answers, String address, String vendor, String device, String type, String driver, String group) {
        String folder = "/sys/bus/pci/devices/" + address + "/";
        answers.put(Kind.READ, folder + "vendor", text(vendor))
                .put(Kind.READ, folder + "device", text(device))
                .put(Kind.READ, folder + "class", text(type))
                .link(folder + "driver", "../../../../bus/pci/drivers/" + driver)
                .link(folder + "iommu_group", "../../../../kernel/iommu_groups/" + group);
    }

    private static Answer text(String text) {
        return new Text(text + "\n");
    }

    private static void libvirtd(Answers answers, String release) {
        boolean old = release.equals("18.04") || release.equals("20.04");
        String variable = old ? "libvirtd_opts" : "LIBVIRTD_ARGS";
        answers.file(
                        "/lib/systemd/system/libvirtd.service",
                        "[Unit]\nDescription=Virtualization daemon\n[Service]\nType=notify\n"
                                + (old ? "" : "Environment=LIBVIRTD_ARGS=\"--timeout 120\"\n")
                                + "EnvironmentFile=-/etc/default/libvirtd\nExecStart=/usr/sbin/libvirtd $" + variable
                                + "\n[Install]\nWantedBy=multi-user.target\n")
                .file("/etc/default/libvirtd", "# Defaults for libvirtd initscript\n%s=\"-l\"\n".formatted(variable))
                .file("/etc/libvirt/libvirtd.conf", """
                        # Master libvirt daemon configuration file
                        listen_tls = 0
                        listen_tcp = 1
                        listen_addr = "127.0.0.1"
                        auth_tcp = "none"
                        """)
                .link(
                        "/etc/systemd/system/multi-user.target.wants/libvirtd.service",
                        "/lib/systemd/system/libvirtd.service")
                .file(
                        "/proc/net/tcp",
                        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
                                + tcp("0100007F", 16509)
                                + tcp("00000000", 5001)
                                + tcp("0100007F", 5002))
                .run("firewall-rules", "-P INPUT ACCEPT\n-P FORWARD ACCEPT\n-N LIBVIRT_FWI\n-N LIBVIRT_FWO\n")
                .run("nat-rules", "\n")
                .names(
                        Kind.LIBVIRT,
                        Scope.NODE_LIBVIRT,
                        OWN + " active owner-vm-1",
                        "b1d6b3d4-6a0c-4f5c-a1ce-3a1a0d6f2e70 off 2fKeM9gFqvTmDbXvj1ab")
                .fields(Kind.DOMAIN, Scope.NODE_LIBVIRT + " " + OWN, ownDomain())
                .fields(
                        Kind.DOMAIN,
                        Scope.NODE_LIBVIRT + " b1d6b3d4-6a0c-4f5c-a1ce-3a1a0d6f2e70",
                        Map.of(
                                "name", "2fKeM9gFqvTmDbXvj1ab",
                                "type", "kvm",
                                "nwfilters", "2fKeM9gFqvTmDbXvj1ab",
                                "active", "no"));
        if (!release.equals("18.04")) {
            for (String unit : List.of("libvirtd", "libvirtd-ro", "libvirtd-admin", "libvirtd-tls", "libvirtd-tcp")) {
                answers.look("/lib/systemd/system/" + unit + ".socket", "file", "644", BOOT_FILES)
                        .link("/etc/systemd/system/" + unit + ".socket", "/dev/null");
            }
        }
    }

    static String tcp(String address, int port) {
        return "   0: %s:%04X 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 20311 1\n"
                .formatted(address, port);
    }

    static Map<String, String> ownDomain() {
        return new TreeMap<>(Map.of(
                "name", "owner-vm-1",
                "type", "kvm",
                "hostDevices", "0000:17:00.0\n0000:17:00.1",
                "active", "yes",
                "autostart", "no",
                "balloon", "no",
                "hugepages", "no",
                "managed", "yes",
                "agent", "connected"));
    }

    private static void dbcNode(Answers answers) {
        answers.look(DIR, "folder", "755", BOOT_FILES)
                .look(DIR + "/dbc", "file", "755", BOOT_FILES)
                .look(DIR + "/conf/core.conf", "file", "644", BOOT_FILES)
                .file(
                        DIR + "/conf/core.conf",
                        "version=0.3.7.7\nnet_type=mainnet\nnet_listen_port=5001\nhttp_ip=127.0.0.1\nhttp_port=5002\n")
                .run(
                        "processes",
                        "dbc      %s/dbc --compute -d -n gpu-01\nroot     /usr/sbin/libvirtd -l\n".formatted(DIR))
                .file("/var/spool/cron/crontabs/dbc", "* * * * * /home/crontab/dbcmonitor.sh\n")
                .file("/etc/ufw/ufw.conf", "ENABLED=yes\nLOGLEVEL=low\n")
                .fields(Kind.KEY, DIR + "/dat/node.dat", Map.of("id", MACHINE, "derived", MACHINE))
                .look(DIR + "/dat/node.dat", "file", "600", BOOT_FILES)
                .kept(
                        STATE + "/node-agent/key-backups",
                        "2026-11-20T03:00:00Z %s /media/stick-1/gpu-01.age\n2026-10-20T03:00:00Z %s /media/stick-2/gpu-01.age\n"
                                .formatted(MACHINE, MACHINE))
                .kept(STATE + "/node-agent/gpu-tests", "passed 18 of 18 at 2026-11-20T03:00:00Z\n")
                .names(Kind.CLIENT_NODE, CLIENT_1, MACHINE)
                .names(Kind.CLIENT_NODE, CLIENT_2, MACHINE)
                .fields(Kind.CHAIN, CHAIN + " " + MACHINE, Map.of("status", "online"));
    }

    private static void ours(Answers answers) {
        var topics = new TreeMap<String, String>();
        for (Topic topic : Topic.values()) {
            topics.put(
                    topic.topicName(),
                    topic.retention().map(kept -> "delete " + kept.toMillis()).orElse("compact"));
        }
        answers.fields(
                        Kind.CANARY,
                        "55555",
                        Map.of("state", "heard", "millis", "1", "from", "192.0.2.11", "interface", "eno1"))
                .file(
                        "/proc/net/udp",
                        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode "
                                + "ref pointer drops\n" + udp(0))
                .file("/proc/sys/net/core/rmem_max", "16777216\n")
                .fields(
                        Kind.SERVICE,
                        "http://127.0.0.1:8081/machines",
                        Map.of(
                                "0.machineId", MACHINE,
                                "0.lastHeard.at", "2026-11-28T02:50:00Z",
                                "0.lastHeard.sender", "192.0.2.11:40000"))
                .fields(
                        Kind.SERVICE,
                        "http://127.0.0.1:8082/machines",
                        Map.of(
                                "0.machineId", MACHINE,
                                "0.drills.last.0.outcome", "fits",
                                "0.drills.last.0.domain.name", "owner-vm-1",
                                "0.drills.last.0.elapsedMillis", "1300",
                                "0.drills.last.0.startedAt", "2026-11-20T03:00:00Z"))
                .file("/proc/meminfo", "MemTotal:       263000000 kB\nHugePages_Total:       0\n")
                .put(Kind.CLOCK, "in-step", new Text("the kernel's clock is kept in step"))
                .fields(Kind.FSYNC, STATE, Map.of("millis", "1.2"))
                .fields(Kind.TOPICS, "127.0.0.1:9092", topics);
    }

    static String udp(long drops) {
        return " 4242: 00000000:D903 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 31337 2 "
                + "0000000000000000 " + drops + "\n";
    }
}
