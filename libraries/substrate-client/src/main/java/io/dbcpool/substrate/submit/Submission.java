package io.dbcpool.substrate.submit;

import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.extrinsic.SignedExtrinsic;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An extrinsic on its way, as a value: each observation gives the next one, and perhaps an outcome. Blocks must be
 * observed without a gap from the block on at which it was signed.
 *
 * @param diesAt the first block too late for it
 * @param nonce its account's count of extrinsics before it
 * @param mayBeOut whether a node took it, or may have
 * @param refusal what the last node that did not take it said
 * @param inBest where it stands on the best chain
 */
record Submission(
        OptionalLong diesAt, long nonce, boolean mayBeOut, Optional<String> refusal, Optional<Inclusion> inBest) {

    /** What follows from an observation. */
    record Step(Submission next, Optional<Stage> stage, Optional<SubmitOutcome> outcome) {}

    /** @param mayBeOut whether it may have been sent before */
    static Submission of(SignedExtrinsic extrinsic, boolean mayBeOut) {
        return new Submission(extrinsic.diesAt(), extrinsic.nonce(), mayBeOut, Optional.empty(), Optional.empty());
    }

    Step onSent(Stage stage) {
        return new Step(new Submission(diesAt, nonce, true, refusal, inBest), Optional.of(stage), Optional.empty());
    }

    Step onNotTaken(Stage.NotTaken stage) {
        return new Step(
                new Submission(diesAt, nonce, mayBeOut, Optional.of(stage.why()), inBest),
                Optional.of(stage),
                Optional.empty());
    }

    /** All blocks there are so far have been observed: time to believe the only node that was asked. */
    Step onCaughtUp() {
        boolean neverOut = !mayBeOut && refusal.isPresent() && inBest.isEmpty();
        return neverOut ? end(SubmitOutcome.Reason.INVALID, refusal.get()) : goOn(this);
    }

    Step onAdded(BlockRef block, Optional<Inclusion> inclusion) {
        if (inclusion.isEmpty()) {
            return goOn(this);
        }
        return new Step(withInBest(inclusion), inclusion.map(Stage.InBestBlock::new), Optional.empty());
    }

    Step onDropped(BlockRef block) {
        boolean stoodThere = inBest.filter(in -> in.block().equals(block)).isPresent();
        return stoodThere
                ? new Step(withInBest(Optional.empty()), Optional.of(new Stage.Retracted(block)), Optional.empty())
                : goOn(this);
    }

    /**
     * A block is final.
     *
     * @param inclusion where it stands in it
     * @param nonceAfter the account's count of extrinsics after that block, if that can be read
     */
    Step onFinalized(BlockRef block, Optional<Inclusion> inclusion, OptionalLong nonceAfter) {
        if (inclusion.isPresent()) {
            Inclusion in = inclusion.get();
            SubmitOutcome outcome = in.error()
                    .<SubmitOutcome>map(error -> new SubmitOutcome.Failed(in, error))
                    .orElse(new SubmitOutcome.Finalized(in));
            return new Step(withInBest(inclusion), Optional.empty(), Optional.of(outcome));
        }
        if (nonceAfter.isPresent() && nonceAfter.getAsLong() > nonce) {
            return end(
                    SubmitOutcome.Reason.USURPED,
                    "nonce %d was used by another extrinsic in or before block %s".formatted(nonce, block));
        }
        if (diesAt.isPresent() && block.number() + 1 >= diesAt.getAsLong()) {
            return end(
                    SubmitOutcome.Reason.ERA_OVER,
                    "it is in no block up to %s, and could be in none from %d on".formatted(block, diesAt.getAsLong()));
        }
        return goOn(this);
    }

    /**
     * The block after which the search begins. Where the nonce was used up by then it may have been by this extrinsic
     * itself, and not finding it later would prove nothing.
     */
    Step onBeginning(BlockRef since, OptionalLong nonceAfter) {
        if (nonceAfter.isEmpty() || nonceAfter.getAsLong() <= nonce) {
            return goOn(this);
        }
        String why = "nonce %d was used up by block %s already: look from an earlier block on".formatted(nonce, since);
        return new Step(this, Optional.empty(), Optional.of(new SubmitOutcome.Unknown(diesAt, why)));
    }

    /** We wait no longer. */
    SubmitOutcome givenUp() {
        return new SubmitOutcome.Unknown(
                diesAt,
                inBest.map(in -> "it stands in block %s, which is not final yet".formatted(in.block()))
                        .orElse(
                                mayBeOut
                                        ? "it was sent, and is in no block so far"
                                        : "no node was there to send it to"));
    }

    private Submission withInBest(Optional<Inclusion> inclusion) {
        return new Submission(diesAt, nonce, mayBeOut, refusal, inclusion);
    }

    private Step end(SubmitOutcome.Reason reason, String detail) {
        return new Step(this, Optional.empty(), Optional.of(new SubmitOutcome.NeverIncluded(reason, detail)));
    }

    private static Step goOn(Submission same) {
        return new Step(same, Optional.empty(), Optional.empty());
    }
}
