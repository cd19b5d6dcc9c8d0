package io.dbcpool.watcher.udp;

import io.dbcpool.broadcast.Admission;
import io.dbcpool.broadcast.Datagram;
import io.dbcpool.broadcast.Verdict;
import io.dbcpool.broadcast.Verdict.Accepted;
import io.dbcpool.broadcast.Verdict.Reason;
import io.dbcpool.broadcast.Verdict.Refused;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.SignalHeard;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import io.dbcpool.watcher.belief.Signal;
import io.dbcpool.watcher.belief.Signal.FromElsewhere;
import io.dbcpool.watcher.belief.Signal.SaysEmpty;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import io.dbcpool.watcher.guard.Observation;
import io.dbcpool.watcher.guard.Observation.Heard;
import io.dbcpool.watcher.guard.Sources;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What a datagram says to the guard, if anything: starts no thread, opens no socket. A word that is refused here is
 * refused and counted by the broadcast-listener as well; here it is a suspicion. Used by one thread.
 */
public final class DatagramIntake {

    private final Admission admission;
    private final Sources sources;
    private final BiConsumer<MachineId, Observation> observe;
    private final WordGate gate = new WordGate();

    public DatagramIntake(PoolConfig config, Sources sources, BiConsumer<MachineId, Observation> observe) {
        this.admission = new Admission(config);
        this.sources = sources;
        this.observe = observe;
    }

    public void take(Datagram datagram) {
        Verdict verdict = admission.judge(datagram);
        if (verdict instanceof Accepted accepted) {
            sources.heardBroadcast(accepted.machineId(), datagram.receivedAt());
            if (gate.passes(accepted.machineId(), accepted.word(), datagram.receivedNanos())) {
                observe.accept(
                        accepted.machineId(),
                        new Heard(signal(accepted.word(), datagram), Optional.of(evidence(accepted.word(), datagram))));
            }
        } else if (verdict instanceof Refused refused && refused.reason() == Reason.SENDER_NOT_ALLOWED) {
            refused.machineId()
                    .filter(machine -> gate.passesRefused(machine, datagram.receivedNanos()))
                    .ifPresent(machine -> observe.accept(machine, new Heard(new FromElsewhere(refused.detail()))));
        }
    }

    private static Signal signal(Word word, Datagram datagram) {
        var at = EventCodec.micros(datagram.receivedAt());
        return switch (word) {
            case RENTING -> new SaysRented(Trigger.of(Source.BROADCAST, Via.DIRECT, at), at);
            case EMPTY -> new SaysEmpty(at);
        };
    }

    private static SignalHeard evidence(Word word, Datagram datagram) {
        return SignalHeard.of(
                Source.BROADCAST,
                Via.DIRECT,
                word.name().toLowerCase(Locale.ROOT),
                EventCodec.micros(datagram.receivedAt()),
                datagram.senderText(),
                Optional.of(Base64.getEncoder().encodeToString(datagram.bytes())));
    }
}
