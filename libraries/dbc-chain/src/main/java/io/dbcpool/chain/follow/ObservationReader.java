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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a block says of the pool's machines: by one question, and by a second one only where an order is new or an
 * event tells of it.
 */
final class ObservationReader {

    private static final Logger LOG = LoggerFactory.getLogger(ObservationReader.class);

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

    /** @param before what the machines were in the block before; of orders known from it nothing is asked again */
    BlockObservation read(Header block, Map<MachineId, MachineView> before) throws RpcException {
        DbcRuntime runtime = storage.runtime(block.hash());
        StorageBatch batch = new StorageBatch();
        StorageItem<Instant> time = batch.add(runtime.ledger().blockTime());
        StorageItem<List<EventRecord>> events = batch.add(runtime.ledger().events());
        List<MachineItems> items = new ArrayList<>();
        for (Rentals rentals : runtime.rentals()) {
            spellings
                    .list()
                    .forEach((machine, key) -> items.add(new MachineItems(
                            machine, rentals, batch.add(rentals.machine(key)), batch.add(rentals.ordersOf(key)))));
        }
        batch.read(storage, block.hash());
        List<Rental> told = rentals(runtime, batch, events);
        Map<OrderItem, OrderView> details = details(block, runtime, batch, items, told, before);
        Map<MachineId, Map<RentPallet, PalletView>> views = new LinkedHashMap<>();
        for (MachineItems item : items) {
            views.computeIfAbsent(item.machine(), id -> new LinkedHashMap<>())
                    .put(item.rentals().pallet(), view(batch, item, details));
        }
        Map<MachineId, MachineView> machines = new HashMap<>();
        views.forEach((machine, pallets) -> machines.put(machine, new MachineView(pallets)));
        return new BlockObservation(block.ref(), block.parent(), batch.get(time), machines, told);
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
            Header block,
            DbcRuntime runtime,
            StorageBatch batch,
            List<MachineItems> items,
            List<Rental> told,
            Map<MachineId, MachineView> before) {
        Map<OrderItem, OrderView> known = new HashMap<>();
        Set<OrderItem> asked = new HashSet<>();
        Set<MachineIn> toldOf = told.stream()
                .map(event -> new MachineIn(event.pallet(), event.machine().lowerCase()))
                .collect(Collectors.toSet());
        for (MachineItems item : items) {
            RentPallet pallet = item.rentals().pallet();
            PalletView was =
                    before.getOrDefault(item.machine(), MachineView.NONE).in(pallet);
            boolean isTold =
                    toldOf.contains(new MachineIn(pallet, item.machine().hex()));
            for (RentOrderId order : orders(batch, item).orders()) {
                OrderItem key = new OrderItem(item.machine(), pallet, order);
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

    private static MachineOrders orders(StorageBatch batch, MachineItems item) {
        try {
            return batch.get(item.orders());
        } catch (RuntimeShapeException e) {
            LOG.warn("a machine's orders cannot be read machineId={} reason={}", item.machine(), e.getMessage());
            return MachineOrders.NONE;
        }
    }

    private PalletView view(StorageBatch batch, MachineItems item, Map<OrderItem, OrderView> details) {
        RentPallet pallet = item.rentals().pallet();
        Map<RentOrderId, OrderView> orders = new HashMap<>();
        boolean isReadable = true;
        MachineOrders found = MachineOrders.NONE;
        Optional<Machine> info = Optional.empty();
        try {
            found = batch.get(item.orders());
            info = batch.get(item.info());
        } catch (RuntimeShapeException e) {
            LOG.warn("what the chain says cannot be read machineId={} reason={}", item.machine(), e.getMessage());
            isReadable = false;
        }
        found.orders()
                .forEach(order -> orders.put(
                        order, details.getOrDefault(new OrderItem(item.machine(), pallet, order), OrderView.UNKNOWN)));
        Standing standing = isReadable
                ? info.map(machine -> Standing.of(machine.status())).orElse(Standing.NOT_BONDED)
                : Standing.NOT_VACANT;
        boolean forcedOffline =
                info.filter(machine -> machine.status().isForcedOffline()).isPresent();
        return new PalletView(standing, forcedOffline, orders, found.usedGpus());
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
