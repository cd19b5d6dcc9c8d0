package io.dbcpool.host.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.check.CheckList;
import io.dbcpool.host.check.CpuMaker;
import io.dbcpool.host.hosts.Answers;
import io.dbcpool.host.hosts.RecordedHost;
import io.dbcpool.host.hosts.RightHosts;
import io.dbcpool.host.hosts.WrongHosts;
import io.dbcpool.host.probe.Answer;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.HostRecord;
import io.dbcpool.host.probe.Question.Kind;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SetupPlanTest {

    private static final String IDS = "10de:10f8,10de:1ad8,10de:1ad9,10de:1e82";

    @ParameterizedTest
    @MethodSource("rightHosts")
    void aRightHostIsLeftAlone(RecordedHost host) {
        var plan = plan(host.record());

        assertThat(plan.isEmpty()).as(String.join("\n", plan.lines())).isTrue();
        assertThat(plan.reboot()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("wrongHosts")
    void whateverIsWrongIsInThePlanOrLeftToAPersonAndIsNotEditedTwice(RecordedHost host) {
        var checks = checks(host.record());
        var plan = SetupPlan.of(host(host.record()), checks);

        if (checks.stream().anyMatch(check -> check.state() == State.WRONG)) {
            assertThat(plan.lines()).isNotEmpty();
        }
        assertThat(plan.lines())
                .filteredOn(line -> line.startsWith("run "))
                .noneMatch(line -> line.contains("mkfs") || line.contains("wipefs") || line.contains("parted"));
        if (!plan.edits().isEmpty()) {
            var again = plan(edited(host.record(), plan));
            assertThat(again.edits()).as(String.join("\n", again.lines())).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void eachFaultOfAFileIsPutRight(String check, HostRecord wrong, String path, List<String> diff) {
        assertThat(state(wrong, check)).isIn(State.WRONG, State.WARNING);
        var plan = plan(wrong);

        assertThat(plan.edits())
                .filteredOn(edit -> edit.path().equals(path))
                .singleElement()
                .satisfies(edit -> assertThat(edit.diff()).containsAll(diff));
        assertThat(state(edited(wrong, plan), check)).isEqualTo(State.OK);
    }

    static Stream<Arguments> eachFaultOfAFileIsPutRight() {
        return Stream.of(
                arguments(
                        "hosts-file",
                        intel(answers -> answers.file("/etc/hosts", "127.0.0.1 localhost\n140.82.114.4 gitub.com\n")),
                        "/etc/hosts",
                        List.of("-140.82.114.4 gitub.com")),
                arguments(
                        "data-in-fstab",
                        intel(answers -> answers.file(
                                "/etc/fstab", "UUID=0a / ext4 defaults 0 1\n/dev/sdb /data xfs pquota 0 1\n")),
                        "/etc/fstab",
                        List.of(
                                "-/dev/sdb /data xfs pquota 0 1",
                                "+UUID=3c9d6e0e-5b57-4e23-9a40-5a8c1f2b7d10 /data xfs defaults,pquota 0 0")),
                arguments(
                        "data-in-fstab",
                        intel(answers -> answers.file("/etc/fstab", "UUID=0a / ext4 defaults 0 1\n")),
                        "/etc/fstab",
                        List.of(
                                "+" + TextLines.BEGIN,
                                "+UUID=3c9d6e0e-5b57-4e23-9a40-5a8c1f2b7d10 /data xfs defaults,pquota 0 0",
                                "+" + TextLines.END)),
                arguments(
                        "ip-forward",
                        intel(answers -> answers.file("/etc/sysctl.conf", "net.ipv4.ip_forward=0\n")),
                        "/etc/sysctl.conf",
                        List.of("-net.ipv4.ip_forward=0", "+net.ipv4.ip_forward = 1")),
                arguments(
                        "ip-forward",
                        intel(answers -> answers.file("/etc/sysctl.conf", "#net.ipv4.ip_forward=1\n")),
                        SetupRules.SYSCTL,
                        List.of("+net.ipv4.ip_forward = 1")),
                arguments(
                        "br-netfilter",
                        intel(answers -> answers.file("/etc/modules-load.d/br_netfilter.conf", "# nothing\n")),
                        SetupRules.MODULES,
                        List.of("+br_netfilter")),
                arguments(
                        "modules-load-form",
                        intel(answers -> answers.file(
                                "/etc/modules-load.d/vfio-pci.conf", "vfio-pci kvmgt vfio-iommu-type1 vfio-mdev\n")),
                        "/etc/modules-load.d/vfio-pci.conf",
                        List.of("-vfio-pci kvmgt vfio-iommu-type1 vfio-mdev", "+vfio-pci", "+vfio-mdev")),
                arguments(
                        "driver-blacklist",
                        intel(answers -> answers.file("/etc/modprobe.d/blacklist.conf", "blacklist nouveau\n")),
                        BootRules.MODPROBE,
                        List.of("+blacklist snd_hda_intel", "+blacklist nvidiafb")),
                arguments(
                        "vfio-ids",
                        intel(answers -> answers.file(
                                "/etc/default/grub",
                                "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet intel_iommu=on iommu=pt kvm.ignore_msrs=1"
                                        + " vfio-pci.ids=10de:1e82\"\n")),
                        "/etc/default/grub",
                        List.of(
                                "+GRUB_CMDLINE_LINUX_DEFAULT=\"quiet intel_iommu=on iommu=pt kvm.ignore_msrs=1 vfio-pci.ids=%s\""
                                        .formatted(IDS))),
                arguments(
                        "vfio-ids",
                        with(
                                RightHosts.host("18.04", CpuMaker.AMD, 2),
                                answers -> answers.file(
                                        "/etc/modprobe.d/vfio.conf", "options vfio-pci ids=10de:1e82,10dex10f8\n")),
                        BootRules.MODPROBE,
                        List.of("+options vfio-pci ids=" + IDS)),
                arguments(
                        "boot-modules",
                        with(
                                RightHosts.host("20.04", CpuMaker.AMD, 8),
                                answers -> answers.file("/etc/modules", "vfio_pci\nkvm\nkvm_intel\n")),
                        "/etc/modules",
                        List.of("-kvm_intel", "+kvm_amd")),
                arguments(
                        "libvirtd-conf",
                        intel(answers -> answers.file(
                                "/etc/libvirt/libvirtd.conf",
                                "#listen_tls = 0\nlisten_tcp = 1\nauth_tcp = \"sasl\"\n")),
                        "/etc/libvirt/libvirtd.conf",
                        List.of(
                                "-auth_tcp = \"sasl\"",
                                "+auth_tcp = \"none\"",
                                "+listen_tls = 0",
                                "+listen_addr = \"127.0.0.1\"")),
                arguments(
                        "libvirtd-listens",
                        with(
                                RightHosts.host("22.04", CpuMaker.INTEL, 2),
                                answers -> answers.file("/etc/default/libvirtd", "LIBVIRT_ARGS=\"-l\"\n")),
                        "/etc/default/libvirtd",
                        List.of("+LIBVIRTD_ARGS=\"-l\"")));
    }

    @Test
    void kernelParametersOfTheMakerAreWrittenAndOnesThatTurnItOffAreTakenOut() {
        var wrong = with(
                RightHosts.host("20.04", CpuMaker.AMD, 8),
                answers -> answers.file("/proc/cmdline", "ro quiet iommu=off\n")
                        .file(
                                "/etc/default/grub",
                                "GRUB_CMDLINE_LINUX=\"iommu=off\"\nGRUB_CMDLINE_LINUX_DEFAULT='quiet splash'\n"));

        var plan = plan(wrong);

        assertThat(plan.edits().get(0).after())
                .isEqualTo("GRUB_CMDLINE_LINUX=\"\"\n"
                        + "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet splash amd_iommu=on iommu=pt vfio-pci.ids=%s\"\n"
                                .formatted(IDS));
        assertThat(plan.commands()).extracting(SetupCommand::text).containsOnlyOnce("update-grub");
        assertThat(plan.reboot()).isTrue();
    }

    @Test
    void aDiskIsNeverFormattedAndNoKeyIsRestored() {
        var plan = plan(intel(answers -> answers.file("/proc/mounts", "/dev/sda2 / ext4 rw 0 0\n")
                .absent(Kind.KEY, RightHosts.DIR + "/dat/node.dat")));

        assertThat(plan.byHand()).extracting(HandWork::check).contains("data-mounted", "key-readable");
        assertThat(plan.isEmpty()).as(String.join("\n", plan.lines())).isTrue();
    }

    @Test
    void commandsAreUndoneByWhatWasBefore() {
        var plan = plan(intel(answers -> answers.file("/proc/sys/net/ipv4/ip_forward", "0\n")
                .look(RightHosts.DIR + "/dat/node.dat", "file", "644", 1)
                .link("/etc/systemd/system/libvirtd-tcp.socket", "")));

        assertThat(plan.commands())
                .contains(
                        SetupCommand.of("sysctl", "-w", "net.ipv4.ip_forward=1")
                                .undoneBy("sysctl", "-w", "net.ipv4.ip_forward=0"),
                        SetupCommand.of("chmod", "600", RightHosts.DIR + "/dat/node.dat")
                                .undoneBy("chmod", "644", RightHosts.DIR + "/dat/node.dat"),
                        SetupCommand.of("systemctl", "mask", "libvirtd-tcp.socket")
                                .undoneBy("systemctl", "unmask", "libvirtd-tcp.socket"),
                        SetupCommand.of("systemctl", "stop", "libvirtd-tcp.socket"));
        assertThat(plan.commands().get(plan.commands().size() - 1).text())
                .isEqualTo("systemctl restart libvirtd.service");
    }

    @Test
    void whatIsDisabledTogetherWithLibvirtdIsEnabledAgainAtTheEndOfUndo() {
        String sockets = "/etc/systemd/system/sockets.target.wants/";
        var plan = plan(intel(
                answers -> answers.absent(Kind.LINK, "/etc/systemd/system/multi-user.target.wants/libvirtd.service")
                        .file("/lib/systemd/system/libvirtd.service", """
                        [Service]
                        ExecStart=/usr/sbin/libvirtd $libvirtd_opts
                        [Install]
                        Also=virtlockd.socket
                        Also=virtlogd.socket libvirtd.socket
                        """)
                        .link(sockets + "virtlogd.socket", "/lib/systemd/system/virtlogd.socket")));

        assertThat(plan.first())
                .containsExactly(SetupCommand.of("systemctl", "enable", "virtlogd.socket")
                        .undoneBy("systemctl", "enable", "virtlogd.socket"));
        assertThat(plan.commands())
                .contains(SetupCommand.of("systemctl", "enable", "libvirtd.service")
                        .undoneBy("systemctl", "disable", "libvirtd.service"));
    }

    @Test
    void packagesAreInstalledBeforeTheirFilesAreEdited() {
        var plan = plan(intel(answers -> answers.run("packages", "ovmf ii 1.0\n")));

        assertThat(plan.first())
                .singleElement()
                .satisfies(command -> assertThat(command.text())
                        .startsWith("apt-get install -y --no-install-recommends ")
                        .contains("libvirt-daemon-system"));
    }

    static Stream<RecordedHost> rightHosts() {
        return RightHosts.list().stream();
    }

    static Stream<RecordedHost> wrongHosts() {
        return WrongHosts.list().stream();
    }

    private static HostRecord intel(Consumer<Answers> change) {
        return with(RightHosts.host("20.04", CpuMaker.INTEL, 4), change);
    }

    private static HostRecord with(RecordedHost right, Consumer<Answers> change) {
        return with(right.record(), change);
    }

    private static HostRecord with(HostRecord right, Consumer<Answers> change) {
        var changes = new Answers();
        right.answers().forEach((question, answer) -> changes.put(question.kind(), question.subject(), answer));
        change.accept(changes);
        return right.with(changes.answers());
    }

    private static HostRecord edited(HostRecord record, SetupPlan plan) {
        return with(record, answers -> plan.edits().forEach(edit -> answers.file(edit.path(), edit.after())));
    }

    private static SetupPlan plan(HostRecord record) {
        return SetupPlan.of(host(record), checks(record));
    }

    /** A file that no check has asked for is not there. */
    private static Host host(HostRecord record) {
        return new Host(record.scope(), question -> switch (question.kind()) {
            case READ, LIST, LINK, LOOK -> record.answers().getOrDefault(question, new Answer.Absent());
            default -> record.ask(question);
        });
    }

    private static List<Check> checks(HostRecord record) {
        Host host = host(record);
        return CheckList.all().stream().map(check -> check.of(host)).toList();
    }

    private static State state(HostRecord record, String check) {
        return Map.copyOf(checks(record).stream().collect(Collectors.toMap(Check::id, Check::state)))
                .getOrDefault(check, State.CANNOT_TELL);
    }
}
