package io.dbcpool.chain.event;

import io.dbcpool.chain.error.Refusal;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.chain.report.MachineFault;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.metadata.EventRecord;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.RentOrderId;
import java.util.Optional;

/** A chain event of DBC's pallets. What this library has no type for is {@link Other}, never an error. */
public sealed interface DbcEvent {

    /** {@code RentMachine.Rent}, {@code ConfirmRent} and {@code Relet}, and those of {@code TerminatingRental}. */
    record Rental(
            RentPallet pallet,
            RentalStep step,
            Optional<RentOrderId> order,
            AccountId renter,
            MachineKey machine,
            long blocks,
            DbcAmount fee)
            implements DbcEvent {}

    record MachineBonded(AccountId controller, MachineKey machine, DbcAmount stake) implements DbcEvent {}

    record ControllerSet(RentPallet pallet, AccountId controller, AccountId stash) implements DbcEvent {}

    record ControllerReset(AccountId stash, AccountId before, AccountId controller) implements DbcEvent {}

    record ServerRoomMade(RentPallet pallet, AccountId controller, String room) implements DbcEvent {}

    record MachineInfoAdded(RentPallet pallet, MachineKey machine) implements DbcEvent {}

    record MachineInfoUpdated(MachineKey machine) implements DbcEvent {}

    record StakeAdded(RentPallet pallet, AccountId stash, DbcAmount amount) implements DbcEvent {}

    record StakeReduced(RentPallet pallet, AccountId stash, DbcAmount amount) implements DbcEvent {}

    record MachineStakeAdded(MachineKey machine, DbcAmount before, DbcAmount added) implements DbcEvent {}

    record RewardsClaimed(AccountId stash, DbcAmount amount) implements DbcEvent {}

    record ReportedOffline(MachineKey machine) implements DbcEvent {}

    record ReportedOnline(MachineKey machine) implements DbcEvent {}

    record HardwareChangeBegun(MachineKey machine, DbcAmount fee, DbcAmount slash) implements DbcEvent {}

    record MachineRestaked(MachineKey machine, DbcAmount before, DbcAmount after) implements DbcEvent {}

    record MachineExited(MachineKey machine) implements DbcEvent {}

    /** A slash that will be taken in two days, unless it is cancelled. */
    record SlashAdded(MachineKey machine, long slashId) implements DbcEvent {}

    record SlashReviewApplied(long slashId) implements DbcEvent {}

    record SlashCancelled(long slashId, AccountId stash, DbcAmount amount) implements DbcEvent {}

    record SlashExecuted(AccountId stash, MachineKey machine, DbcAmount amount) implements DbcEvent {}

    /** Somebody reported a fault. That the report succeeds later has no event. */
    record FaultReported(AccountId reporter, MachineFault fault) implements DbcEvent {}

    record FixedFeePaid(AccountId payer, DbcAmount fee) implements DbcEvent {}

    /** An extrinsic of the block was not carried out: the one at that place, by the event's phase. */
    record ExtrinsicFailed(Refusal refusal) implements DbcEvent {}

    /** One that this library has no type for. */
    record Other(EventRecord event) implements DbcEvent {}
}
