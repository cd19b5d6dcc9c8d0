package io.dbcpool.bridge.chain;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** {@code GET /chain}. */
@Path("/chain")
public class ChainResource {

    private final ChainWatch watch;

    @Inject
    ChainResource(ChainWatch watch) {
        this.watch = watch;
    }

    @GET
    public ChainSource get() {
        return watch.look();
    }
}
