package io.dbcpool.bridge.machines;

import io.dbcpool.bonding.upkeep.Shortage;
import io.dbcpool.chain.machine.MachineStatus;
import io.dbcpool.chain.state.MachineState;
import io.dbcpool.values.DbcAmount;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;

/** A machine's state in numbers, as metrics have it. */
public final class MachineFigures {

    private static final int DECIMALS = 15;

    private MachineFigures() {}

    /** In DBC. */
    public static double stakeMissing(MachineState state) {
        return state.stakeMissing().map(MachineFigures::dbc).orElse(0.0);
    }

    /** In DBC, of the stash, for all of its machines. */
    public static double claimable(MachineState state) {
        return state.claimable().map(MachineFigures::dbc).orElse(0.0);
    }

    /** In DBC. */
    public static double missing(Shortage shortage) {
        return dbc(shortage.missing());
    }

    public static boolean isOffline(MachineState state) {
        return state.entry()
                .filter(entry -> entry.machine().status().isOffline())
                .isPresent();
    }

    /** Whether a renter's report forced it offline. */
    public static boolean isReported(MachineState state) {
        return state.entry()
                .map(entry -> entry.machine().status())
                .filter(MachineStatus::isForcedOffline)
                .isPresent();
    }

    /**
     * Until the first pending slash of which nobody has applied for a review can be appealed no more; 0 if there is
     * none.
     */
    public static long blocksToAppeal(MachineState state) {
        return nextSlash(state)
                .map(slash ->
                        slash.slash().lastToAppeal().height() - state.block().number())
                .orElse(0L);
    }

    static Optional<MachineState.Slash> nextSlash(MachineState state) {
        return state.slashes().stream()
                .filter(slash -> !slash.underReview())
                .filter(slash ->
                        slash.slash().lastToAppeal().height() > state.block().number())
                .min(Comparator.comparing(slash -> slash.slash().lastToAppeal().height()));
    }

    private static double dbc(DbcAmount amount) {
        return new BigDecimal(amount.planck(), DECIMALS).doubleValue();
    }
}
