package io.dbcpool.watcher.owner;

import io.dbcpool.events.DomainRef;
import java.util.UUID;

/** A domain that was checked to be the owner's. Only {@link OwnerAllowList} makes one, so holding one is the proof. */
public final class OwnerDomain {

    private final DomainRef ref;

    OwnerDomain(DomainRef ref) {
        this.ref = ref;
    }

    public UUID uuid() {
        return ref.uuid();
    }

    public DomainRef ref() {
        return ref;
    }

    @Override
    public String toString() {
        return "owner domain %s (%s)".formatted(ref.name(), ref.uuid());
    }
}
