package io.dbcpool.devchain.rpc;

import io.dbcpool.devchain.pending.Refusal;
import java.util.Optional;

/** A JSON-RPC error. */
public final class RpcRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int METHOD_NOT_FOUND = -32_601;
    private static final int INVALID_PARAMETERS = -32_602;
    private static final int UNKNOWN_BLOCK = 4_003;

    private final int code;
    private final transient Optional<String> data;

    private RpcRefusal(int code, String message, Optional<String> data) {
        super(message);
        this.code = code;
        this.data = data;
    }

    static RpcRefusal unknownMethod(String name) {
        return new RpcRefusal(METHOD_NOT_FOUND, "Method not found: " + name, Optional.empty());
    }

    static RpcRefusal invalid(String problem) {
        return new RpcRefusal(INVALID_PARAMETERS, "Invalid params", Optional.of(problem));
    }

    static RpcRefusal unknownBlock(String hash) {
        return new RpcRefusal(
                UNKNOWN_BLOCK,
                "Client error: UnknownBlock: Header was not found in the database: " + hash,
                Optional.empty());
    }

    static RpcRefusal of(Refusal refusal) {
        return new RpcRefusal(refusal.code(), refusal.message(), refusal.data());
    }

    int code() {
        return code;
    }

    Optional<String> data() {
        return data;
    }
}
