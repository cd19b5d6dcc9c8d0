package io.dbcpool.agent.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dbcpool.agent.loop.AgentLoop;
import io.dbcpool.events.EventCodec;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;

/** {@code GET /machines}: the machines that this agent serves, in the order of the file. */
@Path("/machines")
public class MachinesResource {

    private final AgentLoop loop;
    private final Clock clock = Clock.systemUTC();

    @Inject
    MachinesResource(AgentLoop loop) {
        this.loop = loop;
    }

    /** Spelled as the records on the topics are. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public byte[] list() throws JsonProcessingException {
        var now = clock.instant();
        return EventCodec.json()
                .writeValueAsBytes(loop.machines().stream()
                        .map(machine -> MachineSeen.of(machine.state(), now))
                        .toList());
    }
}
