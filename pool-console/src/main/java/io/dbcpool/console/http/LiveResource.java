package io.dbcpool.console.http;

import io.dbcpool.values.MachineId;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/** What changed since a page was written, for as long as the browser listens. */
@Path("/live")
public class LiveResource {

    private final Viewers viewers;
    private final Asker asker;

    LiveResource(Viewers viewers, Asker asker) {
        this.viewers = viewers;
        this.asker = asker;
    }

    /**
     * @param since the version that the page has
     * @param machine for the page of one machine; empty for the pool's
     * @param lastId what the browser got last, when it comes again by itself
     */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void follow(
            @Context SseEventSink sink,
            @Context Sse sse,
            @QueryParam("since") @DefaultValue("") String since,
            @QueryParam("machine") @DefaultValue("") String machine,
            @HeaderParam("Last-Event-ID") @DefaultValue("") String lastId) {
        viewers.add(sink, sse, lastId.isEmpty() ? since : lastId, MachineId.find(machine), asker.language());
    }
}
