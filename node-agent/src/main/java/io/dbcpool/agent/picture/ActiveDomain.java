package io.dbcpool.agent.picture;

import io.dbcpool.hypervisor.ownership.Ownership;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A domain that has, or may have, a process and its devices.
 *
 * @param reason how we know whose it is, a sentence about it
 * @param parts empty where nobody has looked, as in a picture that an agent before this one has kept
 */
public record ActiveDomain(UUID uuid, String name, Ownership ownership, String reason, Optional<DomainParts> parts) {

    public ActiveDomain {
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(ownership, "ownership");
        Objects.requireNonNull(reason, "reason");
        parts = Objects.requireNonNullElse(parts, Optional.empty());
    }

    /** What a renter's domain has of the host, if it is known of both, and is another now. */
    Optional<String> describeChange(ActiveDomain next) {
        return ownership == Ownership.RENTER && parts.isPresent() && next.parts.isPresent()
                ? parts.get().describeChange(next.parts.get())
                : Optional.empty();
    }
}
