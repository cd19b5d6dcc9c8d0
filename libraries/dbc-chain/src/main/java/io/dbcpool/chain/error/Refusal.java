package io.dbcpool.chain.error;

import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.types.Variant;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.substrate.value.ValueException;
import java.util.Map;
import java.util.Optional;

/**
 * A dispatch error: the call was in a block and was not carried out. The fee is paid all the same.
 *
 * @param pallet whose error it is; {@code Runtime} for those that are no pallet's
 * @param error its name in the metadata
 * @param inWords what it means
 * @param nextStep what to do; empty where nothing of ours can be done
 */
public record Refusal(String pallet, String error, String inWords, String nextStep) {

    /**
     * Decodes what the event {@code System.ExtrinsicFailed} carries.
     *
     * @param dispatchError its first field
     */
    public static Refusal of(Metadata metadata, Value dispatchError) {
        try {
            Value.Variant kind = dispatchError.asVariant();
            return kind.name().equals("Module") ? ofModule(metadata, kind.field("0")) : ofRuntime(kind);
        } catch (ValueException unknownShape) {
            return new Refusal(
                    "Runtime", "Unknown", "the runtime refused it, and says why in a way that is not known here", "");
        }
    }

    /** By names, where they are known already. */
    public static Refusal of(String pallet, String error) {
        return Refusals.find(pallet, error)
                .orElseGet(() ->
                        new Refusal(pallet, error, "the runtime refused it with %s.%s".formatted(pallet, error), ""));
    }

    private static Refusal ofModule(Metadata metadata, Value module) {
        int palletIndex = Math.toIntExact(module.field("index").asLong());
        int errorIndex = module.field("error").asBytes()[0] & 0xff;
        Optional<Variant> error = metadata.findError(palletIndex, errorIndex);
        String pallet =
                metadata.findPallet(palletIndex).map(found -> found.name()).orElse("pallet " + palletIndex);
        return of(pallet, error.map(Variant::name).orElse("error " + errorIndex));
    }

    private static Refusal ofRuntime(Value.Variant kind) {
        Map<String, Value> fields = kind.fields();
        Value detail = fields.get("0");
        return of(
                "Runtime", detail instanceof Value.Variant variant ? kind.name() + "." + variant.name() : kind.name());
    }

    /** {@code OnlineProfile.BalanceNotEnough: the stash cannot reserve the stake. Next: …}. */
    @Override
    public String toString() {
        String next = nextStep.isEmpty() ? "" : " Next: " + nextStep + ".";
        return "%s.%s: %s.%s".formatted(pallet, error, inWords, next);
    }
}
