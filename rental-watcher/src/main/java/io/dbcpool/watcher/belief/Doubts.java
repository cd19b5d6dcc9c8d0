package io.dbcpool.watcher.belief;

import io.dbcpool.events.Trigger.Source;
import io.dbcpool.watcher.belief.Doubt.Kind;
import io.dbcpool.watcher.belief.LastWord.Says;
import io.dbcpool.watcher.vacate.Moment;
import io.dbcpool.watcher.vacate.MonotonicTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which of a machine's last words do not fit together. The chain's word and a renter's domain stand until they change;
 * a broadcast is a word of its moment, and the DBC node takes up to 15 min for the next. So a broadcast contradicts
 * only what had already been so when it was sent.
 */
public final class Doubts {

    /** Ten blocks: by then the chain has told of a rental that a broadcast told of, also if only finalized. */
    static final Duration GRACE = Duration.ofMinutes(1);

    /** Two of the DBC node's timer periods: by then it has closed the domains of a rental that is over. */
    static final Duration CLOSING = Duration.ofMinutes(30);

    private Doubts() {}

    /** What is to be doubted at {@code now}: at most one of each kind. */
    public static List<Doubt> find(MachineBelief belief, Moment now, BeliefPolicy policy) {
        if (belief.words().areOfTheChainAlone()) {
            return List.of(); // of most machines at most times, and looked at of each twice a second
        }
        var doubts = new ArrayList<Doubt>();
        var spoof = elsewhere(belief.words(), now)
                .or(() -> insisting(belief, now, policy))
                .or(() -> againstTheChain(belief, now, policy))
                .or(() -> byTurns(belief.words(), now));
        spoof.ifPresent(words -> doubts.add(new Doubt(Kind.SPOOF_SUSPECTED, words)));
        disagreement(belief, now, spoof.isPresent())
                .ifPresent(words -> doubts.add(new Doubt(Kind.SOURCES_DISAGREE, words)));
        return doubts;
    }

    private static Optional<Supplier<String>> elsewhere(LastWords words, Moment now) {
        return words.elsewhere()
                .filter(refused -> age(refused.last(), now).compareTo(Span.OVER_AFTER) < 0)
                .map(refused -> () ->
                        "a broadcast about it was refused at %s: %s".formatted(time(refused.last()), refused.detail()));
    }

    /** The operator has just said that broadcasts are wrong, and they go on. */
    private static Optional<Supplier<String>> insisting(MachineBelief belief, Moment now, BeliefPolicy policy) {
        return belief.unheededUntil()
                .filter(until -> belief.isUnheeded(now))
                .flatMap(until -> belief.words()
                        .renting()
                        .filter(renting -> until.monotonic()
                                .minus(policy.holdDown())
                                .isBefore(renting.last().monotonic())))
                .map(renting -> () -> "an operator released it, and broadcasts said renting again, last at %s"
                        .formatted(time(renting.last())));
    }

    private static Optional<Supplier<String>> againstTheChain(MachineBelief belief, Moment now, BeliefPolicy policy) {
        if (!belief.words().says(Source.FINALIZED_BLOCK, Says.FREE)) {
            return Optional.empty();
        }
        var chain = belief.words().ofChain().filter(word -> word.is(Says.FREE));
        var renting = belief.words().renting().filter(span -> !span.isOver(now));
        if (chain.isEmpty() || renting.isEmpty() || belief.rentersDomain()) {
            return Optional.empty();
        }
        var longFree = chain.get().since().monotonic().plus(policy.holdDown());
        boolean wasLongFree = !renting.get().last().monotonic().isBefore(longFree);
        var contradicted = later(renting.get().since().monotonic(), longFree).plus(GRACE);
        return wasLongFree && !now.monotonic().isBefore(contradicted)
                ? Optional.of(() -> "a broadcast said renting at %s, the finalized chain has said free since %s"
                        .formatted(time(renting.get().last()), time(chain.get().since())))
                : Optional.empty();
    }

    /**
     * One DBC node does not say the one and the other within a minute, again and again: its timer has 300 s at least.
     */
    private static Optional<Supplier<String>> byTurns(LastWords words, Moment now) {
        return isGoingOn(words.renting(), now) && isGoingOn(words.empty(), now)
                ? Optional.of(() -> "broadcasts say renting and empty by turns since %s"
                        .formatted(time(words.renting().get().since())))
                : Optional.empty();
    }

    private static boolean isGoingOn(Optional<Span> span, Moment now) {
        return span.filter(it -> age(it.last(), now).compareTo(GRACE) < 0 && it.isAtLeast(GRACE))
                .isPresent();
    }

    private static Optional<Supplier<String>> disagreement(MachineBelief belief, Moment now, boolean spoofSuspected) {
        var words = belief.words();
        if (!words.says(Source.BROADCAST, Says.EMPTY) && !words.says(Source.FINALIZED_BLOCK, Says.FREE)) {
            return Optional.empty(); // nobody says that it is not rented
        }
        var chain = words.ofChain();
        var renters = words.find(Source.HYPERVISOR).filter(word -> word.is(Says.RENTING) && belief.rentersDomain());
        var broadcast = words.find(Source.BROADCAST)
                .filter(word -> age(word.last(), now).compareTo(Span.OVER_AFTER) < 0);
        var rented = chain.filter(word -> word.is(Says.RENTING));
        var free = chain.filter(word -> word.is(Says.FREE));
        if (rented.isPresent() && contradicts(broadcast, Says.EMPTY, rented.get(), now)) {
            return says("the chain", rented.get(), "broadcasts", broadcast.orElseThrow());
        }
        if (renters.isPresent() && contradicts(broadcast, Says.EMPTY, renters.get(), now)) {
            return says("the hypervisor", renters.get(), "broadcasts", broadcast.orElseThrow());
        }
        if (free.isPresent() && !spoofSuspected && contradicts(broadcast, Says.RENTING, free.get(), now)) {
            return says("the finalized chain", free.get(), "broadcasts", broadcast.orElseThrow());
        }
        boolean hadTime = free.isPresent()
                && renters.isPresent()
                && !now.monotonic()
                        .isBefore(later(
                                        free.get().since().monotonic(),
                                        renters.get().since().monotonic())
                                .plus(CLOSING));
        return hadTime
                ? says("the finalized chain", free.orElseThrow(), "the hypervisor", renters.orElseThrow())
                : Optional.empty();
    }

    /** Said when the other had been so for a while, and not made good since. */
    private static boolean contradicts(Optional<LastWord> broadcast, Says says, LastWord other, Moment now) {
        return broadcast
                .filter(word -> word.is(says)
                        && !word.last()
                                .monotonic()
                                .isBefore(other.since().monotonic().plus(GRACE))
                        && !now.monotonic().isBefore(word.since().monotonic().plus(GRACE)))
                .isPresent();
    }

    private static Optional<Supplier<String>> says(String one, LastWord its, String other, LastWord others) {
        return Optional.of(() -> "%s says %s since %s, %s %s %s since %s, last at %s"
                .formatted(
                        one,
                        its.says().word(),
                        time(its.since()),
                        other,
                        other.endsWith("s") ? "say" : "says",
                        others.says().word(),
                        time(others.since()),
                        time(others.last())));
    }

    private static Duration age(Moment moment, Moment now) {
        return now.monotonic().since(moment.monotonic());
    }

    private static MonotonicTime later(MonotonicTime one, MonotonicTime other) {
        return one.isBefore(other) ? other : one;
    }

    private static Instant time(Moment moment) {
        return moment.wall().truncatedTo(ChronoUnit.SECONDS);
    }
}
