package io.dbcpool.hypervisor.ownership;

import java.util.Optional;

/**
 * Whose a domain is, and how that is known.
 *
 * @param reason one sentence for the operator
 * @param listedAs what the operator said to claim it: the entry of {@code own-domains} that names it, or our mark in
 *     its metadata
 */
public record Classified(Ownership ownership, String reason, Optional<String> listedAs) {

    /** Whether the operator claims it, and is not believed. */
    public boolean isRefused() {
        return listedAs.isPresent() && ownership != Ownership.OWNER;
    }
}
