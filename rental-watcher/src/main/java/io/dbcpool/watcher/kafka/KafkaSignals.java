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
import io.dbcpool.watcher.belief.Signal.ChainSaysFree;
import io.dbcpool.watcher.belief.Signal.SaysEmpty;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import java.time.Instant;
import java.util.Optional;

/** What a record says of whether its machine is rented. Most say nothing. */
final class KafkaSignals {

    private KafkaSignals() {}

    static Optional<Signal> find(PoolEvent event) {
        if (event instanceof BroadcastHeard heard) {
            // A record of repeats is told after its second; the word was first said at its beginning.
            return Optional.of(
                    heard.status() == Word.RENTING
                            ? rented(Source.BROADCAST, heard.firstAt())
                            : new SaysEmpty(heard.lastAt()));
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
            case RENTAL_ENDED -> Optional.of(new SaysEmpty(rental.observedAt()));
            case RENTER_DOMAIN_GONE,
                    VERIFIER_DOMAIN_GONE,
                    OWNER_DOMAIN_STARTED,
                    OWNER_DOMAIN_STOPPED,
                    UNKNOWN_DOMAIN_APPEARED,
                    UNKNOWN_DOMAIN_GONE -> Optional.empty();
        };
    }

    /**
     * A machine that is forced offline may be rented all the same, and what a fork took back is no word that it is
     * free.
     */
    private static Optional<Signal> find(ChainRental rental) {
        boolean isFinal = rental.finality() == Finality.FINALIZED_BLOCK;
        return switch (rental.kind()) {
            case ORDERED, CONFIRMED, EXTENDED ->
                Optional.of(new SaysRented(
                        new Trigger(
                                isFinal ? Source.FINALIZED_BLOCK : Source.BEST_BLOCK,
                                Via.KAFKA,
                                rental.blockTime(),
                                rental.rentOrderId(),
                                Optional.of(rental.block()),
                                Optional.of(rental.blockTime())),
                        rental.blockTime()));
            case ENDED, EXPIRED -> isFinal ? Optional.of(new ChainSaysFree(rental.observedAt())) : Optional.empty();
            case FORCED_OFFLINE, RETRACTED -> Optional.empty();
        };
    }

    private static Signal rented(Source source, Instant at) {
        return new SaysRented(Trigger.of(source, Via.KAFKA, at), at);
    }
}
