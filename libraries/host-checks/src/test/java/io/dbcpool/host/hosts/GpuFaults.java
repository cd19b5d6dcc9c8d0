package io.dbcpool.host.hosts;

import static io.dbcpool.host.hosts.WrongHosts.INTEL18;
import static io.dbcpool.host.hosts.WrongHosts.INTEL20;
import static io.dbcpool.host.hosts.WrongHosts.wrong;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.probe.Answer.Text;
import io.dbcpool.host.probe.Question.Kind;
import java.util.List;
import java.util.Map;

/** One thing wrong in each, or at the edge of it, or said in another way: there an error in a check hides. */
final class GpuFaults {

    private GpuFaults() {}

    static List<RecordedHost> list() {
        return List.of(
                wrong(
                        "no GPU",
                        "sysfs-bus-pci",
                        INTEL20,
                        answers -> answers.folder("/sys/bus/pci/devices", "0000:00:1f.2"),
                        Map.of(
                                "gpus-found",
                                State.WRONG,
                                "own-domains-devices",
                                State.WRONG,
                                "iommu-groups-clean",
                                State.CANNOT_TELL,
                                "vfio-ids",
                                State.CANNOT_TELL,
                                "gpus-bound",
                                State.CANNOT_TELL,
                                "binding-survives-boot",
                                State.CANNOT_TELL,
                                "bar-reservation",
                                State.CANNOT_TELL)),
                wrong(
                        "only the sound of a GPU",
                        "sysfs-bus-pci",
                        INTEL20,
                        answers -> answers.folder("/sys/bus/pci/devices", "0000:17:00.1"),
                        Map.of("gpus-found", State.WRONG, "own-domains-devices", State.WRONG)),
                wrong(
                        "a vendor that is not hex",
                        "a broken sysfs",
                        INTEL20,
                        answers -> answers.put(
                                Kind.READ, "/sys/bus/pci/devices/0000:17:00.0/device", new Text("0xZZZZ\n")),
                        Map.of(
                                "gpus-found",
                                State.CANNOT_TELL,
                                "iommu-groups-clean",
                                State.CANNOT_TELL,
                                "vfio-ids",
                                State.CANNOT_TELL,
                                "gpus-bound",
                                State.CANNOT_TELL,
                                "binding-survives-boot",
                                State.CANNOT_TELL,
                                "bar-reservation",
                                State.CANNOT_TELL)),
                wrong(
                        "no PCI to be seen",
                        "a container without sysfs",
                        INTEL20,
                        answers -> answers.absent(Kind.LIST, "/sys/bus/pci/devices"),
                        Map.of(
                                "gpus-found",
                                State.CANNOT_TELL,
                                "iommu-groups-clean",
                                State.CANNOT_TELL,
                                "vfio-ids",
                                State.CANNOT_TELL,
                                "gpus-bound",
                                State.CANNOT_TELL,
                                "binding-survives-boot",
                                State.CANNOT_TELL,
                                "bar-reservation",
                                State.CANNOT_TELL,
                                "own-domains-devices",
                                State.WRONG)),
                wrong(
                        "an id not named",
                        "kernel docs, vfio",
                        INTEL20,
                        answers -> answers.file(
                                        "/proc/cmdline",
                                        "ro quiet splash intel_iommu=on iommu=pt kvm.ignore_msrs=1 vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8\n")
                                .file(
                                        "/etc/default/grub",
                                        "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet splash intel_iommu=on iommu=pt kvm.ignore_msrs=1 vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8\"\nGRUB_CMDLINE_LINUX=\"\"\n"),
                        Map.of("vfio-ids", State.WRONG, "binding-survives-boot", State.WRONG)),
                wrong(
                        "an id that is none",
                        "kernel docs, vfio",
                        INTEL20,
                        answers -> answers.file(
                                        "/proc/cmdline",
                                        "ro quiet splash intel_iommu=on iommu=pt kvm.ignore_msrs=1 vfio-pci.ids=10de:1e8G,10de:10f8,10de:1ad8,10de:1ad9\n")
                                .file(
                                        "/etc/default/grub",
                                        "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet splash intel_iommu=on iommu=pt kvm.ignore_msrs=1 vfio-pci.ids=10de:1e8G,10de:10f8,10de:1ad8,10de:1ad9\"\nGRUB_CMDLINE_LINUX=\"\"\n"),
                        Map.of("vfio-ids", State.WRONG, "binding-survives-boot", State.WRONG)),
                wrong(
                        "ids in capitals",
                        "kernel docs, vfio",
                        INTEL20,
                        answers -> answers.file(
                                        "/proc/cmdline",
                                        "ro quiet splash intel_iommu=on iommu=pt kvm.ignore_msrs=1 vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1AD9\n")
                                .file(
                                        "/etc/default/grub",
                                        "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet splash intel_iommu=on iommu=pt kvm.ignore_msrs=1 vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1AD9\"\nGRUB_CMDLINE_LINUX=\"\"\n"),
                        Map.of()),
                wrong(
                        "modprobe.d unreadable",
                        "modprobe.d(5)",
                        INTEL20,
                        answers -> answers.unreadable("/etc/modprobe.d/blacklist.conf"),
                        Map.of(
                                "driver-blacklist",
                                State.CANNOT_TELL,
                                "vfio-ids",
                                State.CANNOT_TELL,
                                "binding-survives-boot",
                                State.CANNOT_TELL)),
                wrong(
                        "nouveau not held back",
                        "modprobe.d(5)",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/modprobe.d/blacklist.conf",
                                "blacklist snd_hda_intel\nblacklist amd76x_edac\nblacklist vga16fb\nblacklist rivafb\nblacklist nvidiafb\nblacklist rivatv\n"),
                        Map.of("driver-blacklist", State.WRONG)),
                wrong(
                        "rivatv not held back",
                        "modprobe.d(5)",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/modprobe.d/blacklist.conf",
                                "blacklist snd_hda_intel\nblacklist amd76x_edac\nblacklist vga16fb\nblacklist nouveau\nblacklist rivafb\nblacklist nvidiafb\n"),
                        Map.of("driver-blacklist", State.WARNING)),
                wrong(
                        "the guide's one line of modules",
                        "guide, step E",
                        INTEL18,
                        answers -> answers.file(
                                "/etc/modules-load.d/vfio-pci.conf", "vfio-pci kvmgt vfio-iommu-type1 vfio-mdev\n"),
                        Map.of("modules-load-form", State.WRONG)),
                wrong(
                        "a file of modules unreadable",
                        "modules-load.d(5)",
                        INTEL20,
                        answers -> answers.unreadable("/etc/modules"),
                        Map.of(
                                "modules-load-form",
                                State.CANNOT_TELL,
                                "boot-modules",
                                State.CANNOT_TELL,
                                "br-netfilter",
                                State.CANNOT_TELL)),
                wrong(
                        "vfio_pci not loaded",
                        "modules(5)",
                        INTEL20,
                        answers -> answers.folder("/sys/module", "br_netfilter", "kvm", "kvm_intel"),
                        Map.of("boot-modules", State.WRONG)),
                wrong(
                        "vfio_pci until the next boot",
                        "modules(5)",
                        INTEL20,
                        answers -> answers.file("/etc/modules", "kvm\nkvm_intel\n")
                                .absent(Kind.READ, "/etc/initramfs-tools/modules"),
                        Map.of("boot-modules", State.WARNING)),
                wrong(
                        "vfio_pci in the initramfs",
                        "initramfs-tools(7)",
                        INTEL20,
                        answers -> answers.file("/etc/modules", "kvm\nkvm_intel\n")
                                .file("/etc/initramfs-tools/modules", "# List of modules\nvfio-pci ids=10de:1e82\n"),
                        Map.of()),
                wrong(
                        "an initramfs older than the blacklist",
                        "initramfs-tools(7); the guide runs no update-initramfs",
                        INTEL20,
                        answers -> answers.look(
                                "/etc/modprobe.d/blacklist.conf", "file", "644", RightHosts.BOOT_FILES + 200),
                        Map.of("initramfs-current", State.WRONG)),
                wrong(
                        "an initramfs as old as the blacklist",
                        "initramfs-tools(7)",
                        INTEL20,
                        answers -> answers.look(
                                "/etc/modprobe.d/blacklist.conf", "file", "644", RightHosts.BOOT_FILES + 100),
                        Map.of()),
                wrong(
                        "no initramfs",
                        "a kernel without one, seen",
                        INTEL20,
                        answers -> answers.absent(Kind.LOOK, "/boot/initrd.img-5.4.0-200-generic"),
                        Map.of("initramfs-current", State.CANNOT_TELL)),
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
                        Map.of("initramfs-current", State.WRONG)));
    }
}
