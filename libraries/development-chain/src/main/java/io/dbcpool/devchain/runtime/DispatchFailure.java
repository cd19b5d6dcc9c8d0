package io.dbcpool.devchain.runtime;

import io.dbcpool.substrate.scale.ScaleWriter;
import io.dbcpool.substrate.types.Variant;
import io.dbcpool.substrate.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** The runtime refuses a call that is in a block: all it changed is undone, and the fee is spent. */
public final class DispatchFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Kind kind;

    private DispatchFailure(String message, Kind kind) {
        super(message);
        this.kind = kind;
    }

    private interface Kind {
        Value encode(RuntimeRelease runtime);
    }

    /** An error of a pallet's own, by the names that its metadata gives. */
    public static DispatchFailure of(String pallet, String error) {
        return new DispatchFailure(pallet + "." + error, runtime -> module(runtime, pallet, error));
    }

    /** One of {@code sp_runtime::DispatchError} itself: {@code BadOrigin}, {@code CannotLookup}. */
    public static DispatchFailure plain(String name) {
        return new DispatchFailure(name, runtime -> Value.variant(name));
    }

    /** {@code DispatchError::Token}: {@code FundsUnavailable} and others of balances. */
    public static DispatchFailure token(String name) {
        return new DispatchFailure("Token." + name, runtime -> Value.variant("Token", Value.variant(name)));
    }

    /** As {@code System.ExtrinsicFailed} carries it. */
    public Value encode(RuntimeRelease runtime) {
        return kind.encode(runtime);
    }

    private static Value module(RuntimeRelease runtime, String pallet, String error) {
        var found = runtime.metadata().getPallet(pallet);
        Variant variant = found.errors()
                .find(error)
                .orElseThrow(() -> new IllegalStateException("pallet %s has no error %s".formatted(pallet, error)));
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("index", Value.of(found.index()));
        // [u8; 4]: the error's index, and room for errors within it
        fields.put("error", Value.of(new ScaleWriter().writeU32(variant.index()).toByteArray()));
        return Value.variant("Module", Edit.struct(fields));
    }
}
