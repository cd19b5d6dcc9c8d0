package io.dbcpool.watcher.owner;

import io.dbcpool.hypervisor.ownership.Ownership;
import java.util.Optional;

/** Whether a domain is on the positive list. */
public sealed interface Recognition {

    /** @param newPin what has to be remembered from now on, where a name or a mark is seen for the first time */
    record Own(OwnerDomain domain, Optional<Pin> newPin) implements Recognition {}

    /** The operator claims it, and is not believed: it is not touched, and somebody has to look. */
    record Refused(String reason, Ownership ownership) implements Recognition {}

    /** Nobody claims it. */
    record NotListed(Ownership ownership, String reason) implements Recognition {}
}
