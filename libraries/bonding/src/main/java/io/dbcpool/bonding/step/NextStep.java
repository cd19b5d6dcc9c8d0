package io.dbcpool.bonding.step;

import io.dbcpool.bonding.state.BondingState;
import io.dbcpool.bonding.wish.ServerRoom;
import io.dbcpool.bonding.wish.Wish;
import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.machine.Machine;
import io.dbcpool.chain.machine.MachineStatus;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.values.DbcAmount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is next, from what the chain says alone: whoever asks again, after a crash or on another host, gets the same
 * answer until the chain has changed. Source of the order and of each precondition:
 * {@code pallets/online-profile/src/lib.rs}.
 */
public final class NextStep {

    /** What an account keeps for transaction fees, far more than a call costs. */
    static final DbcAmount FOR_FEES = DbcAmount.ofDbc("1");

    private NextStep() {}

    /** @param roomsTaken server rooms that other wishes of the same stash count on */
    public static Step of(BondingState state, Wish wish, Set<String> roomsTaken) {
        return state.machine()
                .map(machine -> bonded(state, machine, wish, roomsTaken))
                .orElseGet(() -> notBonded(state));
    }

    /** What is likely to follow, this one first: for its price. Ends where others have to act. */
    public static List<Step> foreseen(BondingState state, Wish wish, Set<String> roomsTaken) {
        Step first = of(state, wish, roomsTaken);
        List<Step> all = new ArrayList<>();
        all.add(first);
        if (first instanceof Step.SetController) {
            Step bond = bond(state);
            all.add(bond);
            first = bond;
        }
        if (first instanceof Step.BondMachine) {
            Step room = room(state, wish, roomsTaken);
            all.add(room);
            first = room;
        }
        if (first instanceof Step.GenServerRoom) {
            all.add(new Step.AddMachineInfo(wish.siteIn("0x" + "0".repeat(64))));
        }
        return List.copyOf(all);
    }

    private static Step notBonded(BondingState state) {
        if (state.wasOfStash()) {
            return new Step.Stuck(
                    "the machine has left the chain under this stash, and a stash bonds a machine once",
                    "bond it with another stash");
        }
        if (state.controllerOfStash().isEmpty() && state.stashOfController().isEmpty()) {
            return new Step.SetController(state.stash(), state.controller());
        }
        return state.controllerOfStash().filter(state.controller()::equals).isPresent()
                ? bond(state)
                : otherController(state);
    }

    private static Step otherController(BondingState state) {
        return state.controllerOfStash()
                .map(other -> new Step.Stuck(
                        "the stash has another controller, %s".formatted(ss58(other)),
                        "name that one in the wish, or let the stash sign stash_reset_controller for %s"
                                .formatted(ss58(state.controller()))))
                .orElseGet(() -> new Step.Stuck(
                        "the controller controls another stash, %s"
                                .formatted(state.stashOfController()
                                        .map(NextStep::ss58)
                                        .orElse("?")),
                        "use another account as controller of this stash"));
    }

    private static Step bond(BondingState state) {
        Optional<DbcAmount> fee = state.fixedFee();
        Optional<DbcAmount> stake = state.stakeAtBonding();
        if (fee.isEmpty() || stake.isEmpty()) {
            return new Step.Stuck(
                    "this chain has set no %s, and nothing can be bonded without"
                            .formatted(fee.isEmpty() ? "fixed fee" : "stake or price of DBC"),
                    "wait until the chain's governance or its price feed has");
        }
        return controllerLacks(state, fee.get(), "the fixed fee of bonding")
                .or(() -> stashLacks(state, stake.get(), "the stake at bonding"))
                .orElseGet(() -> new Step.BondMachine(fee.get(), stake.get()));
    }

    private static Step bonded(BondingState state, Machine machine, Wish wish, Set<String> roomsTaken) {
        if (!machine.stash().equals(state.stash())) {
            return new Step.Stuck(
                    "somebody else has bonded the machine, with stash %s".formatted(ss58(machine.stash())),
                    "if that is you, name that stash in the wish; if not, its key is in other hands: see docs/keys.md");
        }
        if (!machine.controller().equals(state.controller())) {
            return new Step.Stuck(
                    "the machine has another controller, %s".formatted(ss58(machine.controller())),
                    "name that one in the wish, or let the stash sign stash_reset_controller");
        }
        MachineStatus status = machine.status();
        if (status.isOffline()) {
            return new Step.Stuck(
                    "the machine is %s".formatted(status.inWords()),
                    "look at what coming back costs, then: ./pool chain online %s".formatted(wish.machine()));
        }
        if (status instanceof MachineStatus.AddingCustomizeInfo) {
            return room(state, wish, roomsTaken);
        } else if (status instanceof MachineStatus.DistributingOrder) {
            return new Step.Wait("three members of the committee who are free to verify it");
        } else if (status instanceof MachineStatus.CommitteeVerifying) {
            return new Step.Wait(
                    "the committee's verdict, 36 to 48 h after it began; its VMs run on the host until then");
        } else if (status instanceof MachineStatus.WaitingFulfill) {
            return fulfill(state);
        } else if (status instanceof MachineStatus.Online || status instanceof MachineStatus.Rented) {
            return new Step.Done("the machine is %s".formatted(status.inWords()));
        } else if (status instanceof MachineStatus.CommitteeRefused) {
            return new Step.Stuck(
                    "the machine is %s".formatted(status.inWords()),
                    "mend what the committee found; a refusal can be appealed within 2 days");
        }
        return new Step.Stuck(
                "the machine is %s".formatted(status.inWords()), "look at it on the chain: ./pool chain machines");
    }

    private static Step room(BondingState state, Wish wish, Set<String> roomsTaken) {
        ServerRoom wanted = wish.serverRoom();
        if (wanted instanceof ServerRoom.Named named) {
            return state.rooms().contains(named.id())
                    ? new Step.AddMachineInfo(wish.siteIn(named.id()))
                    : new Step.Stuck(
                            "the stash has no server room %s; it has %s".formatted(named.id(), state.rooms()),
                            "name one of those, or let the wish say reuse or new");
        }
        if (wanted instanceof ServerRoom.Reuse) {
            return state.rooms().stream()
                    .findFirst()
                    .<Step>map(room -> new Step.AddMachineInfo(wish.siteIn(room)))
                    .orElseGet(() -> new Step.Stuck(
                            "the stash has no server room to reuse",
                            "let the wish say server-room: new; it costs the fixed fee%s"
                                    .formatted(state.fixedFee()
                                            .map(fee -> " of " + fee)
                                            .orElse(""))));
        }
        // A room in which nothing stands was made for nobody else: making another would cost the fee again.
        return state.rooms().stream()
                .filter(room -> !state.roomsInUse().contains(room) && !roomsTaken.contains(room))
                .findFirst()
                .<Step>map(room -> new Step.AddMachineInfo(wish.siteIn(room)))
                .orElseGet(() -> makeRoom(state));
    }

    private static Step makeRoom(BondingState state) {
        DbcAmount fee = state.fixedFee().orElse(new DbcAmount(BigInteger.ZERO));
        return controllerLacks(state, fee, "the fixed fee of a server room")
                .orElseGet(() -> new Step.GenServerRoom(fee));
    }

    private static Step fulfill(BondingState state) {
        DbcAmount missing = state.stakeMissing();
        return stashLacks(state, missing, "the stake that the verified machine lacks")
                .orElseGet(() -> new Step.FulfillMachine(missing));
    }

    private static Optional<Step> controllerLacks(BondingState state, DbcAmount amount, String forWhat) {
        DbcAmount needed = new DbcAmount(amount.planck().add(FOR_FEES.planck()));
        return lacks("controller", state.controller(), state.controllerBalance().free(), needed, forWhat);
    }

    private static Optional<Step> stashLacks(BondingState state, DbcAmount amount, String forWhat) {
        return lacks("stash", state.stash(), state.stashBalance().free(), amount, forWhat);
    }

    private static Optional<Step> lacks(
            String who, AccountId account, DbcAmount free, DbcAmount needed, String forWhat) {
        return free.compareTo(needed) < 0
                ? Optional.of(new Step.Lacking(who, account, needed, free, forWhat))
                : Optional.empty();
    }

    static String ss58(AccountId account) {
        return account.toSs58(DbcRuntime.SS58_PREFIX);
    }
}
