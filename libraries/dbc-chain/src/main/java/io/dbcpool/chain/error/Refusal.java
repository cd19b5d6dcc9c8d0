package io.dbcpool.chain.error;

import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.submit.DispatchError;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.substrate.value.ValueException;

/**
 * A dispatch error: the call was in a block and was not carried out. The fee is paid all the same.
 *
 * @param pallet whose error it is; {@code Runtime} for those that are no pallet's
 * @param error its name in the metadata
 * @param inWords what it means
 * @param nextStep what to do; empty where nothing of ours can be done
 */
public record Refusal(String pallet, String error, String inWords, String nextStep) {

    private static final String RUNTIME = "Runtime";

    /**
     * Explains what the event {@code System.ExtrinsicFailed} carries.
     *
     * @param dispatchError its first field
     */
    public static Refusal of(Metadata metadata, Value dispatchError) {
        try {
            return of(DispatchError.of(metadata, dispatchError));
        } catch (ValueException unknownShape) {
            return new Refusal(
                    RUNTIME, "Unknown", "the runtime refused it, and says why in a way that is not known here", "");
        }
    }

    /** Explains what {@code SubmitOutcome.Failed} carries. */
    public static Refusal of(DispatchError error) {
        String name = error.error().isEmpty() ? error.pallet() : error.pallet() + "." + error.error();
        return error.error().isEmpty()
                ? of(RUNTIME, error.pallet())
                : Refusals.find(RUNTIME, name).orElseGet(() -> of(error.pallet(), error.error()));
    }

    /** By names, where they are known already. */
    public static Refusal of(String pallet, String error) {
        return Refusals.find(pallet, error)
                .orElseGet(() ->
                        new Refusal(pallet, error, "the runtime refused it with %s.%s".formatted(pallet, error), ""));
    }

    /** {@code OnlineProfile.BalanceNotEnough: the stash cannot reserve the stake. Next: …}. */
    @Override
    public String toString() {
        String next = nextStep.isEmpty() ? "" : " Next: " + nextStep + ".";
        return "%s.%s: %s.%s".formatted(pallet, error, inWords, next);
    }
}
