package io.dbcpool.substrate.extrinsic;

import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.substrate.value.ValueException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A pallet's dispatchable with its arguments, under the names that the metadata has for them. Whether the runtime knows
 * it is asked when it is encoded.
 *
 * @param pallet {@code "Balances"}, as the metadata writes it
 * @param name {@code "transfer_keep_alive"}, as the metadata writes it
 */
public record Call(String pallet, String name, Map<String, Value> arguments) {

    public Call {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /** A call without arguments; {@link #with} adds them. */
    public static Call of(String pallet, String name) {
        return new Call(pallet, name, Map.of());
    }

    /** This call with one argument more, or another value for it. */
    public Call with(String argument, Value value) {
        Map<String, Value> all = new LinkedHashMap<>(arguments);
        all.put(argument, value);
        return new Call(pallet, name, all);
    }

    /** An account where a call wants one to look up: {@code MultiAddress::Id}, which is what wallets write. */
    public static Value address(AccountId account) {
        return Value.variant("Id", Value.of(account.toBytes()));
    }

    /**
     * A call as it stands in the argument of another, or at the end of an extrinsic.
     *
     * @throws ValueException if the value is no call
     */
    public static Call of(Value value) {
        Value.Variant pallet = value.asVariant();
        Value.Variant call = pallet.field("0").asVariant();
        return new Call(pallet.name(), call.name(), call.fields());
    }

    /** This call as an argument of another one. */
    public Value toValue() {
        return Value.variant(pallet, new Value.Variant(name, arguments));
    }

    /** @throws ValueException if there is no such argument; its message names those that are there */
    public Value argument(String argument) {
        return toValue().field("0").field(argument);
    }

    /** Whether it is this call of this pallet, whatever its arguments. */
    public boolean is(String ofPallet, String called) {
        return pallet.equals(ofPallet) && name.equals(called);
    }
}
