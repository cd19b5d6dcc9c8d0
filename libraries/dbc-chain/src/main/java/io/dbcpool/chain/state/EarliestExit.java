package io.dbcpool.chain.state;

import io.dbcpool.chain.machine.Machine;
import io.dbcpool.chain.rent.RentPallet;
import java.util.Optional;

/** When a machine may leave. Source: {@code machine_exit} in both pallets. */
final class EarliestExit {

    /** Blocks of 6 s; a reward era is as long. */
    private static final long DAY = 14_400;

    /** {@code reward_deadline <= era + 365}: 365 of the 730 eras that it earns in. */
    private static final long ERAS_BEFORE_END = 365;

    private static final long DAYS_IDLE = 10;
    private static final long DAYS_OF_SHORT_RENT = 365;

    private EarliestExit() {}

    static Optional<Long> days(RentPallet pallet, Machine machine, long block, long era) {
        if (machine.onlineAt().height() == 0) {
            return Optional.empty();
        }
        if (pallet == RentPallet.TERMINATING_RENTAL) {
            return Optional.of(daysUntil(machine.onlineAt().height() + DAYS_OF_SHORT_RENT * DAY, block));
        }
        long eras = Math.max(0, machine.rewardEndsInEra() - ERAS_BEFORE_END - era);
        long idle = daysUntil(machine.lastOnlineAt().height() + DAYS_IDLE * DAY, block);
        return Optional.of(Math.max(eras, idle));
    }

    private static long daysUntil(long block, long now) {
        return Math.max(0, (block - now + DAY - 1) / DAY);
    }
}
