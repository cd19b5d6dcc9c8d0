package io.dbcpool.watcher.kafka;

import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.guard.Observation;
import io.dbcpool.watcher.guard.Observation.Heard;
import io.dbcpool.watcher.guard.Sources;
import java.util.function.BiConsumer;

/** What a topic's event says to the guard, if anything: starts no thread. */
public record EventIntake(Sources sources, BiConsumer<MachineId, Observation> observe) {

    public void take(PoolEvent event) {
        if (event instanceof BroadcastHeard heard) {
            sources.heardBroadcast(heard.machineId(), heard.lastAt());
        }
        event.machine()
                .ifPresent(machine ->
                        KafkaSignals.find(event).ifPresent(signal -> observe.accept(machine, new Heard(signal))));
    }
}
