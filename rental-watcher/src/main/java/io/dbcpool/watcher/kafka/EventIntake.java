package io.dbcpool.watcher.kafka;

import io.dbcpool.bus.Followed;
import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.SignalHeard;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.belief.Signal;
import io.dbcpool.watcher.guard.Observation;
import io.dbcpool.watcher.guard.Observation.Heard;
import io.dbcpool.watcher.guard.Sources;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What a topic's event says to the guard, if anything: starts no thread. */
public record EventIntake(Sources sources, BiConsumer<MachineId, Observation> observe) {

    /** @param now this host's wall clock, a label */
    public void take(Followed record, Instant now) {
        take(record.envelope().event(), signal -> KafkaEvidence.find(record, signal, EventCodec.micros(now)));
    }

    /** Without its record, so that there is nothing to show of it. */
    public void take(PoolEvent event) {
        take(event, signal -> Optional.empty());
    }

    private void take(PoolEvent event, Function<Signal, Optional<SignalHeard>> evidence) {
        if (event instanceof BroadcastHeard heard) {
            sources.heardBroadcast(heard.machineId(), heard.lastAt());
        }
        event.machine()
                .ifPresent(machine -> KafkaSignals.find(event)
                        .ifPresent(signal -> observe.accept(machine, new Heard(signal, evidence.apply(signal)))));
    }
}
