package io.dbcpool.host.hosts;

import static io.dbcpool.host.hosts.WrongHosts.INTEL20;
import static io.dbcpool.host.hosts.WrongHosts.wrong;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.probe.Question.Kind;
import java.util.List;
import java.util.Map;

/** One thing wrong in each, or at the edge of it, or said in another way: there an error in a check hides. */
final class DiskFaults {

    private DiskFaults() {}

    static List<RecordedHost> list() {
        return List.of(
                wrong(
                        "nothing at /data",
                        "guide, step B",
                        INTEL20,
                        answers -> answers.file("/proc/mounts", "/dev/sda2 / ext4 rw,relatime 0 0\n"),
                        Map.of(
                                "data-mounted",
                                State.WRONG,
                                "data-quota",
                                State.CANNOT_TELL,
                                "data-ftype",
                                State.CANNOT_TELL,
                                "data-size",
                                State.CANNOT_TELL)),
                wrong(
                        "ext4 at /data",
                        "guide, step B",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/mounts",
                                "/dev/sda2 / ext4 rw,relatime 0 0\n/dev/sdb /data ext4 rw,relatime,prjquota 0 0\n"),
                        Map.of("data-mounted", State.WRONG, "data-ftype", State.CANNOT_TELL)),
                wrong(
                        "a truncated /proc/mounts",
                        "proc(5)",
                        INTEL20,
                        answers -> answers.file("/proc/mounts", "/dev/sda2 / ext4 rw,relatime 0 0\n/dev/sdb /da"),
                        Map.of(
                                "data-mounted",
                                State.CANNOT_TELL,
                                "data-quota",
                                State.CANNOT_TELL,
                                "data-ftype",
                                State.CANNOT_TELL,
                                "data-size",
                                State.CANNOT_TELL)),
                wrong(
                        "/proc/mounts hangs",
                        "a stale NFS",
                        INTEL20,
                        answers -> answers.unknown(Kind.READ, "/proc/mounts", "no answer within 2 s"),
                        Map.of(
                                "data-mounted",
                                State.CANNOT_TELL,
                                "data-quota",
                                State.CANNOT_TELL,
                                "data-ftype",
                                State.CANNOT_TELL,
                                "data-size",
                                State.CANNOT_TELL)),
                wrong(
                        "no quota",
                        "xfs(5)",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/mounts",
                                "/dev/sda2 / ext4 rw,relatime 0 0\n/dev/sdb /data xfs rw,relatime,noquota 0 0\n"),
                        Map.of("data-quota", State.WRONG)),
                wrong(
                        "ftype=0",
                        "mkfs.xfs(8)",
                        INTEL20,
                        answers -> answers.run(
                                "xfs", "data = bsize=4096\nnaming   =version 2    bsize=4096 ascii-ci=0, ftype=0\n"),
                        Map.of("data-ftype", State.WRONG)),
                wrong(
                        "no xfs_info",
                        "xfsprogs not installed",
                        INTEL20,
                        answers -> answers.absent(Kind.RUN, "xfs"),
                        Map.of("data-ftype", State.CANNOT_TELL)),
                wrong(
                        "the guide's line in fstab",
                        "guide, step B",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/fstab",
                                "UUID=0a0a0a0a-1111-2222-3333-444444444444 / ext4 defaults 0 1\n/dev/sdb /data xfs pquota 0 1\n"),
                        Map.of("data-in-fstab", State.WARNING)),
                wrong(
                        "no line in fstab",
                        "fstab(5)",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/fstab", "UUID=0a0a0a0a-1111-2222-3333-444444444444 / ext4 defaults 0 1\n"),
                        Map.of("data-in-fstab", State.WRONG)),
                wrong(
                        "a line in fstab without pquota",
                        "fstab(5)",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/fstab",
                                "UUID=0a0a0a0a-1111-2222-3333-444444444444 / ext4 defaults 0 1\nUUID=3c9d6e0e-5b57-4e23-9a40-5a8c1f2b7d10 /data xfs defaults 0 0\n"),
                        Map.of("data-in-fstab", State.WRONG)),
                wrong(
                        "a line in fstab as ext4",
                        "fstab(5)",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/fstab",
                                "UUID=0a0a0a0a-1111-2222-3333-444444444444 / ext4 defaults 0 1\nUUID=3c9d6e0e-5b57-4e23-9a40-5a8c1f2b7d10 /data ext4 pquota 0 0\n"),
                        Map.of("data-in-fstab", State.WRONG)),
                wrong(
                        "a UUID in fstab that no disk has",
                        "fstab(5)",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/fstab",
                                "UUID=0a0a0a0a-1111-2222-3333-444444444444 / ext4 defaults 0 1\nUUID=ffffffff-5b57-4e23-9a40-5a8c1f2b7d10 /data xfs pquota 0 0\n"),
                        Map.of("data-in-fstab", State.WRONG)),
                wrong(
                        "fstab unreadable",
                        "proc(5)",
                        INTEL20,
                        answers -> answers.unreadable("/etc/fstab"),
                        Map.of("data-in-fstab", State.CANNOT_TELL)),
                wrong(
                        "exactly 350 GiB",
                        "DBC node def.h; check_kvm.cpp",
                        INTEL20,
                        answers -> answers.fields(Kind.SPACE, "/data", Map.of("total", String.valueOf(350L << 30))),
                        Map.of("data-size", State.WRONG)),
                wrong(
                        "a byte more than 350 GiB",
                        "DBC node def.h; check_kvm.cpp",
                        INTEL20,
                        answers ->
                                answers.fields(Kind.SPACE, "/data", Map.of("total", String.valueOf((350L << 30) + 1))),
                        Map.of()),
                wrong(
                        "/data of mode 755",
                        "guide, step B",
                        INTEL20,
                        answers -> answers.look("/data", "folder", "755", RightHosts.BOOT_FILES),
                        Map.of("data-mode", State.WARNING)),
                wrong(
                        "/data cannot be looked at",
                        "stat(2)",
                        INTEL20,
                        answers -> answers.unknown(Kind.LOOK, "/data", "no permission")
                                .unknown(Kind.SPACE, "/data", "no permission"),
                        Map.of("data-mode", State.CANNOT_TELL, "data-size", State.CANNOT_TELL)),
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
                        Map.of("data-mode", State.CANNOT_TELL, "data-size", State.CANNOT_TELL)));
    }
}
