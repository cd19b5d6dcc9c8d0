package io.dbcpool.chain.follow;

import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.event.DbcEvent.Rental;
import io.dbcpool.chain.event.DbcEvents;
import io.dbcpool.chain.feed.BlockObservation;
import io.dbcpool.chain.feed.MachineView;
import io.dbcpool.chain.feed.OrderView;
import io.dbcpool.chain.feed.PalletView;
import io.dbcpool.chain.feed.PalletView.Standing;
import io.dbcpool.chain.machine.LiveMachines;
import io.dbcpool.chain.machine.Machine;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.rent.MachineOrders;
import io.dbcpool.chain.rent.RentOrder;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.chain.shape.RuntimeShapeException;
import io.dbcpool.chain.storage.Rentals;
import io.dbcpool.chain.storage.StorageItem;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.metadata.EventRecord;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a block says of the pool's machines: by one question for as many as fit, and by one more only where an
 * order is new or an event tells of it.
 */
final class ObservationReader {

    private static final Logger LOG = LoggerFactory.getLogger(ObservationReader.class);

    /**
     * What was stored is put together and let go of for so many at once: their four values each are what the client has
     * under way at a time, and a pool's would be tens of megabytes.
     */
    private static final int MACHINES_AT_ONCE = 1_000;

    private final BlockStorage storage;
    private final Spellings spellings;

    ObservationReader(BlockStorage storage, Spellings spellings) {
        this.storage = storage;
        this.spellings = spellings;
    }

    private record MachineItems(
            MachineId machine,
            Rentals rentals,
            StorageItem<Optional<Machine>> info,
            StorageItem<MachineOrders> orders) {}

    private record MachineIn(RentPallet pallet, String hex) {}

    private record OrderItem(MachineId machine, RentPallet pallet, RentOrderId order) {}

    /** What a pallet says of a machine, but for the details of its orders. */
    private record Said(
            MachineId machine, RentPallet pallet, Standing standing, boolean forcedOffline, MachineOrders orders) {}

    /** @param before what the machines were in the block before; of orders known from it nothing is asked again */
    BlockObservation read(Header block, Map<MachineId, MachineView> before) throws RpcException {
        DbcRuntime runtime = storage.runtime(block.hash());
        StorageBatch first = new StorageBatch();
        StorageItem<Instant> time = first.add(runtime.ledger().blockTime());
        StorageItem<List<EventRecord>> events = first.add(runtime.ledger().events());
        var parts = Parts.of(List.copyOf(spellings.list().entrySet()), MACHINES_AT_ONCE);
        List<Said> said = new ArrayList<>(readPart(block, runtime, first, parts.get(0)));
        Instant madeAt = first.get(time);
        List<Rental> told = rentals(runtime, first, events);
        for (var part : parts.subList(1, parts.size())) {
            said.addAll(readPart(block, runtime, new StorageBatch(), part));
        }
        Map<OrderItem, OrderView> details = details(block, runtime, said, told, before);
        return new BlockObservation(block.ref(), block.parent(), madeAt, views(said, details, before), told);
    }

    private List<Said> readPart(
            Header block, DbcRuntime runtime, StorageBatch batch, List<Map.Entry<MachineId, MachineKey>> machines)
            throws RpcException {
        List<MachineItems> items = new ArrayList<>();
        for (Rentals rentals : runtime.rentals()) {
            machines.forEach(machine -> items.add(new MachineItems(
                    machine.getKey(),
                    rentals,
                    batch.add(rentals.machine(machine.getValue())),
                    batch.add(rentals.ordersOf(machine.getValue())))));
        }
        batch.read(storage, block.hash());
        return items.stream().map(item -> said(batch, item)).toList();
    }

    private static Said said(StorageBatch batch, MachineItems item) {
        RentPallet pallet = item.rentals().pallet();
        MachineOrders orders = MachineOrders.NONE;
        try {
            orders = batch.get(item.orders());
            Optional<Machine> info = batch.get(item.info());
            return new Said(
                    item.machine(),
                    pallet,
                    info.map(machine -> Standing.of(machine.status())).orElse(Standing.NOT_BONDED),
                    info.filter(machine -> machine.status().isForcedOffline()).isPresent(),
                    orders);
        } catch (RuntimeShapeException e) {
            LOG.warn("what the chain says cannot be read machineId={} reason={}", item.machine(), e.getMessage());
            return new Said(item.machine(), pallet, Standing.NOT_VACANT, false, orders);
        }
    }

    /**
     * A machine of which the same is said as in the block before keeps that block's view: most do, block after block.
     */
    private static Map<MachineId, MachineView> views(
            List<Said> said, Map<OrderItem, OrderView> details, Map<MachineId, MachineView> before) {
        Map<MachineId, Map<RentPallet, PalletView>> pallets = new HashMap<>();
        said.forEach(one -> pallets.computeIfAbsent(one.machine(), id -> new EnumMap<>(RentPallet.class))
                .put(one.pallet(), view(one, details)));
        Map<MachineId, MachineView> machines = new HashMap<>();
        pallets.forEach((machine, views) -> {
            MachineView was = before.get(machine);
            machines.put(machine, was != null && was.pallets().equals(views) ? was : new MachineView(views));
        });
        return machines;
    }

    /** Those of our machines. None if the events cannot be read: then storage alone has to tell. */
    private List<Rental> rentals(DbcRuntime runtime, StorageBatch batch, StorageItem<List<EventRecord>> events) {
        try {
            return batch.get(events).stream()
                    .map(event -> DbcEvents.of(runtime.metadata(), event))
                    .flatMap(event -> event instanceof Rental rental ? Stream.of(rental) : Stream.empty())
                    .filter(rental -> spellings.isOurs(rental.machine()))
                    .toList();
        } catch (RuntimeShapeException | ScaleException e) {
            LOG.warn("chain events cannot be read, storage alone tells of rentals reason={}", e.getMessage());
            return List.of();
        }
    }

    private Map<OrderItem, OrderView> details(
            Header block, DbcRuntime runtime, List<Said> said, List<Rental> told, Map<MachineId, MachineView> before) {
        Map<OrderItem, OrderView> known = new HashMap<>();
        Set<OrderItem> asked = new HashSet<>();
        Set<MachineIn> toldOf = told.stream()
                .map(event -> new MachineIn(event.pallet(), event.machine().lowerCase()))
                .collect(Collectors.toSet());
        for (Said one : said) {
            if (one.orders().orders().isEmpty()) {
                continue;
            }
            PalletView was =
                    before.getOrDefault(one.machine(), MachineView.NONE).in(one.pallet());
            boolean isTold =
                    toldOf.contains(new MachineIn(one.pallet(), one.machine().hex()));
            for (RentOrderId order : one.orders().orders()) {
                OrderItem key = new OrderItem(one.machine(), one.pallet(), order);
                OrderView view = was.orders().getOrDefault(order, OrderView.UNKNOWN);
                known.put(key, view);
                if (isTold || view.equals(OrderView.UNKNOWN) || isDue(view, block)) {
                    asked.add(key);
                }
            }
        }
        ask(block, runtime, asked, known);
        return known;
    }

    /** An order that is still there at what we hold for its end was extended without our seeing it. */
    private static boolean isDue(OrderView view, Header block) {
        return view.end() > 0 && block.number() >= view.end();
    }

    /** Details are for people: without them the word that the machine is rented goes out all the same. */
    private void ask(Header block, DbcRuntime runtime, Set<OrderItem> asked, Map<OrderItem, OrderView> known) {
        if (asked.isEmpty()) {
            return;
        }
        StorageBatch batch = new StorageBatch();
        Map<OrderItem, StorageItem<Optional<RentOrder>>> items = new HashMap<>();
        asked.forEach(order ->
                items.put(order, batch.add(runtime.rentals(order.pallet()).order(order.order()))));
        try {
            batch.read(storage, block.hash());
            items.forEach((order, item) -> batch.get(item).ifPresent(found -> known.put(order, OrderView.of(found))));
        } catch (RpcException | RuntimeShapeException e) {
            LOG.warn(
                    "rent orders cannot be read rentOrders={} block={} reason={}",
                    asked.stream().map(order -> order.order().toString()).toList(),
                    block.ref(),
                    e.getMessage());
        }
    }

    private static PalletView view(Said said, Map<OrderItem, OrderView> details) {
        Map<RentOrderId, OrderView> orders = new HashMap<>();
        said.orders()
                .orders()
                .forEach(order -> orders.put(
                        order,
                        details.getOrDefault(new OrderItem(said.machine(), said.pallet(), order), OrderView.UNKNOWN)));
        return new PalletView(
                said.standing(), said.forcedOffline(), orders, said.orders().usedGpus());
    }

    /** Under which spelling the chain knows the machines. */
    void learnSpellings(Header block) throws RpcException {
        DbcRuntime runtime = storage.runtime(block.hash());
        StorageBatch batch = new StorageBatch();
        List<StorageItem<LiveMachines>> lists = runtime.rentals().stream()
                .map(rentals -> batch.add(rentals.liveMachines()))
                .toList();
        batch.read(storage, block.hash());
        for (var list : lists) {
            spellings.learn(batch.get(list));
        }
    }
}
