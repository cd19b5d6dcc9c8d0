package io.dbcpool.watcher.belief;

import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import io.dbcpool.watcher.belief.Signal.ChainRetracts;
import io.dbcpool.watcher.belief.Signal.ChainSaysFree;
import io.dbcpool.watcher.belief.Signal.FromElsewhere;
import io.dbcpool.watcher.belief.Signal.OperatorReleases;
import io.dbcpool.watcher.belief.Signal.RentersDomain;
import io.dbcpool.watcher.belief.Signal.SaysEmpty;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import io.dbcpool.watcher.vacate.Moment;
import io.dbcpool.watcher.vacate.MonotonicTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Plays what a machine's guard hears through the rule. A history can be written down as text: {@code 0:00 renting, 1:00
 * free, 4:00} is a broadcast at once, the finalized chain's word after a minute, and a look after four.
 *
 * <p>A word with a {@code ~} came by way of Kafka, and {@code ~2:00} in front of it says when it was said.
 */
final class History {

    static final MachineId MACHINE = new MachineId("8e".repeat(32));
    static final Instant T0 = Instant.parse("2026-11-24T00:00:00Z");
    static final Duration HOLD_DOWN = Duration.ofMinutes(3);

    private final BeliefPolicy policy;
    private MachineBelief belief = MachineBelief.nothingHeard(MACHINE);
    private Duration elapsed = Duration.ZERO;
    private Duration wallIsAhead = Duration.ZERO;

    History(BeliefPolicy policy) {
        this.policy = policy;
    }

    static MachineBelief after(String history) {
        return after(history, BeliefPolicy.ofHoldDown(HOLD_DOWN));
    }

    static MachineBelief after(String history, BeliefPolicy policy) {
        return new History(policy).play(history).belief();
    }

    History play(String history) {
        for (String step : history.isEmpty() ? List.<String>of() : List.of(history.split(", *", -1))) {
            var words = step.strip().split(" +", -1);
            at(time(words[0]));
            if (words.length == 2) {
                hear(words[1], now().wall());
            } else if (words.length == 3) {
                hear(words[2], T0.plus(time(words[1].substring(1))));
            }
        }
        return this;
    }

    /** Time goes on to {@code elapsed}, with nothing heard. */
    History at(Duration then) {
        elapsed = then;
        belief = belief.at(now(), policy);
        return this;
    }

    private void hear(String word, Instant saidAt) {
        switch (word) {
            case "clock+1h" -> wallIsAhead = wallIsAhead.plusHours(1);
            case "clock-1h" -> wallIsAhead = wallIsAhead.minusHours(1);
            case "restart" ->
                belief = MachineBelief.remembered(
                        MACHINE,
                        belief.belief(),
                        belief.claimedBy(),
                        belief.deafUntil(),
                        belief.blocks(),
                        belief.unheededUntil());
            default -> hear(signal(word, saidAt));
        }
    }

    History hear(Signal signal) {
        belief = belief.notDeafBeyond(now()).after(signal, now(), policy).at(now(), policy);
        return this;
    }

    static Signal signal(String word, Instant saidAt) {
        return switch (word) {
            case "pool" -> rented(Source.CHAIN_POOL, Via.DIRECT, saidAt);
            case "best" -> best(7, 100, Via.DIRECT, saidAt);
            case "best-101" -> best(7, 101, Via.DIRECT, saidAt);
            case "final" -> rented(Source.FINALIZED_BLOCK, Via.DIRECT, saidAt);
            case "renting" -> rented(Source.BROADCAST, Via.DIRECT, saidAt);
            case "renting~" -> rented(Source.BROADCAST, Via.KAFKA, saidAt);
            case "best~" -> rented(Source.BEST_BLOCK, Via.KAFKA, saidAt);
            case "renter" -> rented(Source.HYPERVISOR, Via.DIRECT, saidAt);
            case "active" -> new RentersDomain(true);
            case "gone" -> new RentersDomain(false);
            case "empty" -> new SaysEmpty(saidAt);
            case "empty~" -> new SaysEmpty(saidAt, Via.KAFKA);
            case "free" -> new ChainSaysFree(saidAt, Via.DIRECT, Optional.empty());
            case "free~" -> new ChainSaysFree(saidAt);
            case "best-100~" -> best(7, 100, Via.KAFKA, saidAt);
            case "best-189~" -> best(8, 189, Via.KAFKA, saidAt);
            case "free-99" -> new ChainSaysFree(saidAt, Via.DIRECT, Optional.of(new BlockNumber(99)));
            case "free-100" -> new ChainSaysFree(saidAt, Via.DIRECT, Optional.of(new BlockNumber(100)));
            case "retracted" -> new ChainRetracts(Optional.of(new RentOrderId(7)), new BlockNumber(100));
            case "retracted-other" -> new ChainRetracts(Optional.of(new RentOrderId(8)), new BlockNumber(100));
            case "retracted-block" -> new ChainRetracts(Optional.empty(), new BlockNumber(100));
            case "retracted-other-block" -> new ChainRetracts(Optional.empty(), new BlockNumber(99));
            case "release" -> new OperatorReleases(saidAt);
            case "elsewhere" -> new FromElsewhere("wanted 192.0.2.11, found 192.0.2.66");
            default -> throw new IllegalArgumentException("no such word: " + word);
        };
    }

    private static Signal rented(Source source, Via via, Instant saidAt) {
        return new SaysRented(Trigger.of(source, via, saidAt), saidAt);
    }

    private static Signal best(long order, long block, Via via, Instant saidAt) {
        var trigger = new Trigger(
                Source.BEST_BLOCK,
                via,
                saidAt,
                Optional.of(new RentOrderId(order)),
                Optional.of(new BlockNumber(block)),
                Optional.of(saidAt));
        return new SaysRented(trigger, saidAt);
    }

    void setWallAheadBy(Duration ahead) {
        wallIsAhead = ahead;
    }

    /** The text's minutes and seconds, {@code 4:00} or {@code 3:59.999}. */
    static Duration time(String text) {
        var parts = text.split("[:.]", -1);
        var millis = parts.length > 2 ? Long.parseLong(parts[2]) : 0;
        return Duration.ofMinutes(Long.parseLong(parts[0]))
                .plusSeconds(Long.parseLong(parts[1]))
                .plusMillis(millis);
    }

    /** The monotonic clock begins just before it wraps: nothing may compare its readings but by their difference. */
    Moment now() {
        return new Moment(
                T0.plus(elapsed).plus(wallIsAhead), new MonotonicTime(Long.MAX_VALUE - 1_000_000).plus(elapsed));
    }

    Duration elapsed() {
        return elapsed;
    }

    MachineBelief belief() {
        return belief;
    }
}
