package io.dbcpool.host.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.check.CheckList;
import io.dbcpool.host.check.CpuMaker;
import io.dbcpool.host.hosts.Answers;
import io.dbcpool.host.hosts.MadeRoot;
import io.dbcpool.host.hosts.RightHosts;
import io.dbcpool.host.probe.Answer;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.HostRecord;
import io.dbcpool.host.probe.Question;
import io.dbcpool.host.setup.HandWork;
import io.dbcpool.host.setup.SetupCommand;
import io.dbcpool.host.setup.SetupPlan;
import io.dbcpool.parts.debian.DebianRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code pool setup} on the root of a real distribution, by its own programs: apt-get, systemctl, update-grub,
 * update-initramfs, sysctl, modprobe, chmod. Hardware and kernel are a recorded host's, as files: /proc, /sys, /data
 * and the DBC node's folder.
 *
 * <p>What no chroot can show: {@code systemctl stop} and {@code restart} see that they are in one and do nothing;
 * {@code modprobe} finds the module built in, and loads none; {@code sysctl} writes into a file in the place of the
 * kernel; nothing boots, so what the next boot is told is read from grub.cfg and from the initramfs.
 */
@Timeout(600)
class DebianHostIT {

    private static final String NODE = "/home/dbc/dbc_mining_node/";

    @TempDir
    private Path folder;

    private final List<String> ran = new ArrayList<>();
    private @Nullable DebianRoot made;
    private HostRecord hardware = RightHosts.host("22.04", CpuMaker.INTEL, 2).record();
    private Map<String, String> before = Map.of();

    @BeforeEach
    void install() throws Exception {
        var missing = DebianRoot.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        made = DebianRoot.copiedTo(folder.resolve("root"));
        var root = root();
        hardware = hardware(onlyNameIn("/lib/modules"));
        MadeRoot.write(hardware, root.folder());
        // systemctl knows by it that it is in a chroot.
        Files.createDirectories(root.at("/proc/1/root"));
        String running = Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
        Files.createDirectories(root.at("/lib/modules/" + running));
        Files.writeString(
                root.at("/lib/modules/" + running + "/modules.builtin"), "kernel/net/bridge/br_netfilter.ko\n");
        Files.createFile(root.at("/lib/modules/" + running + "/modules.order"));
        runs("depmod", running);
        followTheGuide();
        runs("update-grub");
    }

    private DebianRoot root() {
        return Objects.requireNonNull(made, "installed before each test");
    }

    @AfterEach
    void remove() {
        if (made != null) {
            made.close();
        }
    }

    private String onlyNameIn(String path) throws IOException {
        try (Stream<Path> names = Files.list(root().at(path))) {
            return names.map(name -> String.valueOf(name.getFileName()))
                    .reduce((one, other) -> one + " and " + other)
                    .orElseThrow();
        }
    }

    /** Of a host with two GPUs, on which nothing is set up yet. */
    private static HostRecord hardware(String kernel) {
        var right = RightHosts.host("22.04", CpuMaker.INTEL, 2).record();
        var answers = new Answers();
        right.answers().forEach((question, answer) -> {
            if (isHardware(question)) {
                answers.put(question.kind(), question.subject(), answer);
            }
        });
        answers.file("/proc/cmdline", "BOOT_IMAGE=/boot/vmlinuz root=/dev/sda2 ro quiet\n")
                .file("/proc/sys/kernel/osrelease", kernel + "\n")
                .file("/proc/sys/net/ipv4/ip_forward", "0\n")
                .file("/proc/sys/net/bridge/bridge-nf-call-iptables", "0\n")
                .look("/data", "folder", "755", RightHosts.BOOT_FILES)
                .look(NODE + "dat/node.dat", "file", "644", RightHosts.BOOT_FILES);
        return new HostRecord(right.scope(), new TreeMap<>(answers.answers()));
    }

    private static boolean isHardware(Question question) {
        return Stream.of("/proc/", "/sys/", "/data", "/home/", "/dev/disk/").anyMatch(question.subject()::startsWith);
    }

    /** Its mistakes, and its echo >> run in a file that Debian has. */
    private void followTheGuide() throws IOException {
        append("/etc/hosts", "140.82.114.4 gitub.com\n");
        append("/etc/fstab", "/dev/sdb /data xfs pquota 0 1\n");
        append("/etc/modules", "vfio vfio_iommu_type1 vfio_pci kvm_amd\n");
    }

    private void append(String path, String text) throws IOException {
        Files.writeString(root().at(path), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private String runs(String... words) {
        var said = root().run(words);
        assertThat(said.exitCode()).as("%s: %s", List.of(words), said.output()).isZero();
        return said.output();
    }

    private Host host(LinuxHost linux) {
        return new Host(hardware.scope().inContainer(), question -> switch (question.kind()) {
            case READ, LIST, LINK, LOOK -> linux.ask(question);
            case RUN -> question.subject().equals("packages") ? linux.ask(question) : recorded(question);
            default -> recorded(question);
        });
    }

    private static Answer recorded(Question question) {
        return RightHosts.host("22.04", CpuMaker.INTEL, 2).record().ask(question);
    }

    /** What is wrong, or worth a warning. */
    private Map<String, State> doctor() {
        try (var linux = new LinuxHost(root().folder())) {
            var host = host(linux);
            return CheckList.all().stream()
                    .map(check -> check.of(host))
                    .filter(check -> check.state() == State.WRONG || check.state() == State.WARNING)
                    .collect(Collectors.toMap(Check::id, Check::state, (one, other) -> one, TreeMap::new));
        }
    }

    private Map<String, State> illOf(List<String> checks) {
        var ill = new TreeMap<>(doctor());
        ill.keySet().retainAll(checks);
        return ill;
    }

    private SetupPlan plan() {
        try (var linux = new LinuxHost(root().folder())) {
            var host = host(linux);
            return SetupPlan.of(
                    host, CheckList.all().stream().map(check -> check.of(host)).toList());
        }
    }

    private HostEditor editor() {
        return new HostEditor(
                root().folder(),
                SetupJournal.in(folder.resolve("state")),
                words -> {
                    var said = root().run(words.toArray(String[]::new));
                    ran.add("%s: %d%n%s".formatted(String.join(" ", words), said.exitCode(), said.output()));
                    if (words.get(0).equals("apt-get")) {
                        // Packages stay, whatever is undone.
                        before = tree();
                    }
                    return said.exitCode();
                },
                line -> {});
    }

    @Test
    void whatItsProgramsHaveDoneIsDoneOnceAndUndoneExactly() throws Exception {
        var plan = plan();
        var byHand = plan.byHand().stream().map(HandWork::check).toList();
        var mended =
                doctor().keySet().stream().filter(id -> !byHand.contains(id)).toList();
        assertThat(mended)
                .contains(
                        "packages",
                        "hosts-file",
                        "data-in-fstab",
                        "data-mode",
                        "ip-forward",
                        "bridge-netfilter-calls",
                        "kernel-parameters",
                        "vfio-ids",
                        "driver-blacklist",
                        "modules-load-form",
                        "libvirtd-conf",
                        "libvirtd-listens",
                        "libvirtd-sockets-masked",
                        "key-mode");
        assertThat(plan.first())
                .extracting(SetupCommand::text)
                .containsExactly("apt-get install -y --no-install-recommends bridge-utils");
        assertThat(plan.commands())
                .extracting(SetupCommand::text)
                .containsExactly(
                        "chmod 777 /data",
                        "sysctl -w net.ipv4.ip_forward=1",
                        "modprobe br_netfilter",
                        "sysctl -w net.bridge.bridge-nf-call-iptables=1",
                        "systemctl mask libvirtd.socket libvirtd-ro.socket libvirtd-admin.socket libvirtd-tls.socket libvirtd-tcp.socket",
                        "systemctl stop libvirtd.socket libvirtd-ro.socket libvirtd-admin.socket libvirtd-tls.socket libvirtd-tcp.socket",
                        "chmod 600 /home/dbc/dbc_mining_node/dat/node.dat",
                        "update-grub",
                        "update-initramfs -u -k all",
                        "systemctl restart libvirtd.service");
        String images = images();

        assertThat(editor().apply(plan)).as(() -> String.join("\n", ran)).isEmpty();

        assertThat(illOf(mended)).isEqualTo(Map.of("kernel-parameters", State.WRONG));
        assertThat(images()).isNotEqualTo(images).contains("etc/modprobe.d/dbc-pool.conf");
        assertThat(root().run("systemctl", "is-enabled", "libvirtd-tls.socket").output())
                .isEqualTo("masked\n");
        assertThat(runs("systemctl", "is-enabled", "libvirtd.service")).isEqualTo("enabled\n");

        var applied = tree();
        var again = plan();
        assertThat(again.isEmpty()).as(String.join("\n", again.lines())).isTrue();
        assertThat(again.reboot()).isTrue();
        assertThat(editor().apply(again)).isEmpty();
        assertThat(tree()).isEqualTo(applied);

        boot();
        assertThat(plan().reboot()).isFalse();
        assertThat(illOf(mended)).isEmpty();
        Files.writeString(root().at("/proc/cmdline"), "BOOT_IMAGE=/boot/vmlinuz root=/dev/sda2 ro quiet\n");

        assertThat(editor().undo("1")).as(() -> String.join("\n", ran)).isEmpty();
        assertThat(tree()).isEqualTo(before);
        assertThat(images()).isEqualTo(images);
        assertThat(plan().lines())
                .isEqualTo(plan.lines().stream()
                        .filter(line -> !line.contains("apt-get install"))
                        .toList());
    }

    /** With the words that GRUB would give the kernel. */
    private void boot() throws IOException {
        String words = Files.readAllLines(root().at("/boot/grub/grub.cfg")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("linux\t"))
                .findFirst()
                .orElseThrow();
        assertThat(words)
                .contains(" intel_iommu=on iommu=pt ", " vfio-pci.ids=10de:10f8,10de:1ad8,10de:1ad9,10de:1e82");
        Files.writeString(root().at("/proc/cmdline"), words.substring("linux\t".length()) + "\n");
    }

    /** What is in the initramfs. Not its bytes: each is made with the time of day in it. */
    private String images() throws IOException {
        try (Stream<Path> files = Files.list(root().at("/boot"))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith("initrd.img-"))
                    .map(name -> runs("lsinitramfs", "/boot/" + name))
                    .collect(Collectors.joining());
        }
    }

    /** Each file's owner, mode and content; the times too, but of folders and of what programs have written. */
    private Map<String, String> tree() throws IOException {
        try (var files = Files.walk(root().folder())) {
            return files.collect(Collectors.toMap(
                    file -> root().folder().relativize(file).toString(),
                    this::describe,
                    (one, other) -> one,
                    TreeMap::new));
        }
    }

    private String describe(Path file) {
        try {
            if (Files.isSymbolicLink(file)) {
                return "link " + Files.readSymbolicLink(file);
            }
            String seen = new TreeMap<>(Files.readAttributes(file, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS))
                    .toString();
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || String.valueOf(file.getFileName()).startsWith("initrd.img-")) {
                return seen;
            }
            // 500 MB: a program's time says as much.
            return file.startsWith(root().at("/usr"))
                    ? "%s %d %s".formatted(seen, Files.size(file), Files.getLastModifiedTime(file))
                    : "%s %s".formatted(seen, sha256(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
