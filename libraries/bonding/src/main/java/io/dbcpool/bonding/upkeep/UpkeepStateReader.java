package io.dbcpool.bonding.upkeep;

import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.follow.BlockStorage;
import io.dbcpool.chain.follow.StorageBatch;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.state.MachineState;
import io.dbcpool.chain.state.MachineStateReader;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.metadata.RuntimeVersion;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.values.MachineId;
import java.util.List;
import java.util.Optional;

/** Reads what an action depends on, at one block. */
public final class UpkeepStateReader {

    private final BlockStorage storage;

    public UpkeepStateReader(BlockStorage storage) {
        this.storage = storage;
    }

    /** @param signer the controller, or its proxy */
    public UpkeepState read(BlockRef block, AccountId controller, AccountId signer, Optional<MachineId> machine)
            throws RpcException {
        DbcRuntime runtime = storage.runtime(block.hash());
        StorageBatch one = new StorageBatch();
        var stashOf = one.add(runtime.onlineProfile().stashOf(controller));
        var balance = one.add(runtime.ledger().balance(controller));
        var signerBalance = one.add(runtime.ledger().balance(signer));
        var parameters = one.add(runtime.onlineProfile().stakeParameters());
        var price = one.add(runtime.ledger().price());
        one.read(storage, block.hash());
        Optional<AccountId> stash = one.get(stashOf);
        StorageBatch two = new StorageBatch();
        var stashBalance = two.add(runtime.ledger().balance(stash.orElse(controller)));
        var machines = two.add(runtime.onlineProfile().machinesOfStash(stash.orElse(controller)));
        two.read(storage, block.hash());
        Optional<MachineState> state = Optional.empty();
        if (machine.isPresent()) {
            state = new MachineStateReader(storage)
                    .read(block, List.of(MachineKey.of(machine.get()))).stream().findFirst();
        }
        return new UpkeepState(
                block,
                RuntimeVersion.of(runtime.metadata()).specVersion(),
                controller,
                stash,
                one.get(balance),
                one.get(signerBalance),
                two.get(stashBalance),
                two.get(machines).claimable(),
                state,
                one.get(parameters),
                one.get(price));
    }
}
