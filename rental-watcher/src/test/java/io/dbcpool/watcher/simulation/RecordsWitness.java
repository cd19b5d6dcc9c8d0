package io.dbcpool.watcher.simulation;

import io.dbcpool.events.VacateCompleted;
import io.dbcpool.history.HistoryChecker;
import io.dbcpool.history.ReceiptProof.SignatureCheck;
import io.dbcpool.watcher.receipt.SimulatedKeys;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What the records tell in the end, by {@link HistoryChecker}, except where the world was such that they have to; and
 * that all of them were told (invariant 6).
 */
final class RecordsWitness {

    /** What the checker reckons by wall clock labels, which say nothing where the clock was set meanwhile. */
    private static final Pattern IS_BY_LABEL = Pattern.compile(
            "begins before vacate|dbc.broadcasts lacks|no MachineBroken|is later|never told|out of order");

    /** What it reckons by the order in which things were told. */
    private static final Pattern IS_BY_ORDER = Pattern.compile("is told out of order|begins before vacate");

    private final World world;
    private final Violations violations;
    /** Vacates of which a guard was behind, from their signal to their receipt. */
    private final Set<UUID> ofThoseBehind = new HashSet<>();

    RecordsWitness(World world, Violations violations) {
        this.world = world;
        this.violations = violations;
    }

    /** A guard that is behind at the deadline tells of it when it comes to it. */
    void onReceipt(VacateCompleted receipt) {
        long now = world.agenda().nowNanos();
        long since = world.wall().wasSet()
                ? Long.MIN_VALUE / 2
                : now
                        - Duration.between(
                                        receipt.trigger().observedAt(),
                                        world.wall().instant())
                                .toNanos();
        if (world.watchers().stream().anyMatch(watcher -> watcher.behindNanos(since, now) > 0)) {
            ofThoseBehind.add(receipt.vacateId());
        }
    }

    void judgeTheWhole() {
        for (SimulatedWatcher watcher : world.watchers()) {
            if (!watcher.isSettled()) {
                violations.add("6: not settled: " + watcher.describe());
            }
        }
        if (world.watchers().stream().anyMatch(SimulatedWatcher::mayLackRecords)) {
            return;
        }
        boolean mayBeOvertaken = world.watchers().stream().anyMatch(SimulatedWatcher::mayHaveOvertaken);
        for (String found : HistoryChecker.findViolations(
                world.kafka().log(), world.isThorough() ? SignatureCheck.ED25519 : SimulatedKeys::isQuick)) {
            boolean isExcused =
                    (world.wall().wasSet() && IS_BY_LABEL.matcher(found).find())
                            || (mayBeOvertaken && IS_BY_ORDER.matcher(found).find())
                            || (found.contains("no MachineBroken")
                                    && ofThoseBehind.stream().anyMatch(id -> found.contains(id.toString())));
            if (!isExcused) {
                violations.add("records: " + found);
            }
        }
    }
}
