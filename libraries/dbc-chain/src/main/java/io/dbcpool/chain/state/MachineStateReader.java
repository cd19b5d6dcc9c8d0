package io.dbcpool.chain.state;

import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.follow.BlockStorage;
import io.dbcpool.chain.follow.Parts;
import io.dbcpool.chain.follow.StorageBatch;
import io.dbcpool.chain.machine.Machine;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.rent.MachineOrders;
import io.dbcpool.chain.stake.StakeParameters;
import io.dbcpool.chain.state.MachineState.Entry;
import io.dbcpool.chain.storage.Rentals;
import io.dbcpool.chain.storage.StorageItem;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads machines at a block: what each is in by one question for as many as fit, and what belongs to them by a second
 * one. What was stored is put together and let go of part by part: a large pool's would be tens of megabytes.
 */
public final class MachineStateReader {

    /** The runtime only ever adds to a machine's slashes; those that are pending are among the last. */
    private static final int LAST_SLASHES = 64;

    /** Of each, five values are what the client has under way at a time. */
    private static final int MACHINES_AT_ONCE = 800;

    private final BlockStorage storage;

    public MachineStateReader(BlockStorage storage) {
        this.storage = storage;
    }

    /** @param machines as the chain spells them */
    public List<MachineState> read(BlockRef block, List<MachineKey> machines) throws RpcException {
        DbcRuntime runtime = storage.runtime(block.hash());
        StorageBatch first = new StorageBatch();
        GlobalItems items = GlobalItems.in(first, runtime);
        var parts = Parts.of(machines, MACHINES_AT_ONCE);
        List<Found> all = new ArrayList<>(find(block, runtime, first, parts.get(0)));
        var details = new Details(block, runtime, storage, items.get(first));
        for (var part : parts.subList(1, parts.size())) {
            all.addAll(find(block, runtime, new StorageBatch(), part));
        }
        for (Found found : all) {
            details.add(found);
        }
        return details.finish();
    }

    private record GlobalItems(
            StorageItem<Instant> time,
            StorageItem<Long> era,
            StorageItem<Optional<StakeParameters>> parameters,
            StorageItem<Optional<Long>> price) {

        static GlobalItems in(StorageBatch batch, DbcRuntime runtime) {
            return new GlobalItems(
                    batch.add(runtime.ledger().blockTime()),
                    batch.add(runtime.onlineProfile().currentEra()),
                    batch.add(runtime.onlineProfile().stakeParameters()),
                    batch.add(runtime.ledger().price()));
        }

        Globals get(StorageBatch batch) {
            return new Globals(batch.get(time), batch.get(era), batch.get(parameters), batch.get(price));
        }
    }

    /** What belongs to no machine. */
    record Globals(Instant time, long era, Optional<StakeParameters> parameters, Optional<Long> price) {}

    private record InPallet(Rentals rentals, StorageItem<Optional<Machine>> info, StorageItem<MachineOrders> orders) {}

    private record MachineItems(MachineId machine, List<InPallet> pallets, StorageItem<List<Long>> slashes) {}

    /** What a machine is in, and the numbers of what belongs to it. */
    record Found(
            MachineId machine,
            Optional<Entry> entry,
            List<OrderId> orders,
            List<Integer> usedGpus,
            List<Long> slashes) {}

    record OrderId(Rentals rentals, RentOrderId id) {}

    private List<Found> find(BlockRef block, DbcRuntime runtime, StorageBatch batch, List<MachineKey> machines)
            throws RpcException {
        List<Rentals> rentals = runtime.rentals();
        List<MachineItems> items = machines.stream()
                .map(machine -> new MachineItems(
                        machine.id(),
                        rentals.stream()
                                .map(pallet -> new InPallet(
                                        pallet,
                                        batch.add(pallet.machine(machine)),
                                        batch.add(pallet.ordersOf(machine))))
                                .toList(),
                        batch.add(runtime.onlineProfile().slashesOf(machine))))
                .toList();
        batch.read(storage, block.hash());
        return items.stream().map(machine -> found(machine, batch)).toList();
    }

    private static Found found(MachineItems items, StorageBatch batch) {
        Optional<Entry> entry = items.pallets().stream()
                .flatMap(in -> batch.get(in.info()).stream()
                        .map(machine -> new Entry(in.rentals().pallet(), machine)))
                .findFirst();
        List<OrderId> orders = items.pallets().stream()
                .flatMap(in -> batch.get(in.orders()).orders().stream().map(id -> new OrderId(in.rentals(), id)))
                .toList();
        List<Integer> usedGpus = items.pallets().stream()
                .map(in -> batch.get(in.orders()).usedGpus())
                .flatMap(List::stream)
                .distinct()
                .sorted()
                .toList();
        List<Long> slashes = batch.get(items.slashes());
        return new Found(
                items.machine(),
                entry,
                orders,
                usedGpus,
                List.copyOf(slashes.subList(Math.max(0, slashes.size() - LAST_SLASHES), slashes.size())));
    }
}
