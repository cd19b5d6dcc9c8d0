package io.dbcpool.substrate.rpc;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Finds the reason in what a future throws. */
public final class RpcFailures {

    private RpcFailures() {}

    /**
     * The {@link RpcException} inside, fit to be thrown by another thread.
     *
     * @throws IllegalStateException if there is none: a fault of ours
     */
    public static RpcException of(Throwable failed) {
        Throwable cause = failed;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof RpcException reason) {
            return reason.again();
        }
        throw new IllegalStateException("a call failed for a reason of our own", failed);
    }
}
