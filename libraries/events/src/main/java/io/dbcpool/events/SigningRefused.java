package io.dbcpool.events;

import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The machine's agent does not sign.
 *
 * @param requestId of the request that this answers
 * @param reason what was wanted and what was found; says nothing of the key
 */
public record SigningRefused(MachineId machineId, UUID requestId, Refusal refusal, String reason, Instant refusedAt)
        implements PoolEvent {

    public enum Refusal {
        /** The pool's file names no stash for the machine. */
        NO_STASH,
        /** The pool's file names another stash. */
        OTHER_STASH,
        /** The stash is no SS58 address of 48 characters with a right checksum. */
        INVALID_STASH,
        /** There is no {@code node.dat}. */
        KEY_MISSING,
        /** {@code node.dat} cannot be read, or is none. */
        KEY_UNREADABLE,
        /** The key in {@code node.dat} is another machine's. */
        KEY_OF_ANOTHER,
        /** The machine was asked too often. Those that follow within the minute get no answer. */
        TOO_MANY
    }

    @Override
    public Topic topic() {
        return Topic.SIGNING_ANSWERS;
    }

    @Override
    public String type() {
        return "io.dbcpool.signing.refused";
    }

    @Override
    public Optional<MachineId> machine() {
        return Optional.of(machineId);
    }
}
