package io.dbcpool.watcher.owner;

import java.util.UUID;

/**
 * A claim, held to the domain that it meant when it was first seen.
 *
 * @param claim the entry of {@code own-domains}, or {@code mark:} and our mark's nonce
 */
public record Pin(String claim, UUID uuid) {}
