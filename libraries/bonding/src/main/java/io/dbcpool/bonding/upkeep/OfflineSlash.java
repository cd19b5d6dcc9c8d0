package io.dbcpool.bonding.upkeep;

import io.dbcpool.chain.machine.Machine;
import io.dbcpool.chain.machine.MachineStatus;
import io.dbcpool.values.BlockNumber;
import java.util.Map;
import java.util.Optional;

/**
 * What a machine's time offline costs when it comes back, in percent of its stake. Source: {@code OPSlashReason} and
 * {@code slash_percent} in {@code pallets/online-profile/src/utils.rs}; blocks of 6 s, each range without its end.
 */
public final class OfflineSlash {

    /** 7 min, 4 h, 24 h, 48 h, 120 h, 240 h. */
    private static final long[] TIER_ENDS = {70, 2_400, 14_400, 28_800, 72_000, 144_000};

    private static final Map<String, int[]> PERCENT = Map.of(
            "RentedReportOffline", new int[] {2, 4, 4, 4, 30, 50, 50},
            "OnlineReportOffline", new int[] {2, 4, 4, 4, 30, 30, 80},
            "RentedInaccessible", new int[] {4, 8, 8, 8, 60, 100, 100},
            "RentedHardwareMalfunction", new int[] {6, 6, 12, 16, 60, 100, 100},
            "RentedHardwareCounterfeit", new int[] {12, 12, 24, 32, 60, 100, 100},
            "OnlineRentFailed", new int[] {6, 6, 12, 16, 60, 100, 100});

    private static final long DAY = 14_400;
    private static final long ONLINE_FOR = 365 * DAY;
    private static final long IDLE_FOR = 10 * DAY;

    private OfflineSlash() {}

    /**
     * What coming back costs.
     *
     * @param percent of the machine's stake, if it is back in the block
     * @param nextPercent what it costs from {@code nextTierAt} on, and empty if it costs no more
     */
    public record Cost(String reason, int percent, Optional<BlockNumber> nextTierAt, int nextPercent) {}

    /** Empty if the machine is not offline, or for a reason that this release does not know. */
    public static Optional<Cost> of(Machine machine, BlockNumber block) {
        if (machine.status() instanceof MachineStatus.StakerReportOffline offline) {
            if (isFree(machine, offline)) {
                return Optional.of(new Cost("OnlineReportOffline", 0, Optional.empty(), 0));
            }
            return cost(
                    offline.before().isRented() ? "RentedReportOffline" : "OnlineReportOffline",
                    offline.since(),
                    block);
        }
        if (machine.status() instanceof MachineStatus.ReporterReportOffline offline) {
            return offline.reason()
                    .since()
                    .flatMap(since -> cost(offline.reason().name(), since, block));
        }
        return Optional.empty();
    }

    /** What it would cost to be back within 7 minutes, 4 hours or more, for one that is going offline. */
    public static String foreseen(boolean rented) {
        return rented
                ? "2 % of its stake if it is back within 7 min, 4 % within 48 h, 30 % within 120 h, 50 % after that"
                : "2 % of its stake if it is back within 7 min, 4 % within 48 h, 30 % within 240 h, 80 % after that";
    }

    private static Optional<Cost> cost(String reason, BlockNumber since, BlockNumber block) {
        int[] percent = PERCENT.get(reason);
        if (percent == null) {
            return Optional.empty();
        }
        int tier = tier(block.height() - since.height());
        int next = tier;
        while (next < TIER_ENDS.length && percent[next + 1] == percent[tier]) {
            next++;
        }
        return Optional.of(
                next < TIER_ENDS.length
                        ? new Cost(
                                reason,
                                percent[tier],
                                Optional.of(new BlockNumber(since.height() + TIER_ENDS[next])),
                                percent[next + 1])
                        : new Cost(reason, percent[tier], Optional.empty(), percent[tier]));
    }

    private static int tier(long blocks) {
        int tier = 0;
        while (tier < TIER_ENDS.length && blocks >= TIER_ENDS[tier]) {
            tier++;
        }
        return tier;
    }

    /** A year online and ten days idle before its owner reported it offline. */
    private static boolean isFree(Machine machine, MachineStatus.StakerReportOffline offline) {
        long since = offline.since().height();
        return !offline.before().isRented()
                && machine.onlineAt().height() > 0
                && since - machine.onlineAt().height() > ONLINE_FOR
                && since - machine.lastOnlineAt().height() >= IDLE_FOR;
    }
}
