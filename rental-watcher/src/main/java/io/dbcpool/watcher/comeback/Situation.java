package io.dbcpool.watcher.comeback;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.watcher.belief.Belief;
import java.util.List;
import java.util.Optional;

/**
 * What has to be known before one of the owner's domains may be started.
 *
 * @param believed the belief in words
 * @param connected whether its hypervisor answers
 * @param loopback whether its connection URI means this host
 * @param hasProcess whether its kind of domain has a process at all; one of libvirt's test driver has none
 * @param strangers active domains of the host that are not the owner's, or whose nobody knows
 * @param doubt why it may not be the owner's at all; empty where it surely is
 * @param misfit why it would not be off again in time, by what was measured last; empty where nothing speaks against it
 */
public record Situation(
        Restart restart,
        Belief belief,
        String believed,
        boolean connected,
        boolean loopback,
        boolean hasProcess,
        Standing domain,
        List<String> strangers,
        Optional<String> doubt,
        Optional<String> misfit) {

    /** The domain itself, as libvirt said last. */
    public enum Standing {
        ACTIVE,
        OFF,
        GONE
    }

    public Situation {
        strangers = List.copyOf(strangers);
    }
}
