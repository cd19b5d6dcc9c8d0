package io.dbcpool.watcher.http;

import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.Alert;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.watcher.guard.GuardRoom;
import io.dbcpool.watcher.guard.MachineView;
import io.dbcpool.watcher.guard.Observation.DrillAsked;
import io.dbcpool.watcher.guard.Observation.Released;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The machines under guard. Reading is open to whom the port is open; what writes needs {@link LocalToken}. */
@Path("/")
public class MachinesResource {

    private final PoolConfig config;
    private final GuardRoom room;
    private final LocalToken token;

    MachinesResource(PoolConfig config, GuardRoom room, LocalToken token) {
        this.config = config;
        this.room = room;
        this.token = token;
    }

    @GET
    @Path("/machines")
    public List<MachineView> list() {
        return room.guard().list();
    }

    @GET
    @Path("/machines/{idOrName}")
    public MachineView get(@PathParam("idOrName") String idOrName) {
        return room.guard().find(machine(idOrName).id()).orElseThrow(NotFoundException::new);
    }

    /** The last receipts, newest first. */
    @GET
    @Path("/receipts")
    public List<VacateCompleted> receipts() {
        return room.receipts().list();
    }

    /** What stands now. */
    @GET
    @Path("/alerts")
    public List<Alert> alerts() {
        return room.conditions().list();
    }

    /**
     * The operator's word that a machine is not rented, whatever was heard.
     *
     * @param operator who says so
     */
    public record Release(
            @Nullable String operator, @Nullable String reason) {}

    /** @param overruled what was believed until then */
    public record ReleaseAnswer(String machineId, String name, String overruled) {}

    @POST
    @Path("/machines/{idOrName}/release")
    public ReleaseAnswer release(
            @PathParam("idOrName") String idOrName,
            @HeaderParam("Authorization") @DefaultValue("") String authorization,
            @Nullable Release release) {
        if (!token.isBorneBy(authorization)) {
            throw new NotAuthorizedException("Bearer");
        }
        var machine = machine(idOrName);
        String overruled =
                room.guard().find(machine.id()).map(view -> view.belief().why()).orElse("");
        room.observe(
                machine.id(),
                new Released(
                        release == null || release.operator() == null ? "unknown" : release.operator(),
                        release == null || release.reason() == null ? "" : release.reason()));
        return new ReleaseAnswer(machine.id().hex(), machine.name(), overruled);
    }

    /** @param operator who asks for it */
    public record Drill(@Nullable String operator) {}

    /**
     * @param drillId of the drill that begins now; empty where it does not
     * @param missing what keeps the machine from being drilled
     */
    public record DrillAnswer(Optional<UUID> drillId, List<String> missing) {}

    @POST
    @Path("/machines/{idOrName}/drill")
    public DrillAnswer drill(
            @PathParam("idOrName") String idOrName,
            @HeaderParam("Authorization") @DefaultValue("") String authorization,
            @Nullable Drill drill) {
        if (!token.isBorneBy(authorization)) {
            throw new NotAuthorizedException("Bearer");
        }
        var machine = machine(idOrName);
        var view = room.guard().find(machine.id()).orElseThrow(NotFoundException::new);
        if (!view.drills().missing().isEmpty()) {
            return new DrillAnswer(Optional.empty(), view.drills().missing());
        }
        var drillId = UUID.randomUUID();
        room.observe(
                machine.id(),
                new DrillAsked(drillId, drill == null || drill.operator() == null ? "unknown" : drill.operator()));
        return new DrillAnswer(Optional.of(drillId), List.of());
    }

    /** @param publicKey base64 of the 32 bytes of the Ed25519 key */
    public record SigningKey(String keyId, String publicKey) {}

    /** With which this host signs its receipts. */
    @GET
    @Path("/receipt-key")
    public SigningKey receiptKey() {
        var key = room.receipts().key();
        return new SigningKey(key.keyId(), key.publicKey());
    }

    private Machine machine(String idOrName) {
        return config.findMachine(idOrName)
                .orElseThrow(() -> new NotFoundException("no machine '%s' here".formatted(idOrName)));
    }
}
