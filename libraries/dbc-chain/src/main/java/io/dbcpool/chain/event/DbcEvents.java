package io.dbcpool.chain.event;

import io.dbcpool.chain.error.Refusal;
import io.dbcpool.chain.event.DbcEvent.ControllerReset;
import io.dbcpool.chain.event.DbcEvent.ControllerSet;
import io.dbcpool.chain.event.DbcEvent.ExtrinsicFailed;
import io.dbcpool.chain.event.DbcEvent.FaultReported;
import io.dbcpool.chain.event.DbcEvent.FixedFeePaid;
import io.dbcpool.chain.event.DbcEvent.HardwareChangeBegun;
import io.dbcpool.chain.event.DbcEvent.MachineBonded;
import io.dbcpool.chain.event.DbcEvent.MachineExited;
import io.dbcpool.chain.event.DbcEvent.MachineInfoAdded;
import io.dbcpool.chain.event.DbcEvent.MachineInfoUpdated;
import io.dbcpool.chain.event.DbcEvent.MachineRestaked;
import io.dbcpool.chain.event.DbcEvent.MachineStakeAdded;
import io.dbcpool.chain.event.DbcEvent.Other;
import io.dbcpool.chain.event.DbcEvent.Rental;
import io.dbcpool.chain.event.DbcEvent.ReportedOffline;
import io.dbcpool.chain.event.DbcEvent.ReportedOnline;
import io.dbcpool.chain.event.DbcEvent.RewardsClaimed;
import io.dbcpool.chain.event.DbcEvent.ServerRoomMade;
import io.dbcpool.chain.event.DbcEvent.SlashAdded;
import io.dbcpool.chain.event.DbcEvent.SlashCancelled;
import io.dbcpool.chain.event.DbcEvent.SlashExecuted;
import io.dbcpool.chain.event.DbcEvent.SlashReviewApplied;
import io.dbcpool.chain.event.DbcEvent.StakeAdded;
import io.dbcpool.chain.event.DbcEvent.StakeReduced;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.chain.report.MachineFault;
import io.dbcpool.substrate.metadata.EventRecord;
import io.dbcpool.substrate.metadata.Metadata;
import java.util.Optional;

/** Gives chain events their types, by the runtime's names for them. */
public final class DbcEvents {

    private DbcEvents() {}

    /** Never fails: an event of another shape is {@link Other}. */
    public static DbcEvent of(Metadata metadata, EventRecord event) {
        EventFields f = new EventFields(event);
        try {
            return switch (event.pallet()) {
                case "System" -> ofSystem(metadata, event);
                case "GenericFunc" ->
                    event.name().equals("TxFeeToTreasury")
                            ? new FixedFeePaid(f.account(0), f.amount(1))
                            : new Other(event);
                case "OnlineProfile" -> ofOnlineProfile(event, f);
                case "RentMachine" -> ofRentMachine(event, f);
                case "MaintainCommittee" ->
                    event.name().equals("ReportMachineFault")
                            ? new FaultReported(f.account(0), MachineFault.of(f.value(1)))
                            : new Other(event);
                case "TerminatingRental" -> ofTerminatingRental(event, f);
                default -> new Other(event);
            };
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            return new Other(event);
        }
    }

    private static DbcEvent ofSystem(Metadata metadata, EventRecord event) {
        return event.name().equals("ExtrinsicFailed")
                ? new ExtrinsicFailed(Refusal.of(metadata, new EventFields(event).value(0)))
                : new Other(event);
    }

    private static DbcEvent ofOnlineProfile(EventRecord event, EventFields f) {
        RentPallet pallet = RentPallet.RENT_MACHINE;
        return switch (event.name()) {
            case "BondMachine" -> new MachineBonded(f.account(0), f.machine(1), f.amount(2));
            case "ControllerStashBonded" -> new ControllerSet(pallet, f.account(0), f.account(1));
            case "StashResetController" -> new ControllerReset(f.account(0), f.account(1), f.account(2));
            case "ServerRoomGenerated" ->
                new ServerRoomMade(pallet, f.account(0), f.value(1).toString());
            case "MachineInfoAdded" -> new MachineInfoAdded(pallet, f.machine(0));
            case "MachineInfoUpdated" -> new MachineInfoUpdated(f.machine(0));
            case "StakeAdded" -> new StakeAdded(pallet, f.account(0), f.amount(1));
            case "StakeReduced" -> new StakeReduced(pallet, f.account(0), f.amount(1));
            case "MachineAddStake" -> new MachineStakeAdded(f.machine(0), f.amount(1), f.amount(2));
            case "ClaimReward" -> new RewardsClaimed(f.account(0), f.amount(1));
            case "ControllerReportOffline" -> new ReportedOffline(f.machine(0));
            case "ControllerReportOnline" -> new ReportedOnline(f.machine(0));
            case "MachineOfflineToMutHardware" -> new HardwareChangeBegun(f.machine(0), f.amount(1), f.amount(2));
            case "MachineRestaked" -> new MachineRestaked(f.machine(0), f.amount(1), f.amount(2));
            case "MachineExit" -> new MachineExited(f.machine(0));
            case "AddSlash" -> new SlashAdded(f.machine(0), f.bits(1));
            case "ApplySlashReview" -> new SlashReviewApplied(f.bits(0));
            case "SlashCanceled" -> new SlashCancelled(f.bits(0), f.account(1), f.amount(2));
            case "SlashExecuted" -> new SlashExecuted(f.account(0), f.machine(1), f.amount(2));
            default -> new Other(event);
        };
    }

    private static DbcEvent ofRentMachine(EventRecord event, EventFields f) {
        return switch (event.name()) {
            case "Rent" -> rental(RentalStep.ORDERED, f);
            case "ConfirmRent" -> rental(RentalStep.CONFIRMED, f);
            case "Relet" -> rental(RentalStep.EXTENDED, f);
            case "PayTxFee" -> new FixedFeePaid(f.account(0), f.amount(1));
            default -> new Other(event);
        };
    }

    private static Rental rental(RentalStep step, EventFields f) {
        return new Rental(
                RentPallet.RENT_MACHINE, step, f.order(0), f.account(1), f.machine(2), f.number(4), f.amount(5));
    }

    /**
     * Source: {@code pallets/terminating-rental/src/lib.rs}; {@code ConfirmReletBlockNum} is what a confirmation
     * deposits.
     */
    private static DbcEvent ofTerminatingRental(EventRecord event, EventFields f) {
        RentPallet pallet = RentPallet.TERMINATING_RENTAL;
        return switch (event.name()) {
            case "RentBlockNum" ->
                new Rental(
                        pallet, RentalStep.ORDERED, f.order(0), f.account(1), f.machine(2), f.number(4), f.amount(3));
            case "ConfirmReletBlockNum" ->
                new Rental(
                        pallet,
                        RentalStep.CONFIRMED,
                        Optional.empty(),
                        f.account(0),
                        f.machine(1),
                        f.number(3),
                        f.amount(2));
            case "ReletBlockNum" ->
                new Rental(
                        pallet, RentalStep.EXTENDED, f.order(0), f.account(1), f.machine(2), f.number(4), f.amount(3));
            case "ControllerStashBonded" -> new ControllerSet(pallet, f.account(0), f.account(1));
            case "ServerRoomGenerated" ->
                new ServerRoomMade(pallet, f.account(0), f.value(1).toString());
            case "MachineInfoAdded" -> new MachineInfoAdded(pallet, f.machine(0));
            case "StakeAdded" -> new StakeAdded(pallet, f.account(0), f.amount(1));
            case "StakeReduced" -> new StakeReduced(pallet, f.account(0), f.amount(1));
            case "ReportMachineFault" -> new FaultReported(f.account(0), MachineFault.of(f.value(1)));
            default -> new Other(event);
        };
    }
}
