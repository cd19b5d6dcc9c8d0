package io.dbcpool.chain.state;

import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.follow.BlockStorage;
import io.dbcpool.chain.follow.StorageBatch;
import io.dbcpool.chain.machine.Machine;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.machine.StashMachines;
import io.dbcpool.chain.rent.MachineOrders;
import io.dbcpool.chain.rent.RentOrder;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.chain.stake.Balance;
import io.dbcpool.chain.stake.PendingSlash;
import io.dbcpool.chain.stake.SlashReview;
import io.dbcpool.chain.stake.StakeParameters;
import io.dbcpool.chain.state.MachineState.Entry;
import io.dbcpool.chain.state.MachineState.Order;
import io.dbcpool.chain.state.MachineState.Slash;
import io.dbcpool.chain.storage.Rentals;
import io.dbcpool.chain.storage.StorageItem;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads machines at a block: by two questions for all of them. */
public final class MachineStateReader {

    /** The runtime only ever adds to a machine's slashes; those that are pending are among the last. */
    private static final int LAST_SLASHES = 64;

    private final BlockStorage storage;

    public MachineStateReader(BlockStorage storage) {
        this.storage = storage;
    }

    private record Globals(
            StorageItem<Instant> time,
            StorageItem<Long> era,
            StorageItem<Optional<StakeParameters>> parameters,
            StorageItem<Optional<Long>> price) {}

    private record InPallet(Rentals rentals, StorageItem<Optional<Machine>> info, StorageItem<MachineOrders> orders) {}

    private record First(MachineId machine, List<InPallet> pallets, StorageItem<List<Long>> slashes) {}

    private record SlashItems(
            long id, StorageItem<Optional<PendingSlash>> slash, StorageItem<Optional<SlashReview>> review) {}

    private record OrderItem(RentPallet pallet, RentOrderId id, StorageItem<Optional<RentOrder>> order) {}

    private record Second(
            First first,
            Optional<Entry> entry,
            List<OrderItem> orders,
            List<SlashItems> slashes,
            Optional<StorageItem<StashMachines>> stash,
            Optional<AccountItems> accounts) {}

    /** Asked for once each: a stash's list of machines is as long as it has machines. */
    private record Owners(
            DbcRuntime runtime,
            StorageBatch batch,
            Map<AccountId, StorageItem<StashMachines>> stashes,
            Map<AccountId, StorageItem<Balance>> balances) {

        Owners(DbcRuntime runtime, StorageBatch batch) {
            this(runtime, batch, new HashMap<>(), new HashMap<>());
        }

        StorageItem<StashMachines> machines(AccountId stash) {
            return stashes.computeIfAbsent(
                    stash, id -> batch.add(runtime.onlineProfile().machinesOfStash(id)));
        }

        StorageItem<Balance> balance(AccountId account) {
            return balances.computeIfAbsent(
                    account, id -> batch.add(runtime.ledger().balance(id)));
        }
    }

    private record AccountItems(StorageItem<Balance> stash, StorageItem<Balance> controller) {}

    /** @param machines as the chain spells them */
    public List<MachineState> read(BlockRef block, List<MachineKey> machines) throws RpcException {
        DbcRuntime runtime = storage.runtime(block.hash());
        StorageBatch one = new StorageBatch();
        Globals globals = new Globals(
                one.add(runtime.ledger().blockTime()),
                one.add(runtime.onlineProfile().currentEra()),
                one.add(runtime.onlineProfile().stakeParameters()),
                one.add(runtime.ledger().price()));
        List<First> firsts =
                machines.stream().map(machine -> first(runtime, machine, one)).toList();
        one.read(storage, block.hash());
        StorageBatch two = new StorageBatch();
        Owners owners = new Owners(runtime, two);
        List<Second> seconds = firsts.stream()
                .map(first -> second(runtime, first, one, two, owners))
                .toList();
        if (!two.isEmpty()) {
            two.read(storage, block.hash());
        }
        return seconds.stream()
                .map(second -> state(block, globals, second, one, two))
                .toList();
    }

    private static First first(DbcRuntime runtime, MachineKey machine, StorageBatch batch) {
        List<InPallet> pallets = runtime.rentals().stream()
                .map(rentals -> new InPallet(
                        rentals, batch.add(rentals.machine(machine)), batch.add(rentals.ordersOf(machine))))
                .toList();
        return new First(
                machine.id(), pallets, batch.add(runtime.onlineProfile().slashesOf(machine)));
    }

    private static Second second(DbcRuntime runtime, First first, StorageBatch one, StorageBatch two, Owners owners) {
        Optional<Entry> entry = first.pallets().stream()
                .flatMap(in -> one.get(in.info()).stream()
                        .map(machine -> new Entry(in.rentals().pallet(), machine)))
                .findFirst();
        List<OrderItem> orders = new ArrayList<>();
        for (InPallet in : first.pallets()) {
            for (RentOrderId id : one.get(in.orders()).orders()) {
                orders.add(new OrderItem(
                        in.rentals().pallet(), id, two.add(in.rentals().order(id))));
            }
        }
        List<Long> ids = one.get(first.slashes());
        List<SlashItems> slashes = ids.subList(Math.max(0, ids.size() - LAST_SLASHES), ids.size()).stream()
                .map(id -> new SlashItems(
                        id,
                        two.add(runtime.onlineProfile().slash(id)),
                        two.add(runtime.onlineProfile().slashReview(id))))
                .toList();
        Optional<StorageItem<StashMachines>> stash = entry.filter(found -> found.pallet() == RentPallet.RENT_MACHINE)
                .map(found -> owners.machines(found.machine().stash()));
        Optional<AccountItems> accounts = entry.map(found -> new AccountItems(
                owners.balance(found.machine().stash()),
                owners.balance(found.machine().controller())));
        return new Second(first, entry, orders, slashes, stash, accounts);
    }

    private static MachineState state(
            BlockRef block, Globals globals, Second second, StorageBatch one, StorageBatch two) {
        List<Order> orders = second.orders().stream()
                .flatMap(
                        item -> two.get(item.order()).stream().map(order -> new Order(item.pallet(), item.id(), order)))
                .toList();
        List<Slash> slashes = second.slashes().stream()
                .flatMap(item -> two.get(item.slash()).stream()
                        .map(slash -> new Slash(
                                item.id(), slash, two.get(item.review()).isPresent())))
                .toList();
        List<Integer> used = second.first().pallets().stream()
                .map(in -> one.get(in.orders()).usedGpus())
                .flatMap(List::stream)
                .distinct()
                .sorted()
                .toList();
        Optional<DbcAmount> claimable = second.stash().map(two::get).map(StashMachines::claimable);
        return new MachineState(
                second.first().machine(),
                block,
                one.get(globals.time()),
                one.get(globals.era()),
                second.entry(),
                orders,
                used,
                slashes,
                claimable,
                second.accounts()
                        .map(items -> new MachineState.Accounts(two.get(items.stash()), two.get(items.controller()))),
                one.get(globals.parameters()),
                one.get(globals.price()));
    }
}
