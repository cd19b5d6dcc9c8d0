package io.dbcpool.watcher.udp;

import io.dbcpool.broadcast.Admission;
import io.dbcpool.broadcast.Datagram;
import io.dbcpool.broadcast.Datagram.Route;
import io.dbcpool.broadcast.DatagramReceiver;
import io.dbcpool.broadcast.ReceiverConfig;
import io.dbcpool.broadcast.ReceiverStatus;
import io.dbcpool.broadcast.RelayPorts;
import io.dbcpool.broadcast.RelaySender;
import io.dbcpool.broadcast.Verdict;
import io.dbcpool.broadcast.Verdict.Accepted;
import io.dbcpool.broadcast.Verdict.Reason;
import io.dbcpool.broadcast.Verdict.Refused;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.events.EventCodec;
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
import java.io.IOException;
import java.util.function.BiConsumer;

/**
 * The watcher's own socket. It owns unicasts on this host, so what came as one is passed on to the broadcast-listener,
 * which would not see it otherwise. A word that is refused here is refused and counted by the listener as well; here it
 * is a suspicion.
 */
public final class BroadcastEars implements AutoCloseable {

    private final Admission admission;
    private final Sources sources;
    private final BiConsumer<MachineId, Observation> observe;
    private final WordGate gate = new WordGate();
    private final RelaySender listener;
    private final DatagramReceiver receiver;

    public BroadcastEars(PoolConfig config, Sources sources, BiConsumer<MachineId, Observation> observe)
            throws IOException {
        this.admission = new Admission(config);
        this.sources = sources;
        this.observe = observe;
        int port = config.broadcast().bind().getPort();
        this.listener = RelaySender.toLoopbackPort(RelayPorts.ofListener(port));
        var sockets = ReceiverConfig.ofBroadcasts(config.broadcast().bind())
                .withOwnUnicast()
                .withRelayPort(RelayPorts.ofWatcher(port));
        this.receiver = DatagramReceiver.start(sockets, this::onDatagram);
    }

    private void onDatagram(Datagram datagram) {
        Verdict verdict = admission.judge(datagram);
        if (verdict instanceof Accepted accepted) {
            sources.heardBroadcast(accepted.machineId(), datagram.receivedAt());
            if (gate.passes(accepted.machineId(), accepted.word(), datagram.receivedNanos())) {
                observe.accept(accepted.machineId(), new Heard(signal(accepted.word(), datagram)));
            }
        } else if (verdict instanceof Refused refused && refused.reason() == Reason.SENDER_NOT_ALLOWED) {
            refused.machineId()
                    .filter(machine -> gate.passesRefused(machine, datagram.receivedNanos()))
                    .ifPresent(machine -> observe.accept(machine, new Heard(new FromElsewhere(refused.detail()))));
        }
        if (datagram.route() == Route.UNICAST) {
            listener.relay(datagram);
        }
    }

    private static Signal signal(Word word, Datagram datagram) {
        var at = EventCodec.micros(datagram.receivedAt());
        return switch (word) {
            case RENTING -> new SaysRented(Trigger.of(Source.BROADCAST, Via.DIRECT, at), at);
            case EMPTY -> new SaysEmpty(at);
        };
    }

    public ReceiverStatus status() {
        return receiver.status();
    }

    @Override
    public void close() throws IOException {
        receiver.close();
        listener.close();
    }
}
