package io.dbcpool.watcher.belief;

import io.dbcpool.events.Trigger.Via;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.RentOrderId;
import io.dbcpool.watcher.vacate.Moment;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What one source said last of a machine.
 *
 * @param since when this host heard it say so for the first time, with no other word of that source since
 * @param last when this host heard it last
 * @param block the block it stands in, of the chain's words
 */
public record LastWord(
        Says says, Via via, Moment since, Moment last, Optional<RentOrderId> rentOrderId, Optional<BlockNumber> block) {

    public enum Says {
        RENTING,
        EMPTY,
        FREE,
        /** The block that said renting was dropped by a fork. */
        RETRACTED,
        /** A renter's domain is active no more. */
        GONE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean is(Says other) {
        return says == other;
    }

    boolean isOlderThan(Duration age, Moment now) {
        return now.monotonic().since(last.monotonic()).compareTo(age) >= 0;
    }

    /** The same source speaks again: the same word goes on, another begins. */
    LastWord then(LastWord next) {
        return next.says == says ? new LastWord(says, next.via, since, next.last, next.rentOrderId, next.block) : next;
    }
}
