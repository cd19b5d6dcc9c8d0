package io.dbcpool.listener.hearing;

import io.dbcpool.broadcast.Admission;
import io.dbcpool.broadcast.Datagram;
import io.dbcpool.broadcast.DatagramListener;
import io.dbcpool.broadcast.Verdict;
import io.dbcpool.broadcast.Verdict.Accepted;
import io.dbcpool.broadcast.Verdict.Reason;
import io.dbcpool.broadcast.Verdict.Refused;
import io.dbcpool.bus.Publisher;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.events.Alert;
import io.dbcpool.events.EventCodec;
import io.dbcpool.listener.coalesce.Heard;
import io.dbcpool.listener.coalesce.Repeats;
import io.dbcpool.listener.reject.RejectionLimit;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Hears datagrams and tells what came of them. The receiver's thread and the clock's take turns. */
public final class Hearing implements DatagramListener {

    private static final Logger LOG = Logger.getLogger(Hearing.class);

    private final Admission admission;
    private final Tidings tidings;
    private final Publisher publisher;
    private final WatcherRelay watcher;
    private final VerdictCounts counts = new VerdictCounts();
    private final Map<MachineId, MachineEar> ears = new LinkedHashMap<>();
    private final Map<Reason, RejectionLimit> limits = new EnumMap<>(Reason.class);

    public Hearing(PoolConfig config, Tidings tidings, Publisher publisher, WatcherRelay watcher, long nowNanos) {
        this.admission = new Admission(config);
        this.tidings = tidings;
        this.publisher = publisher;
        this.watcher = watcher;
        config.machines().forEach(machine -> ears.put(machine.id(), new MachineEar(machine, nowNanos)));
    }

    @Override
    public synchronized void onDatagram(Datagram datagram) {
        Verdict verdict = admission.judge(datagram);
        counts.add(verdict);
        if (verdict instanceof Accepted accepted) {
            onAccepted(datagram, accepted);
        } else if (verdict instanceof Refused refused) {
            onRefused(datagram, refused);
        }
    }

    /** Time has passed: tells what was held back, and who is silent. */
    public synchronized void onClock(long nowNanos, Instant now) {
        for (MachineEar ear : ears.values()) {
            tell(ear.tick(nowNanos));
            ear.perhapsSilent(nowNanos)
                    .ifPresent(state -> tell(ear, state, ear.heard().lastHeardAt(), now));
        }
    }

    /** Nothing more comes: tells what was held back. */
    public synchronized void onEnd() {
        ears.values().forEach(ear -> tell(ear.end()));
    }

    public synchronized List<MachineHeard> listMachines() {
        return ears.values().stream().map(MachineEar::heard).toList();
    }

    public synchronized Optional<MachineHeard> findMachine(MachineId id) {
        return Optional.ofNullable(ears.get(id)).map(MachineEar::heard);
    }

    public VerdictCounts counts() {
        return counts;
    }

    private void onAccepted(Datagram datagram, Accepted accepted) {
        var ear = ears.get(accepted.machineId());
        if (ear == null) {
            throw new IllegalStateException("admitted, and not a machine of the pool: " + accepted.machineId());
        }
        var before = ear.heard().lastHeardAt();
        var heard = new Heard(accepted.word(), datagram.senderText(), EventCodec.micros(datagram.receivedAt()));
        var step = ear.hear(heard, datagram.receivedNanos());
        if (step.changedWord()) {
            // First of all: the deadline may be running.
            watcher.relay(datagram);
            LOG.infof(
                    "DBC node says %s machineId=%s name=%s sender=%s route=%s",
                    heard.word(), accepted.machineId(), ear.machine().name(), heard.sender(), datagram.route());
        }
        tell(step);
        ear.noLongerSilent(datagram.receivedNanos())
                .ifPresent(state -> tell(ear, state, before, datagram.receivedAt()));
    }

    private void onRefused(Datagram datagram, Refused refused) {
        var limit = limits.getOrDefault(refused.reason(), RejectionLimit.FULL);
        var step = limit.onRefused(datagram.receivedNanos());
        limits.put(refused.reason(), step.next());
        if (step.isFirst()) {
            LOG.infof(
                    "datagrams are refused, dbc.broadcasts.rejected has more reason=%s sender=%s",
                    refused.reason().wireName(), datagram.senderText());
        }
        if (step.isTold()) {
            publisher.publish(tidings.refused(datagram, refused, step.suppressed()));
        }
    }

    private void tell(Repeats.Step step) {
        step.told().forEach(heard -> publisher.publish(tidings.heard(heard)));
    }

    private void tell(MachineEar ear, Alert.State state, Optional<Instant> heardAt, Instant now) {
        LOG.infof(
                "DBC node %s machineId=%s name=%s",
                state == Alert.State.RAISED ? "is silent" : "is heard again",
                ear.machine().id(),
                ear.machine().name());
        publisher.publish(tidings.silence(ear.machine(), state, heardAt, now));
    }
}
