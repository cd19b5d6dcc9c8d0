package io.dbcpool.chain.call;

import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.machine.MachineSite;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.substrate.crypto.Signature;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.value.Value;

/**
 * An owner's calls to {@code TerminatingRental}, which keeps controllers, rooms and machines of its own. Source:
 * {@code pallets/terminating-rental/src/lib.rs}.
 */
public final class ShortRentCalls {

    private final PalletCalls calls;

    public ShortRentCalls(Metadata metadata) {
        this.calls = new PalletCalls(metadata, RentPallet.TERMINATING_RENTAL.orders());
    }

    /** Signed by the stash. */
    public Call setController(AccountId controller) {
        return calls.call("set_controller", OwnerCalls.account(controller));
    }

    /** Costs the fixed fee each time it is sent. */
    public Call genServerRoom() {
        return calls.call("gen_server_room");
    }

    /** Reserves {@code OnlineDeposit} of the stash; no fixed fee. */
    public Call bondMachine(BondMessage message, Signature signature) {
        return calls.call(
                "bond_machine",
                OwnerCalls.id(message.machine()),
                Value.of(message.bytes()),
                Value.of(signature.toBytes()));
    }

    public Call addMachineInfo(MachineKey machine, MachineSite site) {
        return calls.call("add_machine_info", OwnerCalls.id(machine), new Value.Struct(site.toFields()));
    }

    /** Ends every order on it, and pays for whole hours only; a day after it came online at the earliest. */
    public Call machineOffline(MachineKey machine) {
        return calls.call("machine_offline", OwnerCalls.id(machine));
    }

    public Call machineOnline(MachineKey machine) {
        return calls.call("machine_online", OwnerCalls.id(machine));
    }

    /** After a year, also while it is rented. */
    public Call exit(MachineKey machine) {
        return calls.call("machine_exit", OwnerCalls.id(machine));
    }
}
