package io.dbcpool.watcher.release;

import io.dbcpool.events.ReleaseProof.State;
import io.dbcpool.events.ReleaseProof.Thing;
import io.dbcpool.watcher.release.Leftovers.Holder;
import io.dbcpool.watcher.release.Release.Seen;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Holds what is found when a domain's process has ended against what it held.
 *
 * <p>A device is given back when nobody holds it, and also when another domain's QEMU does: the DBC node may have
 * started the renter's VM the moment it could. The container nodes {@code /dev/vfio/vfio} and {@code /dev/iommu} are
 * shared by all who pass a device through, so of these only a process that the domain itself has left counts.
 */
public final class ReleaseRule {

    private ReleaseRule() {}

    /** @param process the one that ended, in words */
    public static Release judge(String process, UUID domain, Holdings held, Leftovers left) {
        return new Release(List.of(
                new Seen(Thing.PROCESS, State.RELEASED, process + " has ended"),
                devices(domain, held, left),
                cgroup(held, left),
                hugepages(held, left)));
    }

    private static Seen devices(UUID domain, Holdings held, Leftovers left) {
        if (held.devices().isEmpty()) {
            return devices(State.NOT_OBSERVED, "its open files could not be read while it ran");
        }
        var nodes = held.devices().get();
        if (nodes.isEmpty()) {
            return devices(State.NOT_USED, "it held none of /dev/vfio/*, /dev/vfio/devices/*, /dev/iommu");
        }
        String heldBefore = "it held " + String.join(", ", nodes);
        var against = left.holders().stream()
                .filter(holder -> holdsOurs(holder, domain))
                .toList();
        if (!against.isEmpty()) {
            return devices(
                    State.STILL_HELD,
                    against.stream().map(Holder::toString).collect(Collectors.joining(", ", "held: ", "")));
        }
        if (left.unreadable() > 0) {
            return devices(
                    State.NOT_OBSERVED,
                    "%s; of %d processes the open files may not be read, no other holds them for it any more"
                            .formatted(heldBefore, left.unreadable()));
        }
        var others = left.holders().stream()
                .filter(holder -> !isShared(holder.device()))
                .map(Holder::toString)
                .collect(Collectors.joining(", "));
        return devices(
                State.RELEASED,
                heldBefore
                        + (others.isEmpty()
                                ? "; no process on this host holds them for it any more"
                                : "; held since for another domain: " + others));
    }

    private static boolean holdsOurs(Holder holder, UUID domain) {
        return holder.inItsCgroup()
                || (!isShared(holder.device())
                        && holder.domain()
                                .filter(other -> !other.equals(domain))
                                .isEmpty());
    }

    private static boolean isShared(String device) {
        return device.equals("/dev/vfio/vfio") || device.equals("/dev/iommu");
    }

    private static Seen devices(State state, String detail) {
        return new Seen(Thing.DEVICES, state, detail);
    }

    private static Seen cgroup(Holdings held, Leftovers left) {
        if (held.cgroup().isEmpty()) {
            return new Seen(Thing.CGROUP, State.NOT_USED, "it had no control group of its own");
        }
        if (left.cgroupProcesses().isEmpty()) {
            return new Seen(
                    Thing.CGROUP, State.NOT_OBSERVED, held.cgroup().get() + " cannot be read under /sys/fs/cgroup");
        }
        int processes = left.cgroupProcesses().get();
        return processes == 0
                ? new Seen(Thing.CGROUP, State.RELEASED, held.cgroup().get() + " is empty or gone")
                : new Seen(
                        Thing.CGROUP,
                        State.STILL_HELD,
                        "%d processes are left in %s"
                                .formatted(processes, held.cgroup().get()));
    }

    private static Seen hugepages(Holdings held, Leftovers left) {
        if (held.hugepagesKb().isEmpty()) {
            return new Seen(Thing.HUGEPAGES, State.NOT_OBSERVED, "its memory could not be read while it ran");
        }
        long used = held.hugepagesKb().get();
        if (used == 0) {
            return new Seen(Thing.HUGEPAGES, State.NOT_USED, "it used no huge pages");
        }
        if (held.freeHugepagesKb().isEmpty() || left.freeHugepagesKb().isEmpty()) {
            return new Seen(Thing.HUGEPAGES, State.NOT_OBSERVED, "how many huge pages are free cannot be read");
        }
        long before = held.freeHugepagesKb().get();
        long now = left.freeHugepagesKb().get();
        String figures = "it used %d kB; %d kB were free while it ran, %d kB are now".formatted(used, before, now);
        return now >= before + used
                ? new Seen(Thing.HUGEPAGES, State.RELEASED, figures)
                : new Seen(
                        Thing.HUGEPAGES,
                        State.STILL_HELD,
                        figures
                                + "; another process may have taken them since, for the kernel gives them back with the process");
    }
}
