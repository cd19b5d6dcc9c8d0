package io.dbcpool.listener.hearing;

import io.dbcpool.broadcast.Admission;
import io.dbcpool.broadcast.Datagram;
import io.dbcpool.broadcast.DatagramListener;
import io.dbcpool.broadcast.Verdict;
import io.dbcpool.broadcast.Verdict.Accepted;
import io.dbcpool.broadcast.Verdict.Reason;
import io.dbcpool.broadcast.Verdict.Refused;
import io.dbcpool.broadcast.Verdict.Tested;
import io.dbcpool.bus.Publisher;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.events.Alert;
import io.dbcpool.events.EventCodec;
import io.dbcpool.listener.canary.Canaries;
import io.dbcpool.listener.coalesce.Heard;
import io.dbcpool.listener.coalesce.Repeats;
import io.dbcpool.listener.sender.HeldSenders;
import io.dbcpool.listener.sender.SenderLimits;
import io.dbcpool.listener.telling.TellingLimit;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Hears datagrams and tells what came of them. The receiver's thread and the clock's take turns. */
public final class Hearing implements DatagramListener {

    private static final Logger LOG = Logger.getLogger(Hearing.class);

    /** Silence and strangers are matters of minutes. */
    private static final long LOOK_AT_ALL_NANOS = Duration.ofMillis(500).toNanos();

    private final Admission admission;
    private final Tidings tidings;
    private final Publisher publisher;
    private final WatcherRelay watcher;
    private final VerdictCounts counts = new VerdictCounts();
    private final Map<MachineId, MachineEar> ears = new LinkedHashMap<>();
    /** Of 10,000 machines few have just been heard. */
    private final Set<MachineEar> holding = new LinkedHashSet<>();

    private long allLookedAtNanos;
    private final Canaries canaries;
    private final HeldSenders kept;
    private final SenderLimits senders;
    private final Map<Refusals, TellingLimit> limits = new HashMap<>();
    private TellingLimit changesLogged = TellingLimit.FULL;
    private boolean sendersChanged;

    /** @param from who was refused: an address that speaks for a machine of the pool, or one of all others */
    private record Refusals(Optional<InetAddress> from, Reason reason) {}

    public Hearing(
            PoolConfig config,
            Tidings tidings,
            Publisher publisher,
            WatcherRelay watcher,
            Canaries canaries,
            HeldSenders kept,
            long nowNanos) {
        this.admission = new Admission(config);
        this.tidings = tidings;
        this.publisher = publisher;
        this.watcher = watcher;
        this.canaries = canaries;
        this.kept = kept;
        this.senders = new SenderLimits(nowNanos);
        this.allLookedAtNanos = nowNanos;
        var held = kept.read();
        config.machines().forEach(machine -> {
            var ear = new MachineEar(machine, Optional.ofNullable(held.get(machine.id())), nowNanos);
            ears.put(machine.id(), ear);
            ear.sender().held().ifPresent(address -> senders.onLearned(null, address, nowNanos));
        });
    }

    @Override
    public synchronized void onDatagram(Datagram datagram) {
        Verdict verdict = judge(datagram);
        counts.add(verdict);
        if (verdict instanceof Accepted accepted) {
            onAccepted(datagram, accepted);
        } else if (verdict instanceof Refused refused) {
            onRefused(datagram, refused);
        } else if (verdict instanceof Tested tested) {
            tested.canary().ifPresent(name -> canaries.onHeard(name, datagram.receivedAt()));
        }
    }

    /** {@code renting} always passes: a rental that is missed costs more than any flood. */
    private Verdict judge(Datagram datagram) {
        Verdict verdict = admission.judge(datagram);
        if (!(verdict instanceof Accepted accepted) || accepted.word() == Word.RENTING) {
            return verdict;
        }
        var sender = datagram.sender().getAddress();
        var speaker = ear(accepted.machineId()).sender();
        boolean isItsOwn = speaker.isHeldBy(sender);
        // The first of a machine is learned from, and there is one of each.
        return speaker.held().isEmpty() || senders.admits(sender, isItsOwn, datagram.receivedNanos())
                ? verdict
                : new Refused(
                        Reason.RATE_LIMITED,
                        "wanted fewer words a second from "
                                + (isItsOwn ? sender.getHostAddress() : "senders that are no machine's"),
                        Optional.of(accepted.machineId()));
    }

    /** Time has passed: tells what was held back, and who is silent. */
    public synchronized void onClock(long nowNanos, Instant now) {
        for (var each = holding.iterator(); each.hasNext(); ) {
            var ear = each.next();
            tell(ear.tick(nowNanos));
            if (!ear.isHolding()) {
                each.remove();
            }
        }
        if (nowNanos - allLookedAtNanos >= LOOK_AT_ALL_NANOS) {
            allLookedAtNanos = nowNanos;
            lookAtAll(nowNanos, now);
        }
        if (sendersChanged) {
            sendersChanged = false;
            kept.write(heldAddresses());
        }
    }

    private void lookAtAll(long nowNanos, Instant now) {
        for (MachineEar ear : ears.values()) {
            ear.perhapsSilent(nowNanos).ifPresent(state -> tell(ear, state, ear.lastHeardAt(), now));
            ear.perhapsCalm(nowNanos)
                    .ifPresent(state -> publisher.publish(tidings.sender(ear.machine(), state, ear.sender(), now)));
        }
    }

    private Map<MachineId, InetAddress> heldAddresses() {
        var held = new LinkedHashMap<MachineId, InetAddress>();
        ears.forEach((machine, ear) -> ear.sender().held().ifPresent(address -> held.put(machine, address)));
        return held;
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

    /** Whether another sender than the one that is held speaks for the machine. */
    public synchronized boolean hasStranger(MachineId id) {
        return Optional.ofNullable(ears.get(id))
                .flatMap(ear -> ear.sender().stranger())
                .isPresent();
    }

    public VerdictCounts counts() {
        return counts;
    }

    private void onAccepted(Datagram datagram, Accepted accepted) {
        var ear = ear(accepted.machineId());
        var before = ear.lastHeardAt();
        var heard = new Heard(accepted.word(), datagram.senderText(), EventCodec.micros(datagram.receivedAt()));
        var step = ear.hear(heard, datagram.receivedNanos());
        holding.add(ear);
        if (step.changedWord()) {
            // First of all: the deadline may be running.
            watcher.relay(datagram);
            log(datagram, heard, ear);
        }
        tell(step);
        ear.noLongerSilent(datagram.receivedNanos())
                .ifPresent(state -> tell(ear, state, before, datagram.receivedAt()));
        note(ear, datagram);
    }

    /** The topic has every change; whoever forges words that alternate must not fill the log with them. */
    private void log(Datagram datagram, Heard heard, MachineEar ear) {
        var step = changesLogged.onEvent(datagram.receivedNanos());
        changesLogged = step.next();
        if (step.isTold()) {
            LOG.infof(
                    "DBC node says %s machineId=%s name=%s sender=%s route=%s changesNotLogged=%d",
                    heard.word(),
                    ear.machine().id(),
                    ear.machine().name(),
                    heard.sender(),
                    datagram.route(),
                    step.suppressed());
        }
    }

    private MachineEar ear(MachineId machineId) {
        var ear = ears.get(machineId);
        if (ear == null) {
            throw new IllegalStateException("admitted, and not a machine of the pool: " + machineId);
        }
        return ear;
    }

    private void note(MachineEar ear, Datagram datagram) {
        var before = ear.sender();
        var step = ear.speaks(datagram.sender().getAddress(), datagram.receivedNanos(), datagram.receivedAt());
        step.learned().ifPresent(address -> {
            senders.onLearned(before.held().orElse(null), address, datagram.receivedNanos());
            sendersChanged = true;
            LOG.infof(
                    "DBC node speaks from %s machineId=%s name=%s before=%s",
                    address.getHostAddress(),
                    ear.machine().id(),
                    ear.machine().name(),
                    before.held().map(InetAddress::getHostAddress).orElse("unknown"));
        });
        step.tell().ifPresent(state -> {
            LOG.infof(
                    "another sender speaks for a machine state=%s machineId=%s sender=%s",
                    state, ear.machine().id(), datagram.senderText());
            publisher.publish(tidings.sender(ear.machine(), state, ear.sender(), datagram.receivedAt()));
        });
    }

    private void onRefused(Datagram datagram, Refused refused) {
        var sender = datagram.sender().getAddress();
        var refusals = new Refusals(Optional.of(sender).filter(senders::isKnown), refused.reason());
        var limit = limits.getOrDefault(refusals, TellingLimit.FULL);
        var step = limit.onEvent(datagram.receivedNanos());
        limits.put(refusals, step.next());
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
