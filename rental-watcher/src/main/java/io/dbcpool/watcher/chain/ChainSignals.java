package io.dbcpool.watcher.chain;

import io.dbcpool.chain.feed.RentalFeed;
import io.dbcpool.chain.feed.RentalNews;
import io.dbcpool.chain.feed.RentalNews.Kind;
import io.dbcpool.chain.feed.Tenancy;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.belief.Signal;
import io.dbcpool.watcher.belief.Signal.ChainRetracts;
import io.dbcpool.watcher.belief.Signal.ChainSaysFree;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a block says of whether a machine is rented, to the watcher that read it itself. */
final class ChainSignals {

    /** Finality lags behind by 12 to 18 s; a chain node that is this much behind is still catching up. */
    static final Duration CHAIN_NODE_IS_BEHIND = Duration.ofMinutes(2);

    private ChainSignals() {}

    /** That an order is over says nothing here: whether the machine is free then is asked of each finalized block. */
    static Optional<Signal> find(RentalNews news) {
        var block = new BlockNumber(news.block().number());
        if (news.kind().saysRented()) {
            var at = EventCodec.micros(news.blockTime());
            var source = news.isFinal() ? Source.FINALIZED_BLOCK : Source.BEST_BLOCK;
            return Optional.of(new SaysRented(
                    new Trigger(source, Via.DIRECT, at, news.order(), Optional.of(block), Optional.of(at)), at));
        }
        boolean takesRentalBack = news.retracted().filter(Kind.ORDERED::equals).isPresent();
        return takesRentalBack ? Optional.of(new ChainRetracts(news.order(), block)) : Optional.empty();
    }

    /** A call that would rent the machine waits in a chain node's pool. */
    static Signal hint(Instant heardAt) {
        var at = EventCodec.micros(heardAt);
        return new SaysRented(Trigger.of(Source.CHAIN_POOL, Via.DIRECT, at), at);
    }

    /**
     * Which machines a finalized block leaves free. Said again with each block, so that a chain that is not heard any
     * more says it no longer.
     */
    static Map<MachineId, Signal> free(RentalFeed.Told finalized, Instant observedAt) {
        Map<MachineId, Signal> free = new LinkedHashMap<>();
        if (Duration.between(finalized.time(), observedAt).compareTo(CHAIN_NODE_IS_BEHIND) > 0) {
            return free;
        }
        finalized.machines().forEach((machine, view) -> {
            if (view.tenancy() == Tenancy.FREE) {
                free.put(
                        machine,
                        new ChainSaysFree(
                                EventCodec.micros(observedAt),
                                Via.DIRECT,
                                Optional.of(new BlockNumber(finalized.block().number()))));
            }
        });
        return free;
    }
}
