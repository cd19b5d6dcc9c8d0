package io.dbcpool.host.hosts;

import static io.dbcpool.host.hosts.WrongHosts.INTEL18;
import static io.dbcpool.host.hosts.WrongHosts.INTEL20;
import static io.dbcpool.host.hosts.WrongHosts.INTEL22;
import static io.dbcpool.host.hosts.WrongHosts.wrong;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.probe.Question.Kind;
import java.util.List;
import java.util.Map;

/** One thing wrong in each, or at the edge of it, or said in another way: there an error in a check hides. */
final class BindingFaults {

    private BindingFaults() {}

    static List<RecordedHost> list() {
        return List.of(
                wrong(
                        "the sound of a GPU driven by snd_hda_intel",
                        "guide, step E",
                        INTEL20,
                        answers -> answers.link(
                                "/sys/bus/pci/devices/0000:17:00.1/driver",
                                "../../../../bus/pci/drivers/snd_hda_intel"),
                        Map.of("gpus-bound", State.WRONG)),
                wrong(
                        "a function driven by nobody",
                        "guide, step E",
                        INTEL20,
                        answers -> answers.absent(Kind.LINK, "/sys/bus/pci/devices/0000:17:00.2/driver"),
                        Map.of("gpus-bound", State.WRONG)),
                wrong(
                        "bound by hand",
                        "guide, step F",
                        INTEL18,
                        answers -> answers.file("/etc/modprobe.d/vfio.conf", "# nothing\n"),
                        Map.of("binding-survives-boot", State.WRONG, "vfio-ids", State.WRONG)),
                wrong(
                        "none bound",
                        "guide, step F",
                        INTEL18,
                        answers -> answers.link("/sys/bus/pci/devices/0000:17:00.0/driver", "x/nouveau")
                                .link("/sys/bus/pci/devices/0000:17:00.1/driver", "x/snd_hda_intel")
                                .link("/sys/bus/pci/devices/0000:17:00.2/driver", "x/xhci_hcd")
                                .absent(Kind.LINK, "/sys/bus/pci/devices/0000:17:00.3/driver"),
                        Map.of("gpus-bound", State.WRONG, "binding-survives-boot", State.CANNOT_TELL)),
                wrong(
                        "BAR 1 cannot be reserved",
                        "DBC wiki, nvidia hang",
                        INTEL22,
                        answers -> answers.run(
                                "kernel-messages",
                                "vfio-pci 0000:17:00.0: BAR 1: can't reserve [mem 0xe0000000-0xefffffff 64bit pref]\n"),
                        Map.of("bar-reservation", State.WRONG)),
                wrong(
                        "the firmware's frame buffer",
                        "kernel docs, fb; DBC wiki",
                        INTEL22,
                        answers -> answers.file(
                                "/proc/iomem", "00000000-00000000 : PCI Bus 0000:17\n  00000000-00000000 : efifb\n"),
                        Map.of("bar-reservation", State.WARNING)),
                wrong(
                        "dmesg for root only",
                        "dmesg_restrict, sysctl kernel",
                        INTEL22,
                        answers -> answers.unknown(
                                Kind.RUN,
                                "kernel-messages",
                                "exit code 1: dmesg: read kernel buffer failed: Operation not permitted"),
                        Map.of("bar-reservation", State.CANNOT_TELL)),
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
                        Map.of()));
    }
}
