package io.dbcpool.events;

import io.dbcpool.values.MachineId;
import java.util.Optional;

/**
 * An operator asks the chain-bridge to have something done on the chain. Whoever reaches the broker can write one; it
 * is honoured for its signature alone.
 *
 * @param machineId for the record's key; what counts is in {@code order}
 * @param order JSON as text: the very bytes that are signed, in UTF-8
 * @param signature Ed25519 of those bytes by the operator's key, base64
 */
public record BondingRequest(Optional<MachineId> machineId, String order, String signature) implements PoolEvent {

    @Override
    public Topic topic() {
        return Topic.BONDING_REQUESTS;
    }

    @Override
    public String type() {
        return "io.dbcpool.bonding.request";
    }

    @Override
    public Optional<MachineId> machine() {
        return machineId;
    }
}
