package io.dbcpool.hypervisor;

import java.time.Instant;
import java.util.UUID;

/**
 * One domain (a virtual machine, in libvirt's word) as it was at one moment.
 *
 * @param persistent whether it stays defined once it is off; a transient one is gone from libvirt then
 * @param observedAt this host's clock when the hypervisor answered
 */
public record DomainSnapshot(UUID uuid, String name, DomainState state, boolean persistent, Instant observedAt) {

    /** Whether it may hold devices. A paused domain does, and so may one whose state we cannot name. */
    public boolean isActive() {
        return state.isActive();
    }
}
