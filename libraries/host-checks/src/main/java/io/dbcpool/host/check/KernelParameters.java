package io.dbcpool.host.check;

import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words of a kernel command line: of the kernel that runs, and of the one that boots next. */
public final class KernelParameters {

    private static final List<String> GRUB_LINES = List.of("GRUB_CMDLINE_LINUX", "GRUB_CMDLINE_LINUX_DEFAULT");

    private KernelParameters() {}

    public static Set<String> running(Host host) {
        return words(host.findProc("/proc/cmdline").orElseThrow(() -> new CannotTell("there is no /proc/cmdline")));
    }

    /** What /etc/default/grub and its drop-ins say; empty where the host has no such file. */
    public static Optional<Set<String>> nextBoot(Host host) {
        var main = host.findFile("/etc/default/grub");
        if (main.isEmpty()) {
            return Optional.empty();
        }
        var text = new StringBuilder(main.get());
        host.filesIn("/etc/default/grub.d", ".cfg")
                .values()
                .forEach(more -> text.append('\n').append(more));
        Map<String, String> lines = KeyValues.read(text.toString());
        var words = new LinkedHashSet<String>();
        GRUB_LINES.forEach(key -> words.addAll(words(lines.getOrDefault(key, ""))));
        return Optional.of(words);
    }

    static Set<String> words(String line) {
        var words = new LinkedHashSet<String>();
        Arrays.stream(line.strip().split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .forEach(words::add);
        return words;
    }

    /** The ids of {@code vfio-pci.ids=10de:1e82,10de:10f8}, or as the kernel also takes it, {@code vfio_pci.ids=}. */
    static Set<String> vfioIds(Set<String> words) {
        var ids = new LinkedHashSet<String>();
        words.stream()
                .filter(word -> word.replace('_', '-').startsWith("vfio-pci.ids="))
                .forEach(word ->
                        ids.addAll(List.of(word.substring(word.indexOf('=') + 1).split(",", -1))));
        return ids;
    }
}
