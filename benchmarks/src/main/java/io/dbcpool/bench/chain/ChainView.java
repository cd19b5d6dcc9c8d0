package io.dbcpool.bench.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.bench.BenchException;
import io.dbcpool.bench.RunningService;
import io.dbcpool.events.EventCodec;

/** What {@code GET /chain} of the bridge says. */
record ChainView(JsonNode json) {

    static ChainView of(RunningService bridge) {
        try {
            return new ChainView(EventCodec.json().readTree(bridge.get("/chain")));
        } catch (JsonProcessingException e) {
            throw new BenchException("the bridge's view of the chain cannot be read", e);
        }
    }

    boolean isFollowing() {
        return json.path("following").asBoolean() && best() >= 0;
    }

    /** The newest block that it has told; negative before the first. */
    long best() {
        return json.path("best").path("number").asLong(-1);
    }
}
