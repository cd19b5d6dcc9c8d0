package io.dbcpool.bridge.http;

import io.dbcpool.bridge.chain.ChainWatch;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.events.ChainMachine;
import io.dbcpool.events.ChainRental;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the chain last said of each machine. Asks no node. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class MachinesResource {

    private final PoolConfig config;
    private final ChainWatch watch;

    @Inject
    MachinesResource(PoolConfig config, ChainWatch watch) {
        this.config = config;
        this.watch = watch;
    }

    /** @param chain as in {@code dbc.chain.machines}; absent until it was read */
    public record MachineSeen(String name, String machineId, Optional<ChainMachine> chain) {}

    /** @param orders none also where nothing was read yet: then {@code block} is absent */
    public record Rented(
            String name,
            String machineId,
            ChainRental.Tenancy tenancy,
            List<ChainMachine.Order> orders,
            List<Integer> gpuIndexesInUse,
            Optional<Long> block) {
        public Rented {
            orders = List.copyOf(orders);
            gpuIndexesInUse = List.copyOf(gpuIndexesInUse);
        }
    }

    @GET
    @Path("/machines")
    @Operation(summary = "What the finalized chain last said of each machine: status, stake, slashes, reward")
    public List<MachineSeen> machines() {
        return config.machines().stream()
                .map(machine -> new MachineSeen(machine.name(), machine.id().hex(), find(machine)))
                .toList();
    }

    @GET
    @Path("/rentals")
    @Operation(summary = "The rent orders on each machine, as the finalized chain has them")
    public List<Rented> rentals() {
        return config.machines().stream().map(this::rented).toList();
    }

    private Rented rented(PoolConfig.Machine machine) {
        var chain = find(machine);
        return new Rented(
                machine.name(),
                machine.id().hex(),
                chain.map(ChainMachine::tenancy).orElse(ChainRental.Tenancy.UNKNOWN),
                chain.map(ChainMachine::orders).orElse(List.of()),
                chain.map(ChainMachine::gpuIndexesInUse).orElse(List.of()),
                chain.map(seen -> seen.block().height()));
    }

    private Optional<ChainMachine> find(PoolConfig.Machine machine) {
        return watch.following().flatMap(chain -> chain.machines().findRecord(machine.id()));
    }
}
