package io.dbcpool.hypervisor.libvirt;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The domains that the daemon was told to end and has not answered for. While it waits for a QEMU that hangs, up to 15
 * s (libvirt {@code virProcessKillPainfullyDelay}), it holds that domain's lock, and with it everything that looks at
 * the domain, a list of all domains included.
 */
final class EndingDomains {

    private record Ending(UUID uuid, long begunAt) {}

    /** An act on the daemon that holds the domain meanwhile. */
    interface Act {
        void make() throws LibvirtFailure;
    }

    private final Map<Object, Ending> underWay = new ConcurrentHashMap<>();

    void during(UUID uuid, Act act) throws LibvirtFailure {
        Object key = new Object();
        underWay.put(key, new Ending(uuid, System.nanoTime()));
        try {
            act.make();
        } finally {
            underWay.remove(key);
        }
    }

    /** Those for which it has not answered for that long. */
    Set<UUID> listLongerThan(Duration age) {
        long begunBefore = System.nanoTime() - age.toNanos();
        return underWay.values().stream()
                .filter(ending -> ending.begunAt() - begunBefore < 0)
                .map(Ending::uuid)
                .collect(Collectors.toUnmodifiableSet());
    }
}
