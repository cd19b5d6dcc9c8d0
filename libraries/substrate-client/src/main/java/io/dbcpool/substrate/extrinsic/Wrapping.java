package io.dbcpool.substrate.extrinsic;

import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.value.Value;
import java.util.List;
import java.util.Optional;

/** Calls that carry calls. {@link Multisig} has those that need more than one signature. */
public final class Wrapping {

    private Wrapping() {}

    /** One after the other; if one fails, none has happened ({@code utility.batchAll}). */
    public static Call batchAll(List<Call> calls) {
        return Call.of("Utility", "batch_all")
                .with("calls", new Value.Items(calls.stream().map(Call::toValue).toList()));
    }

    /**
     * In another account's name, which has allowed it to the signer ({@code proxy.proxy}).
     *
     * @param real the account in whose name
     * @param proxyType the kind of permission that must have been given, as the runtime calls it; empty for any
     */
    public static Call proxy(AccountId real, Optional<String> proxyType, Call call) {
        return Call.of("Proxy", "proxy")
                .with("real", Call.address(real))
                .with(
                        "force_proxy_type",
                        proxyType.map(Value::variant).map(Value::some).orElse(Value.none()))
                .with("call", call.toValue());
    }
}
