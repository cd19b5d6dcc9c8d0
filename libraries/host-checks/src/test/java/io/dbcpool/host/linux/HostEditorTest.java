package io.dbcpool.host.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.host.check.CheckList;
import io.dbcpool.host.check.CpuMaker;
import io.dbcpool.host.hosts.Answers;
import io.dbcpool.host.hosts.MadeRoot;
import io.dbcpool.host.hosts.RightHosts;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.HostRecord;
import io.dbcpool.host.setup.FileEdit;
import io.dbcpool.host.setup.SetupPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a recorded host's root file system in a folder, by the reader and the writer of the real one. */
class HostEditorTest {

    @TempDir
    private Path folder;

    private final List<String> ran = new ArrayList<>();
    private Path root = Path.of("/");
    private SetupJournal journal = SetupJournal.in(Path.of("/"));
    private HostRecord record = RightHosts.host("20.04", CpuMaker.INTEL, 4).record();

    @BeforeEach
    void makeRoot() throws IOException {
        root = folder.resolve("root");
        journal = SetupJournal.in(folder.resolve("state"));
        record = wrong();
        MadeRoot.write(record, root);
    }

    private static HostRecord wrong() {
        var right = RightHosts.host("20.04", CpuMaker.INTEL, 4).record();
        var answers = new Answers();
        right.answers().forEach((question, answer) -> answers.put(question.kind(), question.subject(), answer));
        answers.file("/etc/hosts", "127.0.0.1 localhost\n140.82.114.4 gitub.com")
                .file("/etc/fstab", "UUID=0a / ext4 defaults 0 1\n/dev/sdb /data xfs pquota 0 1\n")
                .file("/etc/modprobe.d/blacklist.conf", "blacklist nouveau\r\n")
                .file("/etc/default/grub", "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet splash\"\n")
                .file("/proc/cmdline", "ro quiet splash\n")
                .file("/etc/libvirt/libvirtd.conf", "# Master\n#listen_tls = 0\n#listen_tcp = 1\n")
                .file("/etc/modules-load.d/vfio-pci.conf", "vfio-pci kvmgt vfio-iommu-type1 vfio-mdev\n");
        return right.with(answers.answers());
    }

    private SetupPlan plan() {
        try (var linux = new LinuxHost(root)) {
            // Files by the real reader; what is no file as it was recorded.
            var host = new Host(record.scope().inContainer(), question -> switch (question.kind()) {
                case READ, LIST, LINK, LOOK -> linux.ask(question);
                default -> record.ask(question);
            });
            return SetupPlan.of(
                    host, CheckList.all().stream().map(check -> check.of(host)).toList());
        }
    }

    private HostEditor editor() {
        return new HostEditor(root, journal, words -> ran.add(String.join(" ", words)) ? 0 : 1, line -> {});
    }

    /** Path, and all that is to be known of it but the times of folders. */
    private Map<String, String> tree() throws IOException {
        try (var files = Files.walk(root)) {
            return files.collect(Collectors.toMap(
                    file -> root.relativize(file).toString(), HostEditorTest::describe, (a, b) -> a, TreeMap::new));
        }
    }

    private static String describe(Path file) {
        try {
            if (Files.isSymbolicLink(file)) {
                return "link " + Files.readSymbolicLink(file);
            }
            var seen = Files.readAttributes(file, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
            return Files.isDirectory(file)
                    ? "folder " + new TreeMap<>(seen)
                    : "%s %s %s"
                            .formatted(new TreeMap<>(seen), Files.getLastModifiedTime(file), Files.readString(file));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void whatWasAppliedIsNotAppliedAgainAndIsUndoneExactly() throws Exception {
        var before = tree();
        var plan = plan();
        assertThat(plan.edits())
                .extracting(edit -> edit.path())
                .contains(
                        "/etc/hosts",
                        "/etc/fstab",
                        "/etc/default/grub",
                        "/etc/libvirt/libvirtd.conf",
                        "/etc/modprobe.d/dbc-pool.conf",
                        "/etc/modules-load.d/vfio-pci.conf");

        assertThat(editor().apply(plan)).isEmpty();
        assertThat(ran).contains("update-grub", "update-initramfs -u -k all", "systemctl restart libvirtd.service");
        assertThat(Files.readString(root.resolve("etc/hosts"))).isEqualTo("127.0.0.1 localhost\n");
        assertThat(plan().edits()).isEmpty();

        // After a boot another apply goes on in the same journal.
        Files.writeString(root.resolve("proc/sys/net/ipv4/ip_forward"), "0\n");
        assertThat(editor().apply(plan())).isEmpty();
        Files.writeString(root.resolve("proc/sys/net/ipv4/ip_forward"), "1\n");

        assertThat(editor().undo("1")).isEmpty();
        var after = tree();
        before.remove("proc/sys/net/ipv4/ip_forward");
        after.remove("proc/sys/net/ipv4/ip_forward");
        assertThat(after).isEqualTo(before);
        assertThat(ran).contains("sysctl -w net.ipv4.ip_forward=0");
        assertThat(ran.indexOf("sysctl -w net.ipv4.ip_forward=0")).isLessThan(ran.lastIndexOf("update-grub"));
        assertThat(journal.read()).isEmpty();
        assertThat(folder.resolve("state/setup-undone-1")).isDirectory();
        assertThat(plan().lines()).isEqualTo(plan.lines());
    }

    @Test
    void aFileThatSomebodyHasChangedSinceIsLeftAndNamed() throws Exception {
        editor().apply(plan());
        Files.writeString(root.resolve("etc/hosts"), "127.0.0.1 localhost mine\n");

        assertThat(editor().undo("1"))
                .singleElement()
                .asString()
                .startsWith("/etc/hosts was changed since, and is left as it is; as it was before it is in ");
        assertThat(Files.readString(root.resolve("etc/hosts"))).isEqualTo("127.0.0.1 localhost mine\n");
        assertThat(Files.readString(root.resolve("etc/fstab"))).contains("/dev/sdb /data xfs pquota 0 1");
        assertThat(journal.read()).isNotEmpty();
    }

    @Test
    void aFileThatHasChangedSinceThePlanWasMadeStopsAllOfIt() throws Exception {
        var plan = plan();
        Files.writeString(root.resolve("etc/fstab"), "# new\n");
        var before = tree();

        assertThat(editor().apply(plan)).contains("/etc/fstab has changed since the plan was made; nothing was done");
        assertThat(tree()).isEqualTo(before);
        assertThat(ran).isEmpty();
    }

    @Test
    void aCommandThatFailsEndsItAndWhatWasDoneIsUndone() throws Exception {
        var before = tree();
        var failing = new HostEditor(root, journal, words -> words.get(0).equals("update-grub") ? 127 : 0, line -> {});

        assertThat(failing.apply(plan())).contains("'update-grub' ended with 'no such program'");
        assertThat(editor().undo("1")).isEmpty();
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void whatIsDoneBehindALineThatACrashCutOffIsUndoneToo() throws Exception {
        var before = tree();
        Files.createDirectories(journal.folder());
        Files.writeString(journal.folder().resolve("journal.jsonl"), "{\"path\":\"/etc/ho");

        assertThat(editor().apply(plan())).isEmpty();
        assertThat(editor().undo("1")).isEmpty();
        assertThat(tree()).isEqualTo(before);
    }

    /** As Debian and Ubuntu have it: a file that the plan knew by two names had changed when it came to the second. */
    @Test
    void aFileOfTwoNamesIsEditedOnce() throws Exception {
        String modules = "vfio vfio_iommu_type1 vfio_pci\n";
        Files.writeString(root.resolve("etc/modules"), modules);
        Files.createSymbolicLink(root.resolve("etc/modules-load.d/modules.conf"), Path.of("../modules"));
        var before = tree();
        var plan = plan();
        assertThat(plan.edits())
                .extracting(edit -> edit.path())
                .contains("/etc/modules")
                .doesNotContain("/etc/modules-load.d/modules.conf");

        assertThat(editor().apply(plan)).isEmpty();
        assertThat(Files.readString(root.resolve("etc/modules"))).startsWith("vfio\nvfio_iommu_type1\nvfio_pci\n");
        assertThat(plan().edits()).isEmpty();
        assertThat(editor().undo("1")).isEmpty();
        assertThat(tree()).isEqualTo(before);
    }

    /** On a host of our own no link is followed by the reader of mounted roots. */
    @Test
    void aFileBehindALinkIsEditedAndKeepsItsModeAndItsLink() throws Exception {
        Path target = Files.writeString(folder.resolve("target"), "before\n");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        var plan = new SetupPlan(
                List.of(),
                List.of(new FileEdit(link.toString(), Optional.of("before\n"), "after\n")),
                List.of(),
                List.of(),
                false);
        var own = new HostEditor(Path.of("/"), journal, words -> 0, line -> {});

        assertThat(own.apply(plan)).isEmpty();
        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("after\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-r-----");

        assertThat(own.undo("1")).isEmpty();
        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("before\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void aCrashBetweenTheJournalAndTheEditIsUndoneAsNothing() throws Exception {
        var before = tree();
        Path hosts = root.resolve("etc/hosts");
        byte[] was = Files.readAllBytes(hosts);
        var time = Files.getLastModifiedTime(hosts);
        editor().apply(plan());
        Files.write(hosts, was);
        Files.setLastModifiedTime(hosts, time);
        Files.writeString(journal.folder().resolve("journal.jsonl"), "{\"path\":\"/etc/ho", StandardOpenOption.APPEND);

        assertThat(editor().undo("1")).isEmpty();
        assertThat(tree()).isEqualTo(before);
    }
}
