package io.dbcpool.bridge.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.bridge.owner.DeskException;
import io.dbcpool.bridge.owner.Owners;
import io.dbcpool.bridge.owner.Standing;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Bonding, plans, and carrying them out: the verbs of {@code ./pool bond} and {@code ./pool chain}. */
@Path("/")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class OwnersResource {

    private final Owners owners;

    @Inject
    OwnersResource(Owners owners) {
        this.owners = owners;
    }

    /**
     * What is asked for.
     *
     * @param verb {@code bond}, {@code claim}, {@code offline}, …
     * @param machine id or name; none for {@code claim}
     * @param arguments what the verb wants besides
     */
    public record Asked(
            @Nullable String verb,
            @Nullable String machine,
            @Nullable List<String> arguments) {}

    @GET
    @Path("/bonding")
    @Operation(summary = "How far each machine is on its way onto the chain, and what is next for it")
    public List<ObjectNode> bonding() throws DeskException {
        return owners.look().list();
    }

    @GET
    @Path("/plans")
    @Operation(summary = "All plans, the newest first, and what has become of each")
    public List<ObjectNode> plans() throws DeskException {
        return owners.desk().list();
    }

    @GET
    @Path("/plans/{id}")
    @Operation(summary = "A plan, and what has become of it")
    public ObjectNode plan(@PathParam("id") String id) throws DeskException {
        return owners.desk().find(id);
    }

    @POST
    @Path("/plans")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "The price of something, and a plan to have it done by; nothing is signed. The verb bond is about the"
                            + " machine's wish in the file of pool.bonding.wishes. 409: not now")
    public Response plan(@Nullable Asked asked) throws DeskException {
        var offered = owners.plan(
                asked == null || asked.verb() == null ? "" : asked.verb(),
                asked == null || asked.machine() == null ? "" : asked.machine(),
                asked == null || asked.arguments() == null ? List.of() : asked.arguments());
        return offered.errand()
                .map(plan -> Response.created(URI.create("/plans/" + plan.id())).entity(offered.json()))
                .orElseGet(() -> Response.status(Response.Status.CONFLICT)
                        .entity(offered.json()
                                .put("error", "not-now")
                                .put("reason", offered.json().path("notNow").asText())))
                .build();
    }

    @POST
    @Path("/plans/{id}/apply")
    @Operation(
            summary =
                    "Do what a plan said, just so, or not at all; GET /plans/{id} says what becomes of it, and what the"
                            + " stash has to sign (toSign)")
    public Response apply(@PathParam("id") String id) throws DeskException {
        Standing standing = owners.desk().apply(id);
        return Response.accepted(owners.desk().find(id).put("inWords", standing.inWords()))
                .location(URI.create("/plans/" + id))
                .build();
    }
}
