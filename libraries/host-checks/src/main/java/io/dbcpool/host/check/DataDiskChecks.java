package io.dbcpool.host.check;

import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.HostCommand;
import io.dbcpool.host.probe.Question.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Step B. */
final class DataDiskChecks {

    /** What the DBC node takes off for the system ({@code g_disk_system_size}); check_env refuses no more than it. */
    private static final long NEEDED_BYTES = 350L << 30;

    private static final String BY_HAND =
            "by hand, on an empty disk: mkfs.xfs -n ftype=1 DEVICE; then mount it at /data";

    private DataDiskChecks() {}

    static List<HostCheck> list() {
        return List.of(
                new HostCheck(
                        "data-mounted",
                        Step.B,
                        "an XFS disk is mounted at /data",
                        "a mount of type xfs at exactly /data",
                        "the DBC node keeps images and renters' disks there: without it creating a VM fails",
                        "guide, step B; DBC node TaskManager.cpp",
                        DataDiskChecks::mounted),
                new HostCheck(
                        "data-quota",
                        Step.B,
                        "/data is mounted with project quota",
                        "the mount option pquota, which the kernel shows as prjquota",
                        "the guide demands it; quota of XFS can only be turned on by mounting",
                        "guide, step B; xfs(5)",
                        DataDiskChecks::quota),
                new HostCheck(
                        "data-ftype",
                        Step.B,
                        "/data was formatted with ftype=1",
                        "ftype=1 in xfs_info",
                        "overlay file systems refuse it without, and it can only be set by formatting anew",
                        "guide, step B; mkfs.xfs(8)",
                        DataDiskChecks::ftype),
                new HostCheck(
                        "data-in-fstab",
                        Step.B,
                        "/data is mounted at boot, whatever the disks are called then",
                        "a line of fstab for /data, of type xfs, with pquota, by UUID",
                        "the guide writes /dev/sdb: with another disk in the machine that name may be another disk's, "
                                + "and after a reboot the machine has no /data",
                        "guide, step B; fstab(5)",
                        DataDiskChecks::fstab),
                new HostCheck(
                        "data-size",
                        Step.B,
                        "/data is larger than what the DBC node keeps for itself",
                        "more than 350 GiB",
                        "the DBC node takes 350 GiB off what it offers to renters, and check_env refuses less",
                        "DBC node def.h and check_kvm.cpp",
                        DataDiskChecks::size),
                new HostCheck(
                        "data-mode",
                        Step.B,
                        "the DBC node may write to /data",
                        "mode 777, as the guide sets it",
                        "where the DBC node's user cannot write there, creating a VM fails",
                        "guide, step B",
                        DataDiskChecks::mode));
    }

    private static Finding mounted(Host host) {
        return Mounts.find(host, "/data")
                .map(data -> data.type().equals("xfs")
                        ? Finding.ok(data.device() + ", xfs")
                        : Finding.wrong(data.device() + ", " + data.type(), BY_HAND))
                .orElseGet(() -> Finding.wrong("nothing is mounted at /data", BY_HAND));
    }

    private static Mounts data(Host host) {
        return Mounts.find(host, "/data")
                .orElseThrow(() -> new CannotTell("nothing is mounted at /data; see data-mounted"));
    }

    private static Finding quota(Host host) {
        var data = data(host);
        boolean has = data.options().contains("prjquota") || data.options().contains("pquota");
        return has
                ? Finding.ok("prjquota")
                : Finding.wrong(
                        "mounted with " + String.join(",", data.options()),
                        "add pquota to the options in /etc/fstab, then umount /data and mount /data while no VM runs");
    }

    private static Finding ftype(Host host) {
        if (!data(host).type().equals("xfs")) {
            throw new CannotTell("/data is no xfs; see data-mounted");
        }
        String info = host.output(HostCommand.XFS);
        if (info.contains("ftype=1")) {
            return Finding.ok("ftype=1");
        }
        return info.contains("ftype=0")
                ? Finding.wrong(
                        "ftype=0", "copy the data elsewhere and format anew, by hand: mkfs.xfs -n ftype=1 DEVICE")
                : Finding.cannotTell("xfs_info says nothing of ftype", "look at `xfs_info /data`");
    }

    private static Finding fstab(Host host) {
        Optional<Mounts> line = Mounts.findInFstab(host, "/data");
        if (line.isEmpty()) {
            return Finding.wrong(
                    "no line for /data in /etc/fstab",
                    "add: UUID=THE-DISK'S /data xfs defaults,pquota 0 0 (blkid names the UUID)");
        }
        Mounts data = line.get();
        String found = "%s %s %s".formatted(data.device(), data.type(), String.join(",", data.options()));
        if (!data.type().equals("xfs")) {
            return Finding.wrong(found, "write it as xfs, with defaults,pquota");
        }
        if (!data.options().contains("pquota") && !data.options().contains("prjquota")) {
            return Finding.wrong(found + ": no pquota", "add pquota to its options");
        }
        if (data.device().startsWith("UUID=") || data.device().startsWith("/dev/disk/by-uuid/")) {
            return uuid(host, data.device().replaceFirst("^(UUID=|/dev/disk/by-uuid/)", ""), found);
        }
        return Finding.warning(
                found + ": a name that may be another disk's after the next boot",
                "write UUID=... instead of the name (blkid names the UUID)");
    }

    private static Finding uuid(Host host, String uuid, String found) {
        String bare = uuid.replace("\"", "").toLowerCase(Locale.ROOT);
        return host.folder("/dev/disk/by-uuid").stream()
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(bare))
                ? Finding.ok(found)
                : Finding.wrong(
                        found + ": no disk of this machine has that UUID",
                        "write the UUID of the disk that is mounted at /data now (blkid)");
    }

    private static Finding size(Host host) {
        data(host);
        Map<String, String> space =
                host.findFields(Kind.SPACE, "/data").orElseThrow(() -> new CannotTell("there is no /data"));
        long total = Long.parseLong(space.getOrDefault("total", "0"));
        String found = "%d GiB".formatted(total >> 30);
        return total > NEEDED_BYTES ? Finding.ok(found) : Finding.wrong(found, "put a larger disk at /data");
    }

    private static Finding mode(Host host) {
        String mode = host.findFields(Kind.LOOK, "/data")
                .map(fields -> fields.getOrDefault("mode", "?"))
                .orElseThrow(() -> new CannotTell("there is no /data"));
        return mode.endsWith("777") ? Finding.ok(mode) : Finding.warning("mode " + mode, "chmod 777 /data");
    }
}
