package io.dbcpool.agent.picture;

import io.dbcpool.hypervisor.ownership.Ownership;
import java.util.Objects;
import java.util.UUID;

/**
 * A domain that has, or may have, a process and its devices.
 *
 * @param reason how we know whose it is, a sentence about it
 */
public record ActiveDomain(UUID uuid, String name, Ownership ownership, String reason) {

    public ActiveDomain {
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(ownership, "ownership");
        Objects.requireNonNull(reason, "reason");
    }
}
