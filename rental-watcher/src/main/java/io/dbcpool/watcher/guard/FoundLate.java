package io.dbcpool.watcher.guard;

import io.dbcpool.watcher.vacate.MonotonicTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The owner's domains that libvirt's first list has running when their ten seconds are over already. A libvirtd that
 * hung, or was killed, lists what was so until it has looked; and a vacate of a domain that is not there would be late
 * by all of that time. So each waits for its process to be found, or for libvirt to have had the time to look. Used by
 * one thread.
 */
final class FoundLate {

    /** libvirt looks every 200 ms, and has other things to do. */
    private static final Duration LOOKS_WITHIN = Duration.ofSeconds(1);

    private final Map<UUID, MonotonicTime> listedAt = new HashMap<>();
    /** Or waited for in vain. */
    private final Set<UUID> found = new HashSet<>();

    /** @param now when libvirt is heard to call it running, for the first time or once more */
    boolean waits(UUID domain, MonotonicTime now) {
        return !found.contains(domain)
                && now.since(listedAt.computeIfAbsent(domain, id -> now)).compareTo(LOOKS_WITHIN) < 0;
    }

    /** @return whether it waited for that */
    boolean onFound(UUID domain) {
        return listedAt.containsKey(domain) && found.add(domain);
    }

    /** What libvirt lists next is a first list again. */
    void onLost() {
        listedAt.clear();
        found.clear();
    }

    /** @return whether one has waited for so long that libvirt's word has to do */
    boolean isAnyOver(MonotonicTime now) {
        boolean isAny = false;
        for (var listed : listedAt.entrySet()) {
            isAny |= now.since(listed.getValue()).compareTo(LOOKS_WITHIN) >= 0 && found.add(listed.getKey());
        }
        return isAny;
    }
}
