package io.dbcpool.watcher.kafka;

import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.ChainRental;
import io.dbcpool.events.ChainRental.Finality;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.values.Word;
import io.dbcpool.watcher.belief.Signal;
import io.dbcpool.watcher.belief.Signal.ChainRetracts;
import io.dbcpool.watcher.belief.Signal.ChainSaysFree;
import io.dbcpool.watcher.belief.Signal.SaysEmpty;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a record says of whether its machine is rented. Most say nothing. */
final class KafkaSignals {

    /** Finality lags behind by 12 to 18 s; a chain node that is this much behind is still catching up. */
    static final Duration CHAIN_NODE_IS_BEHIND = Duration.ofMinutes(2);

    private KafkaSignals() {}

    static Optional<Signal> find(PoolEvent event) {
        if (event instanceof BroadcastHeard heard) {
            // A record of repeats is told after its second; the word was first said at its beginning.
            return Optional.of(
                    heard.status() == Word.RENTING
                            ? rented(Source.BROADCAST, heard.firstAt())
                            : new SaysEmpty(heard.lastAt(), Via.KAFKA));
        }
        if (event instanceof NodeRental rental) {
            return find(rental);
        }
        return event instanceof ChainRental rental ? find(rental) : Optional.empty();
    }

    private static Optional<Signal> find(NodeRental rental) {
        return switch (rental.kind()) {
            case RENTER_DOMAIN_APPEARED, VERIFIER_DOMAIN_APPEARED ->
                Optional.of(rented(Source.HYPERVISOR, rental.observedAt()));
            case RENTAL_BEGUN -> Optional.of(rented(Source.BROADCAST, rental.observedAt()));
            case RENTAL_ENDED -> Optional.of(new SaysEmpty(rental.observedAt(), Via.KAFKA));
            case RENTER_DOMAIN_CHANGED,
                    RENTER_DOMAIN_GONE,
                    VERIFIER_DOMAIN_GONE,
                    OWNER_DOMAIN_STARTED,
                    OWNER_DOMAIN_STOPPED,
                    UNKNOWN_DOMAIN_APPEARED,
                    UNKNOWN_DOMAIN_GONE -> Optional.empty();
        };
    }

    /** A machine that is forced offline may be rented all the same. */
    private static Optional<Signal> find(ChainRental rental) {
        return switch (rental.kind()) {
            case ORDERED, CONFIRMED, EXTENDED -> Optional.of(rented(rental));
            case ENDED, EXPIRED -> ended(rental);
            case RETRACTED -> retracted(rental);
            case FORCED_OFFLINE -> Optional.empty();
        };
    }

    /** That a confirmation, an extension or an end is taken back leaves the machine as rented as it was. */
    private static Optional<Signal> retracted(ChainRental rental) {
        boolean takesRentalBack = rental.retractedKind()
                .filter(kind -> kind != ChainRental.Kind.ORDERED)
                .isEmpty();
        return takesRentalBack
                ? Optional.of(new ChainRetracts(rental.rentOrderId(), rental.block()))
                : Optional.empty();
    }

    /**
     * Only of a machine of which nothing is let any more, and only as of now: a chain node that is behind says what was
     * so.
     */
    private static Optional<Signal> ended(ChainRental rental) {
        boolean isFinal = rental.finality() == Finality.FINALIZED_BLOCK;
        boolean isBehind =
                Duration.between(rental.blockTime(), rental.observedAt()).compareTo(CHAIN_NODE_IS_BEHIND) > 0;
        boolean isFree = rental.gpuIndexes().isEmpty()
                && rental.tenancy()
                        .filter(tenancy -> tenancy != ChainRental.Tenancy.FREE)
                        .isEmpty();
        if (!isFree || !isFinal || isBehind) {
            return Optional.empty();
        }
        return Optional.of(new ChainSaysFree(rental.observedAt(), Via.KAFKA, Optional.of(rental.block())));
    }

    private static Signal rented(ChainRental rental) {
        var source = rental.finality() == Finality.FINALIZED_BLOCK ? Source.FINALIZED_BLOCK : Source.BEST_BLOCK;
        var trigger = new Trigger(
                source,
                Via.KAFKA,
                rental.blockTime(),
                rental.rentOrderId(),
                Optional.of(rental.block()),
                Optional.of(rental.blockTime()));
        return new SaysRented(trigger, rental.blockTime());
    }

    private static Signal rented(Source source, Instant at) {
        return new SaysRented(Trigger.of(source, Via.KAFKA, at), at);
    }
}
