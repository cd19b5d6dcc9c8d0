package io.dbcpool.devchain.pallet;

import io.dbcpool.devchain.runtime.Accounts;
import io.dbcpool.devchain.runtime.Dispatch;
import io.dbcpool.devchain.runtime.DispatchFailure;
import io.dbcpool.devchain.runtime.Edit;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls that carry calls: {@code Utility}'s batches, {@code Proxy.proxy}. */
final class Wrapped {

    private Wrapped() {}

    /** All of them, or none. */
    static void batchAll(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        for (Value inner : call.field("calls").asItems()) {
            Calls.apply(dispatch, origin, inner);
            dispatch.deposit("Utility", "ItemCompleted");
        }
        dispatch.deposit("Utility", "BatchCompleted");
    }

    /** Up to the first that fails, which is no failure of the batch. */
    static void batch(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        List<Value> calls = call.field("calls").asItems();
        for (int i = 0; i < calls.size(); i++) {
            Value one = calls.get(i);
            try {
                dispatch.attempt(inner -> Calls.apply(inner, origin, one));
            } catch (DispatchFailure failure) {
                dispatch.deposit(
                        "Utility",
                        "BatchInterrupted",
                        Value.of(i),
                        failure.encode(dispatch.state().runtime()));
                return;
            }
            dispatch.deposit("Utility", "ItemCompleted");
        }
        dispatch.deposit("Utility", "BatchCompleted");
    }

    /** Each of them, whatever became of the others. */
    static void forceBatch(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        boolean failed = false;
        for (Value one : call.field("calls").asItems()) {
            try {
                dispatch.attempt(inner -> Calls.apply(inner, origin, one));
                dispatch.deposit("Utility", "ItemCompleted");
            } catch (DispatchFailure failure) {
                failed = true;
                dispatch.deposit(
                        "Utility", "ItemFailed", failure.encode(dispatch.state().runtime()));
            }
        }
        dispatch.deposit("Utility", failed ? "BatchCompletedWithErrors" : "BatchCompleted");
    }

    static void addProxy(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        Value who = origin.account();
        Value delegate = BalanceCalls.lookUp(call.field("delegate"));
        Map<String, Value> proxy = new LinkedHashMap<>();
        proxy.put("delegate", delegate);
        proxy.put("proxy_type", call.field("proxy_type"));
        proxy.put("delay", call.field("delay"));
        var place = dispatch.at("Proxy", "Proxies", who);
        List<Value> stored = place.get().asItems();
        if (Edit.contains(stored.get(0), Edit.struct(proxy))) {
            throw DispatchFailure.of("Proxy", "Duplicate");
        }
        List<Value> proxies = new ArrayList<>(stored.get(0).asItems());
        proxies.add(Edit.struct(proxy));
        BigInteger deposit = proxyDeposit(dispatch, proxies.size());
        new Accounts(dispatch).reserve(who, deposit.subtract(stored.get(1).asInteger()));
        place.put(Value.items(new Value.Items(proxies), Value.of(deposit)));
        dispatch.deposit("Proxy", "ProxyAdded", who, delegate, call.field("proxy_type"), call.field("delay"));
    }

    static void proxy(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        Value delegate = origin.account();
        Value real = BalanceCalls.lookUp(call.field("real"));
        Value wanted = call.field("force_proxy_type");
        Value proxy = dispatch.at("Proxy", "Proxies", real).get().asItems().get(0).asItems().stream()
                .filter(one -> one.field("delegate").equals(delegate))
                .filter(one ->
                        wanted.asOption().map(one.field("proxy_type")::equals).orElse(true))
                .findFirst()
                .orElseThrow(() -> DispatchFailure.of("Proxy", "NotProxy"));
        if (proxy.field("delay").asLong() > 0) {
            throw DispatchFailure.of("Proxy", "Unannounced");
        }
        Value inner = call.field("call");
        Value result;
        try {
            if (!isAllowed(proxy.field("proxy_type").asVariant().name(), inner)) {
                throw DispatchFailure.of("System", "CallFiltered");
            }
            dispatch.attempt(nested -> Calls.apply(nested, new Origin.Signed(real), inner));
            result = Value.variant("Ok", Value.items());
        } catch (DispatchFailure failure) {
            result = Value.variant("Err", failure.encode(dispatch.state().runtime()));
        }
        dispatch.deposit("Proxy", "ProxyExecuted", result);
    }

    /** {@code InstanceFilter} of {@code runtime/src/lib.rs}, for the pallets that are here. */
    private static boolean isAllowed(String type, Value call) {
        String pallet = call.asVariant().name();
        return switch (type) {
            case "Any" -> true;
            case "NonTransfer" -> !pallet.equals("Balances");
            default -> false;
        };
    }

    private static BigInteger proxyDeposit(Dispatch dispatch, int count) {
        var runtime = dispatch.state().runtime();
        BigInteger base = runtime.constant("Proxy", "ProxyDepositBase").asInteger();
        BigInteger each = runtime.constant("Proxy", "ProxyDepositFactor").asInteger();
        return base.add(each.multiply(BigInteger.valueOf(count)));
    }
}
