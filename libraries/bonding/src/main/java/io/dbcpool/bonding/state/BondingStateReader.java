package io.dbcpool.bonding.state;

import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.follow.BlockStorage;
import io.dbcpool.chain.follow.StorageBatch;
import io.dbcpool.chain.machine.Machine;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.machine.StashMachines;
import io.dbcpool.chain.storage.StorageItem;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.metadata.RuntimeVersion;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.values.MachineId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a wish depends on: by two questions, at one block. */
public final class BondingStateReader {

    private final BlockStorage storage;

    public BondingStateReader(BlockStorage storage) {
        this.storage = storage;
    }

    /** @throws RpcException if no node answers */
    public BondingState read(BlockRef block, MachineId machine, AccountId stash, AccountId controller)
            throws RpcException {
        DbcRuntime runtime = storage.runtime(block.hash());
        var profile = runtime.onlineProfile();
        StorageBatch one = new StorageBatch();
        MachineKey key = MachineKey.of(machine);
        var info = one.add(profile.machine(key));
        var controllerOf = one.add(profile.controllerOf(stash));
        var stashOf = one.add(profile.stashOf(controller));
        var machines = one.add(profile.machinesOfStash(stash));
        var rooms = one.add(profile.serverRooms(stash));
        var parameters = one.add(profile.stakeParameters());
        var stashBalance = one.add(runtime.ledger().balance(stash));
        var controllerBalance = one.add(runtime.ledger().balance(controller));
        var fee = one.add(runtime.ledger().fixedFee());
        var price = one.add(runtime.ledger().price());
        one.read(storage, block.hash());
        StashMachines ofStash = one.get(machines);
        return new BondingState(
                block,
                RuntimeVersion.of(runtime.metadata()).specVersion() > Integer.MAX_VALUE
                        ? Integer.MAX_VALUE
                        : (int) RuntimeVersion.of(runtime.metadata()).specVersion(),
                stash,
                controller,
                one.get(controllerOf),
                one.get(stashOf),
                one.get(info),
                ofStash.all().contains(key),
                one.get(rooms),
                roomsInUse(runtime, block, ofStash, key),
                one.get(stashBalance),
                one.get(controllerBalance),
                one.get(fee),
                one.get(parameters),
                one.get(price));
    }

    private Set<String> roomsInUse(DbcRuntime runtime, BlockRef block, StashMachines ofStash, MachineKey but)
            throws RpcException {
        StorageBatch two = new StorageBatch();
        List<StorageItem<Optional<Machine>>> others = ofStash.all().stream()
                .filter(key -> !key.equals(but))
                .map(key -> two.add(runtime.onlineProfile().machine(key)))
                .toList();
        Set<String> used = new HashSet<>();
        if (!two.isEmpty()) {
            two.read(storage, block.hash());
            for (StorageItem<Optional<Machine>> other : others) {
                two.get(other).ifPresent(machine -> used.add(machine.site().serverRoom()));
            }
        }
        return used;
    }
}
