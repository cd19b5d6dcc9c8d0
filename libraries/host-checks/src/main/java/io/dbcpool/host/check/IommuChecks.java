package io.dbcpool.host.check;

import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.Question.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Step D, and the same of step C for 20.04 and later. */
final class IommuChecks {

    private static final String APPLY =
            "put it into GRUB_CMDLINE_LINUX_DEFAULT of /etc/default/grub; then update-grub and reboot";

    private IommuChecks() {}

    static List<HostCheck> list() {
        return List.of(
                new HostCheck(
                        "kernel-parameters",
                        Step.D,
                        "the kernel was started with the IOMMU on",
                        "Intel: intel_iommu=on; AMD: not amd_iommu=off; both: iommu=pt",
                        "without an IOMMU no GPU can be given to a guest; without iommu=pt the host's own disks and "
                                + "network are slower",
                        "guide, steps C and D; kernel docs, kernel-parameters (AMD's is on without a word)",
                        IommuChecks::parameters),
                new HostCheck(
                        "kernel-parameters-kept",
                        Step.D,
                        "the next boot has the same kernel parameters",
                        "what /etc/default/grub says of the IOMMU and of vfio is what runs",
                        "after the next reboot the GPUs cannot be given to a guest, and the machine is rented all the same",
                        "guide, steps C and D; update-grub(8)",
                        IommuChecks::parametersKept),
                new HostCheck(
                        "iommu-groups",
                        Step.D,
                        "the IOMMU is at work",
                        "groups in /sys/kernel/iommu_groups",
                        "none: VT-d or AMD-Vi is off in the firmware or in the kernel, and no GPU can be given to a guest",
                        "guide, step D; kernel docs, vfio",
                        IommuChecks::groups),
                new HostCheck(
                        "iommu-groups-clean",
                        Step.D,
                        "each GPU has an IOMMU group of its own",
                        "in each group one GPU with its functions, and PCI bridges",
                        "a group goes to a guest as a whole: with another device in it a renter's VM does not start, or "
                                + "two GPUs cannot be rented apart",
                        "kernel docs, vfio (groups); guide, step D",
                        IommuChecks::groupsClean));
    }

    private static Finding parameters(Host host) {
        Set<String> running = KernelParameters.running(host);
        var maker = CpuMaker.of(host);
        boolean off = running.contains("amd_iommu=off")
                || running.contains("intel_iommu=off")
                || running.contains("iommu=off");
        if (off) {
            return Finding.wrong("the kernel was told to turn it off: " + shown(running), APPLY);
        }
        boolean on = maker == CpuMaker.AMD || running.contains(maker.iommuParameter());
        if (!on) {
            return Finding.wrong("no " + maker.iommuParameter() + " in: " + shown(running), APPLY);
        }
        return running.contains("iommu=pt")
                ? Finding.ok(shown(running))
                : Finding.warning("no iommu=pt in: " + shown(running), APPLY);
    }

    /** Those that are about us; the others are nobody's affair. */
    private static String shown(Set<String> words) {
        String shown =
                String.join(" ", words.stream().filter(IommuChecks::matters).toList());
        return shown.isEmpty() ? "(nothing of the IOMMU)" : shown;
    }

    private static boolean matters(String word) {
        return word.contains("iommu")
                || word.contains("vfio")
                || word.startsWith("kvm.")
                || word.startsWith("pcie_acs");
    }

    private static Finding parametersKept(Host host) {
        var next = KernelParameters.nextBoot(host);
        if (next.isEmpty()) {
            return Finding.cannotTell(
                    "there is no /etc/default/grub", "see that the boot loader keeps what /proc/cmdline shows");
        }
        var running = KernelParameters.running(host);
        var lost = matching(running, next.get());
        var waiting = matching(next.get(), running);
        if (lost.isEmpty() && waiting.isEmpty()) {
            return Finding.ok("the same: " + shown(running));
        }
        var found = new ArrayList<String>();
        if (!lost.isEmpty()) {
            found.add("runs and is not in the file: " + String.join(" ", lost));
        }
        if (!waiting.isEmpty()) {
            found.add("in the file and does not run: " + String.join(" ", waiting));
        }
        return lost.isEmpty()
                ? Finding.warning(String.join("; ", found), "update-grub if it was not run, then reboot")
                : Finding.wrong(String.join("; ", found), APPLY);
    }

    private static Set<String> matching(Set<String> have, Set<String> others) {
        var missing = new TreeSet<String>();
        have.stream().filter(word -> matters(word) && !others.contains(word)).forEach(missing::add);
        return missing;
    }

    private static Finding groups(Host host) {
        int groups = host.findNames(Kind.LIST, "/sys/kernel/iommu_groups")
                .orElse(List.of())
                .size();
        return groups > 0
                ? Finding.ok("%d groups".formatted(groups))
                : Finding.wrong(
                        "none",
                        "turn on VT-d or AMD-Vi in the firmware (usually Processor, IIO Configuration), then see "
                                + "kernel-parameters");
    }

    private static Finding groupsClean(Host host) {
        var gpus = PciFunction.needNvidia(host);
        var without =
                gpus.stream().filter(function -> function.group().isEmpty()).toList();
        if (!without.isEmpty()) {
            return Finding.wrong(
                    without.get(0).address() + " is in no IOMMU group", "see iommu-groups and kernel-parameters");
        }
        var faults = new ArrayList<String>();
        var groups = new TreeSet<String>();
        gpus.forEach(function -> groups.add(function.group().orElse("")));
        for (String group : groups) {
            var slots = new TreeSet<String>();
            for (PciFunction function : PciFunction.listGroup(host, group)) {
                if (!function.isBridge()) {
                    slots.add(function.slot());
                }
            }
            if (slots.size() > 1) {
                faults.add("group %s holds %s".formatted(group, String.join(" and ", slots)));
            }
        }
        return faults.isEmpty()
                ? Finding.ok("%d groups with GPUs, one device in each".formatted(groups.size()))
                : Finding.wrong(
                        String.join("; ", faults),
                        "put the cards in other slots; pcie_acs_override splits groups in name only, and lets guests "
                                + "reach each other's memory");
    }
}
