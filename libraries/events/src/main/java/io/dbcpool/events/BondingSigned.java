package io.dbcpool.events;

import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The machine has signed its bonding message.
 *
 * @param requestId of the request that this answers
 * @param stash the one in the message; its text is {@code machineId} and {@code stash}, with nothing between
 * @param signature sr25519, {@code 0x} and 128 hex digits
 */
public record BondingSigned(MachineId machineId, UUID requestId, String stash, String signature, Instant signedAt)
        implements PoolEvent {

    @Override
    public Topic topic() {
        return Topic.SIGNING_ANSWERS;
    }

    @Override
    public String type() {
        return "io.dbcpool.signing.signed";
    }

    @Override
    public Optional<MachineId> machine() {
        return Optional.of(machineId);
    }
}
