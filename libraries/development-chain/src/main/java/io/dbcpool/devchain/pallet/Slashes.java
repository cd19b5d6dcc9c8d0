package io.dbcpool.devchain.pallet;

import io.dbcpool.devchain.runtime.Accounts;
import io.dbcpool.devchain.runtime.Dispatch;
import io.dbcpool.devchain.runtime.DispatchFailure;
import io.dbcpool.devchain.runtime.Edit;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Slashes of a machine's stake: how much, until when one may appeal, and what becomes of them. */
final class Slashes {

    private Slashes() {}

    /** What {@code slash_percent} takes; durations in blocks. */
    static long percent(String reason, long blocks) {
        return switch (reason) {
            case "RentedReportOffline" -> step(blocks, Blocks.FIVE_DAYS, 2, 4, 30, 50);
            case "OnlineReportOffline" -> step(blocks, Blocks.TEN_DAYS, 2, 4, 30, 80);
            case "RentedInaccessible" -> step(blocks, Blocks.FIVE_DAYS, 4, 8, 60, 100);
            case "RentedHardwareMalfunction", "OnlineRentFailed" -> slowStep(blocks, 6, 12, 16);
            case "RentedHardwareCounterfeit" -> slowStep(blocks, 12, 24, 32);
            default -> 0;
        };
    }

    private static long step(long blocks, long last, long first, long second, long third, long most) {
        if (blocks < Blocks.SEVEN_MINUTES) {
            return first;
        }
        if (blocks < Blocks.TWO_DAYS) {
            return second;
        }
        return blocks < last ? third : most;
    }

    private static long slowStep(long blocks, long first, long second, long third) {
        if (blocks < Blocks.FOUR_HOURS) {
            return first;
        }
        if (blocks < Blocks.DAY) {
            return second;
        }
        return step(blocks, Blocks.FIVE_DAYS, third, third, 60, 100);
    }

    /**
     * The slash for having been offline, perhaps of nothing; empty where the runtime answers Ok and does nothing.
     *
     * @throws DispatchFailure if the machine is not offline by its owner's or a reporter's word
     */
    static Optional<Value> forComingBack(Dispatch dispatch, Value machineId, Value machine) throws DispatchFailure {
        Value.Variant status = Machines.status(machine);
        return switch (status.name()) {
            case "StakerReportOffline" -> ofOwner(dispatch, machineId, machine, status);
            case "ReporterReportOffline" -> Optional.of(ofReporter(dispatch, machineId, machine, status));
            default -> throw Machines.error("MachineStatusNotAllowed");
        };
    }

    private static Optional<Value> ofOwner(Dispatch dispatch, Value machineId, Value machine, Value.Variant status) {
        long since = status.field("0").asLong();
        String before = status.field("1").asVariant().name();
        if (!before.equals("Online") && !before.equals("Rented")) {
            return Optional.empty();
        }
        boolean rented = before.equals("Rented");
        Value reason = Value.variant(rented ? "RentedReportOffline" : "OnlineReportOffline", Value.of(since));
        Value slash = pending(dispatch, machineId, machine, reason, dispatch.block() - since);
        Value told = rented ? Edit.with(slash, "renters", machine.field("renters")) : slash;
        // Online for a year and idle for ten days before: the owner may go offline for nothing.
        boolean exempt = dispatch.block() - machine.field("online_height").asLong() > 365 * Blocks.DAY
                && since - machine.field("last_online_height").asLong() >= Blocks.TEN_DAYS;
        return Optional.of(exempt ? Edit.with(told, "slash_amount", 0) : told);
    }

    private static Value ofReporter(Dispatch dispatch, Value machineId, Value machine, Value.Variant status) {
        Value reason = status.field("0");
        long since = reason.field("0").asLong();
        long blocks = dispatch.block() - since;
        Value slash = pending(dispatch, machineId, machine, reason, blocks);
        boolean early = reason.asVariant().name().equals("RentedInaccessible") && blocks <= Blocks.TWO_DAYS;
        Value told = Edit.with(slash, "reporter", early ? Value.none() : Value.some(status.field("2")));
        Value renters = dispatch.at(Machines.PALLET, "OfflineMachine2renters", machineId)
                .get();
        return Edit.with(Edit.with(told, "renters", renters), "reward_to_committee", Value.some(status.field("3")));
    }

    private static Value pending(Dispatch dispatch, Value machineId, Value machine, Value reason, long blocks) {
        BigInteger amount = Money.percent(
                Machines.stake(machine), percent(reason.asVariant().name(), blocks));
        Map<String, Value> slash = new LinkedHashMap<>();
        slash.put("slash_who", Machines.stash(machine));
        slash.put("machine_id", machineId);
        slash.put("slash_time", Value.of(dispatch.block()));
        slash.put("slash_amount", Value.of(amount));
        slash.put("slash_exec_time", Value.of(dispatch.block() + Blocks.TWO_DAYS));
        slash.put("reporter", Value.none());
        slash.put("renters", Value.items());
        slash.put("reward_to_committee", Value.none());
        slash.put("slash_reason", reason);
        return Edit.struct(slash);
    }

    static void keep(Dispatch dispatch, Value machineId, Value slash) {
        var next = dispatch.at(Machines.PALLET, "NextSlashId");
        Value id = next.get();
        next.put(id.asLong() + 1);
        dispatch.at(Machines.PALLET, "PendingExecSlash", slash.field("slash_exec_time"))
                .change(ids -> Edit.added(ids, id));
        dispatch.at(Machines.PALLET, "PendingSlash", id).put(slash);
        dispatch.at(Machines.PALLET, "Machine2PendingSlashIds", machineId).change(ids -> Edit.added(ids, id));
        dispatch.deposit(Machines.PALLET, "AddSlash", machineId, id);
    }

    static void applyReview(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        Value controller = origin.account();
        Value id = call.field("slash_id");
        Value slash =
                dispatch.at(Machines.PALLET, "PendingSlash", id).find().orElseThrow(() -> Machines.error("Unknown"));
        Value machine = Machines.get(dispatch, slash.field("machine_id"));
        BigInteger stake = Stake.parameters(dispatch)
                .orElseThrow(() -> Machines.error("GetReonlineStakeFailed"))
                .field("slash_review_stake")
                .asInteger();
        Machines.requireController(machine, controller);
        Value due = slash.field("slash_exec_time");
        if (due.asLong() <= dispatch.block()) {
            throw Machines.error("ExpiredSlash");
        }
        Stake.add(dispatch, Machines.stash(machine), stake, Machines.error("BalanceNotEnough"));
        Map<String, Value> review = new LinkedHashMap<>();
        review.put("applicant", controller);
        review.put("staked_amount", Value.of(stake));
        review.put("apply_time", Value.of(dispatch.block()));
        review.put("expire_time", due);
        review.put("reason", call.field("reason"));
        dispatch.at(Machines.PALLET, "PendingSlashReview", id).put(Edit.struct(review));
        dispatch.at(Machines.PALLET, "PendingSlashReviewChecking", due).change(ids -> Edit.added(ids, id));
        dispatch.deposit(Machines.PALLET, "ApplySlashReview", id);
    }

    static void cancel(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        origin.requireRoot();
        Value id = call.field("slash_id");
        Value slash = dispatch.at(Machines.PALLET, "PendingSlash", id)
                .find()
                .orElseThrow(() -> Machines.error("SlashIdNotExist"));
        Value review = dispatch.at(Machines.PALLET, "PendingSlashReview", id)
                .find()
                .orElseThrow(() -> Machines.error("Unknown"));
        Value stash = slash.field("slash_who");
        BigInteger amount = slash.field("slash_amount").asInteger();
        Stake.reduce(dispatch, stash, amount, Machines.error("ReduceStakeFailed"));
        Stake.reduce(dispatch, stash, review.field("staked_amount").asInteger(), Machines.error("ReduceStakeFailed"));
        Value due = slash.field("slash_exec_time");
        dispatch.at(Machines.PALLET, "PendingSlashReviewChecking", due).change(ids -> Edit.removed(ids, id));
        dispatch.at(Machines.PALLET, "PendingExecSlash", due).change(ids -> Edit.removed(ids, id));
        dispatch.at(Machines.PALLET, "PendingSlash", id).remove();
        dispatch.at(Machines.PALLET, "PendingSlashReview", id).remove();
        dispatch.deposit(Machines.PALLET, "SlashCanceled", id, stash, Value.of(amount));
    }

    /** {@code exec_pending_slash} and {@code check_pending_slash}, in each block. */
    static void carryOutDue(Dispatch dispatch) {
        Value now = Value.of(dispatch.block());
        for (Value id :
                dispatch.at(Machines.PALLET, "PendingExecSlash", now).get().asItems()) {
            dispatch.at(Machines.PALLET, "PendingSlash", id).find().ifPresent(slash -> {
                split(dispatch, slash);
                dispatch.deposit(
                        Machines.PALLET,
                        "SlashExecuted",
                        slash.field("slash_who"),
                        slash.field("machine_id"),
                        slash.field("slash_amount"));
                dispatch.at(Machines.PALLET, "PendingSlash", id).remove();
            });
        }
        var reviews = dispatch.at(Machines.PALLET, "PendingSlashReviewChecking", now);
        if (!reviews.isPresent()) {
            return;
        }
        for (Value id : reviews.get().asItems()) {
            dispatch.at(Machines.PALLET, "PendingSlashReview", id).find().ifPresent(review -> {
                dispatch.at(Machines.PALLET, "ControllerStash", review.field("applicant"))
                        .find()
                        .ifPresent(stash -> Stake.slash(
                                dispatch, stash, review.field("staked_amount").asInteger(), List.of()));
                dispatch.at(Machines.PALLET, "PendingSlashReview", id).remove();
            });
        }
        reviews.remove();
    }

    private static void split(Dispatch dispatch, Value slash) {
        Value stash = slash.field("slash_who");
        BigInteger amount = slash.field("slash_amount").asInteger();
        if (new Accounts(dispatch).reserved(stash).compareTo(amount) < 0) {
            return;
        }
        List<Value> renters = slash.field("renters").asItems();
        Optional<Value> committee = slash.field("reward_to_committee").asOption();
        BigInteger toRenters = renters.isEmpty() ? BigInteger.ZERO : Money.percent(amount, 10);
        BigInteger toCommittee = committee.isEmpty() ? BigInteger.ZERO : Money.percent(amount, 20);
        if (toRenters.signum() > 0) {
            Stake.slash(dispatch, stash, toRenters, renters);
        }
        if (toCommittee.signum() > 0) {
            Stake.slash(
                    dispatch, stash, toCommittee, committee.map(Value::asItems).orElse(List.of()));
        }
        Stake.slash(dispatch, stash, amount.subtract(toRenters).subtract(toCommittee), List.of());
    }
}
