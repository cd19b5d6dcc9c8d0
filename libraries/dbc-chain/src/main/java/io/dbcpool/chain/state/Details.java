package io.dbcpool.chain.state;

import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.follow.BlockStorage;
import io.dbcpool.chain.follow.StorageBatch;
import io.dbcpool.chain.machine.Machine;
import io.dbcpool.chain.machine.StashMachines;
import io.dbcpool.chain.rent.RentOrder;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.chain.stake.Balance;
import io.dbcpool.chain.stake.PendingSlash;
import io.dbcpool.chain.stake.SlashReview;
import io.dbcpool.chain.state.MachineState.Order;
import io.dbcpool.chain.state.MachineState.Slash;
import io.dbcpool.chain.state.MachineStateReader.Found;
import io.dbcpool.chain.state.MachineStateReader.Globals;
import io.dbcpool.chain.state.MachineStateReader.OrderId;
import io.dbcpool.chain.storage.StorageItem;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.values.DbcAmount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The orders, slashes and accounts of machines, of as many machines at once as fit into a client's questions. */
final class Details {

    /** As many as a client has under way at a time. */
    private static final int VALUES_AT_ONCE = 4_096;

    private final BlockRef block;
    private final DbcRuntime runtime;
    private final BlockStorage storage;
    private final Globals globals;
    private final List<MachineState> states = new ArrayList<>();

    /** Asked for once each: a stash's list of machines is as long as it has machines. */
    private final Map<AccountId, DbcAmount> claimable = new HashMap<>();

    private final Map<AccountId, Balance> balances = new HashMap<>();
    private Part part = new Part();

    Details(BlockRef block, DbcRuntime runtime, BlockStorage storage, Globals globals) {
        this.block = block;
        this.runtime = runtime;
        this.storage = storage;
        this.globals = globals;
    }

    private record OrderItem(OrderId id, StorageItem<Optional<RentOrder>> order) {}

    private record SlashItems(
            long id, StorageItem<Optional<PendingSlash>> slash, StorageItem<Optional<SlashReview>> review) {}

    private record Waiting(Found found, List<OrderItem> orders, List<SlashItems> slashes) {}

    /** What is asked for at once. */
    private static final class Part {
        private final StorageBatch batch = new StorageBatch();
        private final List<Waiting> waiting = new ArrayList<>();
        private final Map<AccountId, StorageItem<StashMachines>> stashes = new HashMap<>();
        private final Map<AccountId, StorageItem<Balance>> accounts = new HashMap<>();
    }

    void add(Found found) throws RpcException {
        StorageBatch batch = part.batch;
        List<OrderItem> orders = found.orders().stream()
                .map(order -> new OrderItem(order, batch.add(order.rentals().order(order.id()))))
                .toList();
        List<SlashItems> slashes = found.slashes().stream()
                .map(id -> new SlashItems(
                        id,
                        batch.add(runtime.onlineProfile().slash(id)),
                        batch.add(runtime.onlineProfile().slashReview(id))))
                .toList();
        found.entry().ifPresent(entry -> {
            Machine machine = entry.machine();
            if (entry.pallet() == RentPallet.RENT_MACHINE && !claimable.containsKey(machine.stash())) {
                part.stashes.computeIfAbsent(
                        machine.stash(), id -> batch.add(runtime.onlineProfile().machinesOfStash(id)));
            }
            for (AccountId account : List.of(machine.stash(), machine.controller())) {
                if (!balances.containsKey(account)) {
                    part.accounts.computeIfAbsent(
                            account, id -> batch.add(runtime.ledger().balance(id)));
                }
            }
        });
        part.waiting.add(new Waiting(found, orders, slashes));
        if (batch.size() >= VALUES_AT_ONCE) {
            read();
        }
    }

    List<MachineState> finish() throws RpcException {
        read();
        return List.copyOf(states);
    }

    private void read() throws RpcException {
        Part read = part;
        part = new Part();
        if (!read.batch.isEmpty()) {
            read.batch.read(storage, block.hash());
        }
        read.stashes.forEach(
                (stash, item) -> claimable.put(stash, read.batch.get(item).claimable()));
        read.accounts.forEach((account, item) -> balances.put(account, read.batch.get(item)));
        read.waiting.forEach(waiting -> states.add(state(waiting, read.batch)));
    }

    private MachineState state(Waiting waiting, StorageBatch batch) {
        Found found = waiting.found();
        List<Order> orders = waiting.orders().stream()
                .flatMap(item -> batch.get(item.order()).stream()
                        .map(order -> new Order(
                                item.id().rentals().pallet(), item.id().id(), order)))
                .toList();
        List<Slash> slashes = waiting.slashes().stream()
                .flatMap(item -> batch.get(item.slash()).stream()
                        .map(slash -> new Slash(
                                item.id(), slash, batch.get(item.review()).isPresent())))
                .toList();
        Optional<Machine> machine = found.entry().map(MachineState.Entry::machine);
        return new MachineState(
                found.machine(),
                block,
                globals.time(),
                globals.era(),
                found.entry(),
                orders,
                found.usedGpus(),
                slashes,
                found.entry()
                        .filter(entry -> entry.pallet() == RentPallet.RENT_MACHINE)
                        .flatMap(entry -> Optional.ofNullable(
                                claimable.get(entry.machine().stash()))),
                machine.map(bonded -> new MachineState.Accounts(balance(bonded.stash()), balance(bonded.controller()))),
                globals.parameters(),
                globals.price());
    }

    private Balance balance(AccountId account) {
        return Objects.requireNonNull(balances.get(account));
    }
}
