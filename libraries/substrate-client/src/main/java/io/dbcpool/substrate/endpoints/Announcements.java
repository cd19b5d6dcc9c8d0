package io.dbcpool.substrate.endpoints;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The heads that one connection announced: only the newest of each kind waits, however many a node sends. */
final class Announcements {

    private @Nullable JsonNode best;
    private @Nullable JsonNode finalized;

    /** What was announced since, and not overtaken. */
    record Newest(Optional<JsonNode> best, Optional<JsonNode> finalized) {}

    /** @return whether it is the first that waits, so that somebody must be told to {@link #drain} */
    synchronized boolean onBest(JsonNode header) {
        boolean first = isEmpty();
        best = header;
        return first;
    }

    /** @return as {@link #onBest} */
    synchronized boolean onFinalized(JsonNode header) {
        boolean first = isEmpty();
        finalized = header;
        return first;
    }

    synchronized Newest drain() {
        Newest newest = new Newest(Optional.ofNullable(best), Optional.ofNullable(finalized));
        best = null;
        finalized = null;
        return newest;
    }

    private boolean isEmpty() {
        return best == null && finalized == null;
    }
}
