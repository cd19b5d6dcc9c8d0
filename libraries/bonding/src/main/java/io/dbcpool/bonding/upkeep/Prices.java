package io.dbcpool.bonding.upkeep;

import io.dbcpool.chain.machine.Machine;
import io.dbcpool.chain.machine.MachineStatus;
import io.dbcpool.chain.state.MachineState;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.DbcAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * The price of each action, before anybody is asked. Pure. Source of each precondition and amount:
 * {@code pallets/online-profile/src/lib.rs}.
 */
public final class Prices {

    private static final DbcAmount NOTHING = new DbcAmount(BigInteger.ZERO);
    private static final DbcAmount FOR_FEES = DbcAmount.ofDbc("0.1");
    private static final long DAY = 14_400;
    private static final int CHANGE_HARDWARE_PERCENT = 4;
    private static final String NO_SLASH = "";

    private final UpkeepState state;

    private Prices(UpkeepState state) {
        this.state = state;
    }

    public static Quote of(UpkeepState state, Action action) {
        return new Prices(state).quote(action);
    }

    private Quote quote(Action action) {
        if (state.stash().isEmpty()) {
            return new Quote.NotNow(
                    "the signer controls no stash", "let the stash name it with set_controller: ./pool bond apply");
        }
        if (action.verb() == Action.Verb.CLAIM) {
            return claim();
        }
        Optional<Machine> machine = state.machine().flatMap(MachineState::entry).map(MachineState.Entry::machine);
        if (machine.isEmpty()) {
            return new Quote.NotNow("the machine is not on the chain", "bond it: ./pool bond apply");
        }
        if (!machine.get().controller().equals(state.controller())) {
            return new Quote.NotNow("the machine has another controller", "sign with that one");
        }
        return ofMachine(action, machine.get());
    }

    private Quote ofMachine(Action action, Machine machine) {
        MachineStatus status = machine.status();
        return switch (action.verb()) {
            case CLAIM -> claim();
            case OFFLINE -> offline(status);
            case ONLINE -> online(machine);
            case FULFILL -> fulfill(status);
            case RESTAKE -> restake(machine);
            case CHANGE_HARDWARE -> changeHardware(machine);
            case EXIT -> exit(machine);
            case APPEAL -> appeal(action);
            case UPDATE_INFO ->
                machine.site().isTold()
                        ? price(NOTHING, NO_SLASH)
                        : new Quote.NotNow("its place was never told", "that comes first: ./pool bond apply");
            case EXTRA_PRICE, RENTAL_MODE ->
                status instanceof MachineStatus.Rented && action.verb() == Action.Verb.RENTAL_MODE
                        ? new Quote.NotNow("the machine is rented", "wait until nobody rents it")
                        : price(NOTHING, NO_SLASH);
        };
    }

    private Quote claim() {
        DbcAmount claimable = state.claimable();
        return claimable.planck().signum() == 0
                ? new Quote.NotNow("there is nothing to claim", "rewards come with each reward era, a day")
                : new Quote.Price(
                        NOTHING,
                        claimable,
                        NO_SLASH,
                        true,
                        canPayFee(),
                        List.of("the chain may put them into a stake that is not complete"));
    }

    private Quote offline(MachineStatus status) {
        if (!(status instanceof MachineStatus.Online || status instanceof MachineStatus.Rented)) {
            return wrongStatus(status, "online or rented");
        }
        return price(
                NOTHING,
                "when it comes back: " + OfflineSlash.foreseen(status.isRented()),
                "its rewards of this reward era are lost");
    }

    private Quote online(Machine machine) {
        if (!machine.status().isOffline()) {
            return wrongStatus(machine.status(), "offline");
        }
        Optional<OfflineSlash.Cost> cost =
                OfflineSlash.of(machine, new BlockNumber(state.block().number()));
        if (cost.isEmpty()) {
            return wrongStatus(machine.status(), "offline for a reason that this release knows");
        }
        OfflineSlash.Cost known = cost.get();
        DbcAmount slash = percent(machine.stake(), known.percent());
        String next = known.nextTierAt()
                .map(block -> "; from block %d on, in %d min, it is %d %%"
                        .formatted(
                                block.height(),
                                Math.max(0, block.height() - state.block().number()) / 10,
                                known.nextPercent()))
                .orElse("");
        return price(
                slash,
                known.percent() == 0
                        ? "none: a year online and ten days idle before"
                        : "%s is held now and taken after 2 days, unless an appeal succeeds (%d %% for %s%s)"
                                .formatted(slash, known.percent(), known.reason(), next));
    }

    private Quote fulfill(MachineStatus status) {
        if (!(status instanceof MachineStatus.WaitingFulfill)) {
            return wrongStatus(status, "verified and short of stake");
        }
        DbcAmount missing = state.machine().flatMap(MachineState::stakeMissing).orElse(NOTHING);
        return price(missing, "the stake, as long as the machine is on the chain");
    }

    private Quote restake(Machine machine) {
        long day = (state.block().number() - machine.lastRestakeAt().height()) / DAY;
        return machine.lastRestakeAt().height() > 0 && day < 365
                ? new Quote.NotNow(
                        "the last restake is %d days ago".formatted(day), "wait %d days more".formatted(365 - day))
                : price(NOTHING, NO_SLASH, "it only ever gives stake back");
    }

    private Quote changeHardware(Machine machine) {
        if (!(machine.status() instanceof MachineStatus.Online)) {
            return wrongStatus(machine.status(), "online and not rented");
        }
        Optional<DbcAmount> verification = state.parameters()
                .flatMap(set -> state.price()
                        .filter(usd -> usd > 0)
                        .map(usd -> new DbcAmount(BigInteger.valueOf(set.reonlineUsd())
                                .multiply(BigInteger.TEN.pow(15))
                                .divide(BigInteger.valueOf(usd)))));
        if (verification.isEmpty()) {
            return new Quote.NotNow("the price of the verification is not known", "wait for the chain's price feed");
        }
        DbcAmount slash = percent(machine.stake(), CHANGE_HARDWARE_PERCENT);
        return price(
                sum(verification.get(), slash),
                "%s, which is %d %% of the stake, if the committee verifies the new hardware later than the runtime allows; %s pays the committee"
                        .formatted(slash, CHANGE_HARDWARE_PERCENT, verification.get()),
                "the machine is off the market until the committee has verified it again");
    }

    private Quote exit(Machine machine) {
        if (!(machine.status() instanceof MachineStatus.Online)) {
            return wrongStatus(machine.status(), "online and not rented");
        }
        long days = state.machine().flatMap(MachineState::daysToEarliestExit).orElse(0L);
        return days > 0
                ? new Quote.NotNow("it is too early", "wait %d days".formatted(days))
                : new Quote.Price(
                        NOTHING,
                        machine.stake(),
                        NO_SLASH,
                        true,
                        canPayFee(),
                        List.of("the same stash can never bond this machine again"));
    }

    private Quote appeal(Action action) {
        String id = action.arguments().isEmpty() ? "" : action.arguments().get(0);
        Optional<MachineState.Slash> slash = state.machine().stream()
                .flatMap(machine -> machine.slashes().stream())
                .filter(one -> Long.toUnsignedString(one.id()).equals(id))
                .findFirst();
        if (slash.isEmpty()) {
            return new Quote.NotNow("the machine has no pending slash %s".formatted(id), "look: ./pool chain machines");
        }
        if (slash.get().underReview()) {
            return new Quote.NotNow(
                    "its review was applied for already", "a second one would only stake a second time");
        }
        if (slash.get().slash().lastToAppeal().height() <= state.block().number()) {
            return new Quote.NotNow("it is too late for a review of it", "nothing on chain");
        }
        DbcAmount stake = state.parameters().map(set -> set.slashReview()).orElse(NOTHING);
        DbcAmount held = slash.get().slash().amount();
        return price(
                stake,
                "%s that is staked for the review, and %s that is held for the slash since it was decided, if the technical committee does not cancel it before block %d"
                        .formatted(stake, held, slash.get().slash().executedAt().height()),
                "if it cancels the slash, %s comes back to the stash".formatted(sum(stake, held)));
    }

    private Quote price(DbcAmount reserved, String slash, String... notes) {
        return new Quote.Price(
                reserved,
                NOTHING,
                slash,
                state.stashBalance().free().compareTo(reserved) >= 0,
                canPayFee(),
                List.of(notes));
    }

    private boolean canPayFee() {
        return state.signerBalance().free().compareTo(FOR_FEES) >= 0;
    }

    private static Quote wrongStatus(MachineStatus status, String wanted) {
        return new Quote.NotNow(
                "it wants a machine that is %s, and this one is %s".formatted(wanted, status.inWords()),
                "nothing was sent");
    }

    private static DbcAmount percent(DbcAmount amount, int percent) {
        return new DbcAmount(
                amount.planck().multiply(BigInteger.valueOf(percent)).divide(BigInteger.valueOf(100)));
    }

    private static DbcAmount sum(DbcAmount one, DbcAmount other) {
        return new DbcAmount(one.planck().add(other.planck()));
    }
}
