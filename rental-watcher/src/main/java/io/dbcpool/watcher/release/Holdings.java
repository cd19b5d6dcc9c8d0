package io.dbcpool.watcher.release;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a domain's process holds of its host, while it is there.
 *
 * @param devices the GPU's device nodes among its open files; empty where they may not be read
 * @param cgroup the domain's own control group, by its path in {@code /proc/PID/cgroup}; empty where it has none of its
 *     own
 * @param hugepagesKb its memory in huge pages; empty where that cannot be read
 * @param freeHugepagesKb how much of the host's huge pages was free at the same time
 */
public record Holdings(
        Optional<List<String>> devices,
        Optional<String> cgroup,
        Optional<Long> hugepagesKb,
        Optional<Long> freeHugepagesKb) {

    /** It was looked at, and holds nothing. */
    public static final Holdings NOTHING =
            new Holdings(Optional.of(List.of()), Optional.empty(), Optional.of(0L), Optional.empty());

    /** Nobody has looked yet. */
    public static final Holdings UNKNOWN =
            new Holdings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Holdings {
        devices = devices.map(List::copyOf);
    }

    /**
     * What is known when {@code later} was seen as well. A device that was there once counts: a process that is about
     * to end has closed some already.
     */
    public Holdings and(Holdings later) {
        var both = new TreeSet<String>();
        devices.ifPresent(both::addAll);
        later.devices.ifPresent(both::addAll);
        boolean hadMore = hugepagesKb.orElse(0L) > later.hugepagesKb.orElse(0L);
        return new Holdings(
                devices.isEmpty() && later.devices.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(both)),
                later.cgroup.or(() -> cgroup),
                hadMore ? hugepagesKb : later.hugepagesKb.or(() -> hugepagesKb),
                hadMore ? freeHugepagesKb : later.freeHugepagesKb.or(() -> freeHugepagesKb));
    }
}
