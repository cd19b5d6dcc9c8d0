package io.dbcpool.events;

import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of one on-chain step of an owner: of bonding a machine, or of its upkeep.
 *
 * @param intentId the same for all that is told of one step, however often it is signed again
 * @param step what is to be done, {@code bond-machine}
 * @param signer who signs it, SS58
 * @param actor which program carried it out, on which host
 * @param nonce the signer's count of extrinsics before it; absent until it is signed
 * @param extrinsicHash {@code 0x} and 64 hex digits
 * @param block where it stands, or stood
 * @param inWords what happened, for a person
 * @param error pallet and name of the dispatch error, if the runtime refused it
 * @param nextStep what the operator can do about it
 */
public record BondingStep(
        Optional<MachineId> machineId,
        String intentId,
        String step,
        State state,
        String signer,
        String actor,
        Optional<Long> nonce,
        Optional<String> extrinsicHash,
        Optional<BlockNumber> block,
        Optional<String> blockHash,
        String inWords,
        Optional<String> error,
        Optional<String> nextStep,
        Instant at)
        implements PoolEvent {

    public enum State {
        /** It is the next step, and somebody else has to sign it. */
        PLANNED,
        /** Signed and on disk, not sent yet. */
        SIGNED,
        /** A node has it. */
        SUBMITTED,
        /** In a block that may still be dropped. */
        IN_BLOCK,
        /** That block was dropped. */
        RETRACTED,
        /** In a finalized block, and done. */
        FINALIZED,
        /** In a finalized block, and refused by the runtime; or in none, and it can get into none. */
        FAILED,
        /** Nobody knows yet; it is looked for again. */
        UNKNOWN
    }

    @Override
    public Topic topic() {
        return Topic.BONDING;
    }

    @Override
    public String type() {
        return "io.dbcpool.bonding.step";
    }

    @Override
    public Optional<MachineId> machine() {
        return machineId;
    }
}
