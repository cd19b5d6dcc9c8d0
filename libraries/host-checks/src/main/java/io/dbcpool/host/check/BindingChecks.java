package io.dbcpool.host.check;

import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.HostCommand;
import io.dbcpool.host.probe.Question.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Step F, and the verification of C and E. */
final class BindingChecks {

    /** vfio_pci of kernels since 5.15, where the firmware's frame buffer sits on the card (DBC wiki, "nvidia hang"). */
    private static final Pattern RESERVATION = Pattern.compile("vfio-pci.*BAR \\d+: can't reserve");

    /** Names of /proc/iomem for a console of the firmware. */
    private static final Pattern FRAME_BUFFER = Pattern.compile(": (vesafb|efifb|simplefb|BOOTFB|simple-framebuffer)");

    private BindingChecks() {}

    static List<HostCheck> list() {
        return List.of(
                new HostCheck(
                        "gpus-bound",
                        Step.F,
                        "every function of every GPU is held by vfio-pci",
                        "driver vfio-pci for each NVIDIA function (VGA, sound, USB, UCSI)",
                        "a function that another driver holds cannot be given to a guest: creating the VM fails, after "
                                + "the renter was told that it is being created",
                        "guide, steps C, E and F; DBC node vm_client.cpp",
                        BindingChecks::bound),
                new HostCheck(
                        "binding-survives-boot",
                        Step.F,
                        "what binds the GPUs is written down",
                        "ids in a file, where functions are bound",
                        "what step F binds by hand is lost at the next reboot",
                        "guide, step F (its unbinding is lost by the reboot that follows)",
                        BindingChecks::survives),
                new HostCheck(
                        "bar-reservation",
                        Step.F,
                        "nothing else holds a GPU's memory",
                        "no 'BAR n: can't reserve' of vfio-pci, no frame buffer in /proc/iomem",
                        "a renter's VM hangs or has a dead GPU: the firmware's console holds the card's memory",
                        "DBC wiki (en, zh), nvidia hang; kernel docs, fb",
                        BindingChecks::reservation));
    }

    private static Finding bound(Host host) {
        var functions = PciFunction.needNvidia(host);
        var others = functions.stream()
                .filter(function -> !function.driver().equals(Optional.of("vfio-pci")))
                .toList();
        if (others.isEmpty()) {
            return Finding.ok("all %d functions".formatted(functions.size()));
        }
        String found = others.stream()
                .map(function -> "%s by %s"
                        .formatted(function.address(), function.driver().orElse("nobody")))
                .collect(Collectors.joining(", "));
        return Finding.wrong(found, "see vfio-ids, driver-blacklist and initramfs-current; then reboot");
    }

    private static Finding survives(Host host) {
        var bound = PciFunction.needNvidia(host).stream()
                .filter(function -> function.driver().equals(Optional.of("vfio-pci")))
                .toList();
        if (bound.isEmpty()) {
            return Finding.cannotTell("no function is bound to vfio-pci", "see gpus-bound");
        }
        var named = GpuChecks.idsAtBoot(host).stream()
                .map(id -> id.toLowerCase(Locale.ROOT))
                .toList();
        var byHand = bound.stream()
                .filter(function -> !named.contains(function.id()))
                .toList();
        return byHand.isEmpty()
                ? Finding.ok("all %d bound functions are named in a file".formatted(bound.size()))
                : Finding.wrong(
                        "bound now, and lost at the next boot: "
                                + byHand.stream().map(PciFunction::address).collect(Collectors.joining(", ")),
                        "name their ids: see vfio-ids");
    }

    private static Finding reservation(Host host) {
        PciFunction.needNvidia(host);
        // Addresses in it are zeros for everybody but root; the names are there.
        var iomem = host.findProc("/proc/iomem").orElse("");
        var held = iomem.lines()
                .filter(line -> FRAME_BUFFER.matcher(line).find())
                .map(String::strip)
                .toList();
        var messages = host.findText(Kind.RUN, HostCommand.KERNEL_MESSAGES.word())
                .orElse("")
                .lines()
                .filter(line -> RESERVATION.matcher(line).find())
                .toList();
        if (!messages.isEmpty()) {
            return Finding.wrong(
                    "%d times, last: %s"
                            .formatted(
                                    messages.size(),
                                    messages.get(messages.size() - 1).strip()),
                    "add video=efifb:off video=vesafb:off nofb to the kernel parameters (with kernels since 5.15 also "
                            + "initcall_blacklist=sysfb_init), update-grub, reboot");
        }
        return held.isEmpty()
                ? Finding.ok("none")
                : Finding.warning(
                        "the firmware's console is still there: " + held.get(0),
                        "add video=efifb:off video=vesafb:off nofb to the kernel parameters if a VM with a GPU hangs");
    }
}
