package io.dbcpool.watcher.guard;

import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.hypervisor.ownership.Ownership;
import io.dbcpool.watcher.owner.OwnerDomain;
import io.dbcpool.watcher.owner.Recognition;
import io.dbcpool.watcher.vacate.Moment;
import io.dbcpool.watcher.vacate.MonotonicTime;
import java.util.Optional;
import java.util.Set;

/**
 * A domain as it was last seen.
 *
 * @param seenAt when it was so
 * @param startedAt when it was seen to become active; empty where it was active already when the watcher first looked
 */
record KnownDomain(
        DomainSnapshot snapshot,
        DomainDefinition definition,
        Recognition recognition,
        MonotonicTime seenAt,
        Optional<Moment> startedAt) {

    KnownDomain startedAt(Moment other) {
        return new KnownDomain(snapshot, definition, recognition, seenAt, Optional.of(other));
    }

    boolean isActive() {
        return snapshot.isActive();
    }

    Optional<OwnerDomain> owners() {
        return recognition instanceof Recognition.Own own ? Optional.of(own.domain()) : Optional.empty();
    }

    /** Whether it is somebody's who needs the machine: a renter's, or a verifier's. */
    boolean isRenters() {
        return ownership() == Ownership.RENTER || ownership() == Ownership.VERIFIER;
    }

    /**
     * Whether it makes sense to ask the guest: one that is paused does not hear it, and where powering off means
     * {@code restart} it would come back.
     */
    boolean canBeAsked() {
        return definition.onPoweroff().equals("destroy")
                && (snapshot.state() == DomainState.RUNNING || snapshot.state() == DomainState.BLOCKED);
    }

    /** Whether it is one that runs in a process; one of libvirt's test driver is only a state. */
    boolean hasProcess() {
        return Set.of("qemu", "kvm").contains(definition.type());
    }

    private Ownership ownership() {
        if (recognition instanceof Recognition.Refused refused) {
            return refused.ownership();
        }
        return recognition instanceof Recognition.NotListed other ? other.ownership() : Ownership.OWNER;
    }
}
