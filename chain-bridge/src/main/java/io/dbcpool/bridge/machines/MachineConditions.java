package io.dbcpool.bridge.machines;

import io.dbcpool.bonding.upkeep.OfflineSlash;
import io.dbcpool.bonding.upkeep.Shortage;
import io.dbcpool.chain.state.MachineState;
import io.dbcpool.events.Alert;
import io.dbcpool.events.Alert.Severity;
import io.dbcpool.events.Alert.State;
import io.dbcpool.events.EventCodec;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.MachineId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of a machine's state on the chain asks for its owner: told when it begins, and when it has ended. Used by one
 * thread.
 */
final class MachineConditions {

    /** Rewards come each day; a week of them is forgotten rather than saved up. */
    static final Duration UNCLAIMED = Duration.ofDays(7);

    private static final int BLOCKS_AN_HOUR = 600;
    private static final int BLOCKS_A_MINUTE = 10;

    private record Key(String alert, MachineId machine) {}

    private final Map<Key, Instant> since = new HashMap<>();
    private final Map<Key, Alert> raised = new HashMap<>();

    /**
     * What to tell now. A machine that cannot be read is not among the states, and nothing is concluded of it.
     *
     * @param shortages of those machines whose next step an account cannot pay
     */
    List<Alert> look(Collection<MachineState> states, Map<MachineId, Shortage> shortages, Instant now) {
        List<Alert> tell = new ArrayList<>();
        for (MachineState state : states) {
            MachineId machine = state.machine();
            hold("StakeMissing", Severity.WARNING, machine, stakeMissing(state), Duration.ZERO, now)
                    .ifPresent(tell::add);
            hold("SlashPending", Severity.WARNING, machine, slashPending(state), Duration.ZERO, now)
                    .ifPresent(tell::add);
            hold("MachineOffline", Severity.WARNING, machine, offline(state), Duration.ZERO, now)
                    .ifPresent(tell::add);
            hold("MachineReported", Severity.PAGE, machine, reported(state), Duration.ZERO, now)
                    .ifPresent(tell::add);
            hold(
                            "BalanceTooLow",
                            Severity.WARNING,
                            machine,
                            Optional.ofNullable(shortages.get(machine)).map(Shortage::inWords),
                            Duration.ZERO,
                            now)
                    .ifPresent(tell::add);
            hold("RewardsUnclaimed", Severity.WARNING, machine, unclaimed(state), UNCLAIMED, now)
                    .ifPresent(tell::add);
        }
        return tell;
    }

    static Optional<String> stakeMissing(MachineState state) {
        return state.stakeMissing()
                .filter(missing -> missing.planck().signum() > 0)
                .map(missing -> "%s of its stake is missing".formatted(missing));
    }

    static Optional<String> slashPending(MachineState state) {
        return MachineFigures.nextSlash(state)
                .map(slash -> "a slash of %s (number %s) is pending, %d h are left to appeal"
                        .formatted(
                                slash.slash().amount(),
                                Long.toUnsignedString(slash.id()),
                                MachineFigures.blocksToAppeal(state) / BLOCKS_AN_HOUR));
    }

    static Optional<String> offline(MachineState state) {
        return MachineFigures.isOffline(state) && !MachineFigures.isReported(state)
                ? Optional.of("it is reported offline; %s".formatted(cost(state)))
                : Optional.empty();
    }

    static Optional<String> reported(MachineState state) {
        return MachineFigures.isReported(state)
                ? Optional.of("a renter's report forced it offline; %s".formatted(cost(state)))
                : Optional.empty();
    }

    private static Optional<String> unclaimed(MachineState state) {
        return state.claimable()
                .filter(amount -> amount.planck().signum() > 0)
                .map(amount -> "%s of rewards of its stash have not been claimed for a week".formatted(amount));
    }

    private static String cost(MachineState state) {
        long block = state.block().number();
        return state.entry()
                .flatMap(entry -> OfflineSlash.of(entry.machine(), new BlockNumber(block)))
                .map(cost -> "coming back costs %d %% of its stake%s"
                        .formatted(
                                cost.percent(),
                                cost.nextTierAt()
                                        .map(next -> ", and %d %% in %d min"
                                                .formatted(
                                                        cost.nextPercent(),
                                                        Math.max(0, next.height() - block) / BLOCKS_A_MINUTE))
                                        .orElse("")))
                .orElse("what coming back costs is not known");
    }

    private Optional<Alert> hold(
            String alert, Severity severity, MachineId machine, Optional<String> summary, Duration least, Instant now) {
        Key key = new Key(alert, machine);
        if (summary.isEmpty()) {
            since.remove(key);
            return Optional.ofNullable(raised.remove(key))
                    .map(before -> alert(alert, severity, State.CLEARED, machine, "it is over", now));
        }
        Instant begun = since.computeIfAbsent(key, none -> now);
        if (raised.containsKey(key) || Duration.between(begun, now).compareTo(least) < 0) {
            return Optional.empty();
        }
        Alert told = alert(alert, severity, State.RAISED, machine, summary.get(), now);
        raised.put(key, told);
        return Optional.of(told);
    }

    private static Alert alert(
            String alert, Severity severity, State state, MachineId machine, String summary, Instant now) {
        return new Alert(
                alert,
                severity,
                state,
                Optional.of(machine),
                summary,
                "docs/runbooks/" + alert + ".md",
                EventCodec.micros(now));
    }
}
