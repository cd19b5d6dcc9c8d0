package io.dbcpool.listener.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dbcpool.events.EventCodec;
import io.dbcpool.listener.hearing.Hearing;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /machines}: what was heard of each machine of the pool, in the order of the file. */
@Path("/machines")
public class MachinesResource {

    private final Hearing hearing;

    @Inject
    MachinesResource(Hearing hearing) {
        this.hearing = hearing;
    }

    /** Spelled as the records on the topics are. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public byte[] list() throws JsonProcessingException {
        return EventCodec.json().writeValueAsBytes(hearing.listMachines());
    }
}
