package io.dbcpool.bridge.chain;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** {@code GET /chain}. */
@Path("/chain")
public class ChainResource {

    private final ChainSource source;

    @Inject
    ChainResource(ChainSource source) {
        this.source = source;
    }

    @GET
    public ChainSource get() {
        return source;
    }
}
