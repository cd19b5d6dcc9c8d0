package io.dbcpool.bridge.http;

import io.dbcpool.values.BearerToken;
import io.dbcpool.values.HostHeader;
import io.dbcpool.values.TokenBucket;
import java.util.Optional;

/**
 * Who may read and who may write. Reading is open to this host, by a loopback name: the name counts because a web page
 * whose own name suddenly means 127.0.0.1 would else read along. Anybody else reads with the token. Whoever writes
 * needs the token always; where there is none nothing that writes is open.
 */
final class Gate {

    /** A person and his scripts do not write faster; whoever guesses a token tries this many in a second. */
    static final int WRITES_PER_SECOND = 1;

    private final Optional<BearerToken> token;
    private TokenBucket writes;

    /** @param nowNanos monotonic */
    Gate(Optional<BearerToken> token, long nowNanos) {
        this.token = token;
        this.writes = TokenBucket.full(WRITES_PER_SECOND, nowNanos);
    }

    boolean isOpenForWriting() {
        return token.isPresent();
    }

    /**
     * Why he may not read; empty if he may.
     *
     * @param fromLoopback whether the connection comes from this host
     * @param hostHeader by which name, and perhaps port, he came
     */
    Optional<Refusal> refuseReading(boolean fromLoopback, String hostHeader, String authorization) {
        boolean isHere = fromLoopback && new HostHeader(hostHeader).isLoopback();
        return isHere || isBorneBy(authorization)
                ? Optional.empty()
                : Optional.of(new Refusal(
                        403,
                        "not-from-here",
                        "wanted a request from this host by a loopback name, or the token",
                        "ask http://127.0.0.1 on the bridge's host, or send Authorization: Bearer TOKEN"));
    }

    /** Why he may not write; empty if he may. Each call is one try, with the right token or without. */
    synchronized Optional<Refusal> refuseWriting(String authorization, long nowNanos) {
        if (token.isEmpty()) {
            return Optional.of(new Refusal(
                    403,
                    "writing-is-off",
                    "pool.yaml has no pool.api.token-file that can be used",
                    "name a file there that only its owner may read, and restart the bridge"));
        }
        var step = writes.take(nowNanos);
        writes = step.next();
        if (!step.isEnough()) {
            return Optional.of(new Refusal(
                    429,
                    "too-many",
                    "wanted at most %d write a second, found more".formatted(WRITES_PER_SECOND),
                    "wait a second"));
        }
        return isBorneBy(authorization)
                ? Optional.empty()
                : Optional.of(new Refusal(
                        401,
                        "not-authorized",
                        authorization.isEmpty() ? "wanted a token, found none" : "wanted another token",
                        "send Authorization: Bearer TOKEN, with the token of pool.api.token-file"));
    }

    private boolean isBorneBy(String authorization) {
        return token.filter(known -> known.isBorneBy(authorization)).isPresent();
    }
}
