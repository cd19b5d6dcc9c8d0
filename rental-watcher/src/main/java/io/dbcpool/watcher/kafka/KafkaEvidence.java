package io.dbcpool.watcher.kafka;

import io.dbcpool.bus.Followed;
import io.dbcpool.events.ChainRental;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.SignalHeard;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.watcher.belief.Signal;
import io.dbcpool.watcher.belief.Signal.ChainRetracts;
import io.dbcpool.watcher.belief.Signal.ChainSaysFree;
import io.dbcpool.watcher.belief.Signal.SaysEmpty;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** A record that says something of whether its machine is rented, as it came. */
final class KafkaEvidence {

    private record Said(Source source, String says, Instant at) {}

    private KafkaEvidence() {}

    /** @param now this host's wall clock, a label */
    static Optional<SignalHeard> find(Followed record, Signal signal, Instant now) {
        return find(signal, record.envelope().event()).map(said -> {
            var chain = record.envelope().event() instanceof ChainRental rental
                    ? Optional.of(rental)
                    : Optional.<ChainRental>empty();
            return new SignalHeard(
                    said.source(),
                    Via.KAFKA,
                    said.says(),
                    said.at(),
                    now,
                    now,
                    1,
                    "%s/%d/%d".formatted(record.topic(), record.partition(), record.offset()),
                    chain.flatMap(ChainRental::rentOrderId),
                    chain.map(ChainRental::block),
                    chain.map(ChainRental::blockHash),
                    chain.map(ChainRental::blockTime),
                    Optional.of(Base64.getEncoder().encodeToString(record.value())));
        });
    }

    private static Optional<Said> find(Signal signal, PoolEvent event) {
        if (signal instanceof SaysRented says) {
            return Optional.of(new Said(says.trigger().source(), "renting", says.saidAt()));
        } else if (signal instanceof SaysEmpty says) {
            return Optional.of(new Said(Source.BROADCAST, "empty", says.at()));
        } else if (signal instanceof ChainSaysFree says) {
            return Optional.of(new Said(Source.FINALIZED_BLOCK, "free", says.at()));
        } else if (signal instanceof ChainRetracts && event instanceof ChainRental rental) {
            return Optional.of(new Said(Source.BEST_BLOCK, "retracted", rental.observedAt()));
        }
        return Optional.empty();
    }
}
