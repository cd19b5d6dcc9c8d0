package io.dbcpool.events;

import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The chain-bridge wants the machine's own signature for bonding it: of its id and the stash, 112 bytes
 * (pallets/online-profile, {@code check_bonding_msg}). There is nothing else to ask for.
 *
 * @param requestId the asker's, and in the answer again; one that was answered is not answered twice
 * @param stash SS58 address of 48 characters
 */
public record SigningRequest(MachineId machineId, UUID requestId, String stash, Instant requestedAt)
        implements PoolEvent {

    @Override
    public Topic topic() {
        return Topic.SIGNING_REQUESTS;
    }

    @Override
    public String type() {
        return "io.dbcpool.signing.request";
    }

    @Override
    public Optional<MachineId> machine() {
        return Optional.of(machineId);
    }
}
