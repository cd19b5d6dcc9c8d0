package io.dbcpool.watcher.process;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The control group that libvirt makes for one domain, with systemd
 * ({@code /machine.slice/machine-qemu\x2d1\x2dvm.scope}) or without ({@code /machine/qemu-1-vm.libvirt-qemu}). QEMU
 * itself lies somewhere below it.
 */
final class DomainCgroup {

    private static final Pattern OWN =
            Pattern.compile("^(.*?/(?:machine-qemu[^/]*\\.scope|[^/]*\\.libvirt-qemu))(?:/.*)?$");

    private DomainCgroup() {}

    /**
     * Of the lines of {@code /proc/PID/cgroup}: that of the unified hierarchy, or the first of the old ones with its
     * controllers in front, {@code devices:/machine/…}. Empty where the process shares its group with others.
     */
    static Optional<String> find(String lines) {
        return lines.lines()
                .map(line -> line.split(":", 3))
                .filter(fields -> fields.length == 3)
                .sorted((a, b) -> Boolean.compare(!a[1].isEmpty(), !b[1].isEmpty()))
                .flatMap(fields -> {
                    var own = OWN.matcher(fields[2]);
                    return own.matches()
                            ? Optional.of(fields[1].isEmpty() ? own.group(1) : fields[1] + ":" + own.group(1)).stream()
                            : Optional.<String>empty().stream();
                })
                .findFirst();
    }
}
