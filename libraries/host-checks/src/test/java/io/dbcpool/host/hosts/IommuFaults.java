package io.dbcpool.host.hosts;

import static io.dbcpool.host.hosts.WrongHosts.AMD20;
import static io.dbcpool.host.hosts.WrongHosts.INTEL18;
import static io.dbcpool.host.hosts.WrongHosts.INTEL20;
import static io.dbcpool.host.hosts.WrongHosts.wrong;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.probe.Answer.Names;
import io.dbcpool.host.probe.Question.Kind;
import java.util.List;
import java.util.Map;

/** One thing wrong in each, or at the edge of it, or said in another way: there an error in a check hides. */
final class IommuFaults {

    private IommuFaults() {}

    static List<RecordedHost> list() {
        return List.of(
                wrong(
                        "no intel_iommu",
                        "kernel-parameters",
                        INTEL20,
                        answers -> answers.file(
                                        "/proc/cmdline",
                                        "ro quiet splash iommu=pt kvm.ignore_msrs=1 vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9\n")
                                .file(
                                        "/etc/default/grub",
                                        "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet splash iommu=pt kvm.ignore_msrs=1 vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9\"\nGRUB_CMDLINE_LINUX=\"\"\n"),
                        Map.of("kernel-parameters", State.WRONG)),
                wrong(
                        "no iommu=pt",
                        "kernel-parameters",
                        INTEL20,
                        answers -> answers.file(
                                        "/proc/cmdline",
                                        "ro quiet splash intel_iommu=on kvm.ignore_msrs=1 vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9\n")
                                .file(
                                        "/etc/default/grub",
                                        "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet splash intel_iommu=on kvm.ignore_msrs=1 vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9\"\nGRUB_CMDLINE_LINUX=\"\"\n"),
                        Map.of("kernel-parameters", State.WARNING)),
                wrong(
                        "amd_iommu=off",
                        "kernel-parameters",
                        AMD20,
                        answers -> answers.file(
                                        "/proc/cmdline",
                                        "ro quiet splash amd_iommu=off iommu=pt kvm.ignore_msrs=1 vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9\n")
                                .file(
                                        "/etc/default/grub",
                                        "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet splash amd_iommu=off iommu=pt kvm.ignore_msrs=1 vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9\"\nGRUB_CMDLINE_LINUX=\"\"\n"),
                        Map.of("kernel-parameters", State.WRONG)),
                wrong(
                        "AMD without a word, where it is on",
                        "kernel-parameters",
                        AMD20,
                        answers -> answers.file(
                                        "/proc/cmdline",
                                        "ro quiet splash iommu=pt kvm.ignore_msrs=1 vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9\n")
                                .file(
                                        "/etc/default/grub",
                                        "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet splash iommu=pt kvm.ignore_msrs=1 vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9\"\nGRUB_CMDLINE_LINUX=\"\"\n"),
                        Map.of()),
                wrong(
                        "/proc/cmdline unreadable",
                        "a hardened /proc",
                        INTEL20,
                        answers -> answers.unreadable("/proc/cmdline"),
                        Map.of("kernel-parameters", State.CANNOT_TELL, "kernel-parameters-kept", State.CANNOT_TELL)),
                wrong(
                        "edited and not rebooted",
                        "update-grub(8)",
                        INTEL20,
                        answers -> answers.file(
                                        "/proc/cmdline",
                                        "ro quiet splash intel_iommu=on iommu=pt kvm.ignore_msrs=1 vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9\n")
                                .file(
                                        "/etc/default/grub",
                                        "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet splash intel_iommu=on iommu=pt kvm.ignore_msrs=1 vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9 pcie_acs_override=multifunction\"\nGRUB_CMDLINE_LINUX=\"\"\n"),
                        Map.of("kernel-parameters-kept", State.WARNING)),
                wrong(
                        "typed at the boot menu only",
                        "grub manual",
                        INTEL18,
                        answers -> answers.file("/proc/cmdline", "ro quiet intel_iommu=on iommu=pt kvm.ignore_msrs=1\n")
                                .file(
                                        "/etc/default/grub",
                                        "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet\"\nGRUB_CMDLINE_LINUX=\"\"\n"),
                        Map.of("kernel-parameters-kept", State.WRONG)),
                wrong(
                        "parameters in a drop-in of grub",
                        "grub-mkconfig of Ubuntu, /etc/default/grub.d",
                        INTEL20,
                        answers -> answers.file(
                                        "/etc/default/grub",
                                        "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet\"\nGRUB_CMDLINE_LINUX=\"\"\n")
                                .file(
                                        "/etc/default/grub.d/vfio.cfg",
                                        "GRUB_CMDLINE_LINUX=\"quiet splash intel_iommu=on iommu=pt kvm.ignore_msrs=1 vfio-pci.ids=10de:1e82,10de:10f8,10de:1ad8,10de:1ad9\"\n"),
                        Map.of()),
                wrong(
                        "no grub",
                        "another boot loader",
                        INTEL18,
                        answers -> answers.absent(Kind.READ, "/etc/default/grub"),
                        Map.of("kernel-parameters-kept", State.CANNOT_TELL)),
                wrong(
                        "VT-d off",
                        "kernel docs, vfio",
                        INTEL20,
                        answers -> answers.folder("/sys/kernel/iommu_groups"),
                        Map.of("iommu-groups", State.WRONG)),
                wrong(
                        "no group at a GPU",
                        "kernel docs, vfio",
                        INTEL20,
                        answers -> answers.absent(Kind.LINK, "/sys/bus/pci/devices/0000:17:00.0/iommu_group"),
                        Map.of("iommu-groups-clean", State.WRONG)),
                wrong(
                        "two GPUs in a group, with a bridge",
                        "kernel docs, vfio",
                        INTEL20,
                        answers -> {
                            answers.put(
                                    Kind.LIST,
                                    "/sys/kernel/iommu_groups/46/devices",
                                    new Names(List.of("0000:16:01.0", "0000:17:00.0", "0000:18:00.0")));
                            RightHosts.pci(answers, "0000:16:01.0", "0x8086", "0x2030", "0x060400", "pcieport", "46");
                        },
                        Map.of("iommu-groups-clean", State.WRONG)),
                wrong(
                        "one GPU in a group, with a bridge",
                        "kernel docs, vfio",
                        INTEL20,
                        answers -> {
                            answers.put(
                                    Kind.LIST,
                                    "/sys/kernel/iommu_groups/46/devices",
                                    new Names(List.of("0000:16:01.0", "0000:17:00.0")));
                            RightHosts.pci(answers, "0000:16:01.0", "0x8086", "0x2030", "0x060400", "pcieport", "46");
                        },
                        Map.of()),
                wrong(
                        "a disk controller in a GPU's group",
                        "kernel docs, vfio",
                        INTEL20,
                        answers ->
                                answers.folder("/sys/kernel/iommu_groups/46/devices", "0000:00:1f.2", "0000:17:00.0"),
                        Map.of("iommu-groups-clean", State.WRONG)),
                wrong(
                        "groups unreadable",
                        "a hardened /sys",
                        INTEL20,
                        answers -> answers.unknown(Kind.LIST, "/sys/kernel/iommu_groups", "no permission")
                                .unknown(Kind.LIST, "/sys/kernel/iommu_groups/46/devices", "no permission"),
                        Map.of("iommu-groups", State.CANNOT_TELL, "iommu-groups-clean", State.CANNOT_TELL)),
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
                        Map.of("iommu-groups-clean", State.CANNOT_TELL)));
    }
}
