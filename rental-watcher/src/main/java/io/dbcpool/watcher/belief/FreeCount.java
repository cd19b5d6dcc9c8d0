package io.dbcpool.watcher.belief;

import io.dbcpool.events.Trigger.Via;
import io.dbcpool.watcher.belief.Signal.ChainSaysFree;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import io.dbcpool.watcher.vacate.Moment;
import io.dbcpool.watcher.vacate.MonotonicTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long the finalized chain has said free, and who has said otherwise since. Counted on the monotonic clock from
 * when words were heard, so that a wall clock that is set shortens nothing.
 *
 * <p>Which of two words is the newer is told by when this host heard them. One that came by way of Kafka may have been
 * on its way for long: it is as old as its label says, and two of those are compared by their labels.
 *
 * @param first the chain's first free, with no chain's and no hypervisor's word to the contrary since
 * @param last its last
 * @param direct the last renting that this host heard itself, from whomever
 * @param relayed the last renting that came by way of Kafka, from whomever
 * @param noiseAt the last renting or hint, from whomever
 * @param rentersAt when a renter's domain was last seen active
 */
record FreeCount(
        Optional<Said> first,
        Optional<Said> last,
        Optional<MonotonicTime> direct,
        Optional<Said> relayed,
        Optional<MonotonicTime> noiseAt,
        Optional<MonotonicTime> rentersAt) {

    /**
     * Kafka and two hosts' clocks may hold up a word of the chain by that much. What finality lags behind, 12 to 18 s,
     * is more, and the hold-down is made for it.
     */
    private static final Duration LAG = Duration.ofSeconds(5);

    /**
     * @param at the label, by the clock of whoever heard it first
     * @param from the same moment on our monotonic clock, and no later than it was heard
     */
    record Said(Instant at, MonotonicTime from, MonotonicTime heard, Via via) {
        static Said of(Instant at, Via via, Moment now) {
            var age = via == Via.DIRECT ? Duration.ZERO : Duration.between(at, now.wall());
            var from = now.monotonic().minus(age.isNegative() ? Duration.ZERO : age);
            return new Said(at, from, now.monotonic(), via);
        }
    }

    static final FreeCount NONE = new FreeCount(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    FreeCount afterFree(ChainSaysFree says, Moment now) {
        var said = Said.of(says.at(), says.via(), now);
        return isNewest(said, LAG)
                ? new FreeCount(
                        first.or(() -> Optional.of(said)), Optional.of(said), direct, relayed, noiseAt, rentersAt)
                : this;
    }

    FreeCount afterRenting(SaysRented says, Moment now) {
        var heard = Optional.of(now.monotonic());
        if (says.trigger().via() == Via.DIRECT) {
            return new FreeCount(first, last, heard, relayed, heard, rentersAt);
        }
        var said = Said.of(says.saidAt(), Via.KAFKA, now);
        var newest = relayed.filter(before -> before.at().isAfter(said.at())).orElse(said);
        return new FreeCount(first, last, direct, Optional.of(newest), heard, rentersAt);
    }

    /** It says nothing of what the chain says, but quiet it was not. */
    FreeCount afterHint(Moment now) {
        return new FreeCount(first, last, direct, relayed, Optional.of(now.monotonic()), rentersAt);
    }

    /** It is active, or was until just now: the chain's word has to hold without it. */
    FreeCount afterRentersDomain(Moment now) {
        return new FreeCount(first, last, direct, relayed, noiseAt, Optional.of(now.monotonic()));
    }

    /** The chain has to say it again. */
    FreeCount broken() {
        return new FreeCount(Optional.empty(), Optional.empty(), direct, relayed, noiseAt, rentersAt);
    }

    /** The chain has said so for that long, and said so last, with no renter's domain: whatever broadcasts say. */
    boolean holdsFor(Duration holdDown, Moment now) {
        return first.filter(said -> hasHeld(said.heard(), holdDown, now)).isPresent()
                && last.filter(said -> isNewest(said, LAG)).isPresent()
                && rentersAt.filter(at -> !hasHeld(at, holdDown, now)).isEmpty()
                && isSaidAfter(holdDown);
    }

    /**
     * A chain that this host follows says it with each block, and has to say it when the hold-down is over: silence is
     * no word. By way of Kafka it is said once.
     */
    private boolean isSaidAfter(Duration holdDown) {
        return last.filter(said -> said.via() == Via.KAFKA
                        || (first.filter(began -> isSince(began.heard(), said, holdDown))
                                        .isPresent()
                                && rentersAt
                                        .filter(at -> !isSince(at, said, holdDown))
                                        .isEmpty()))
                .isPresent();
    }

    private static boolean isSince(MonotonicTime from, Said said, Duration holdDown) {
        return said.heard().since(from).compareTo(holdDown) >= 0;
    }

    /** The same, and nobody has said anything else for that long. */
    boolean isQuietFor(Duration holdDown, Moment now) {
        return holdsFor(holdDown, now)
                && last.filter(said -> isNewest(said, Duration.ZERO)).isPresent()
                && noiseAt.filter(at -> !hasHeld(at, holdDown, now)).isEmpty();
    }

    private static boolean hasHeld(MonotonicTime since, Duration holdDown, Moment now) {
        return now.monotonic().since(since).compareTo(holdDown) >= 0;
    }

    private boolean isNewest(Said free, Duration lag) {
        boolean afterDirect =
                direct.filter(at -> free.from().plus(lag).isBefore(at)).isEmpty();
        boolean afterRelayed = relayed.filter(renting -> free.via() == Via.KAFKA
                        ? free.at().plus(lag).isBefore(renting.at())
                        : free.heard().isBefore(renting.heard()))
                .isEmpty();
        return afterDirect && afterRelayed;
    }
}
