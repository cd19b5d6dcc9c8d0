package io.dbcpool.listener.hearing;

import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.Alert;
import io.dbcpool.listener.coalesce.Heard;
import io.dbcpool.listener.coalesce.Repeats;
import io.dbcpool.listener.sender.MachineSender;
import io.dbcpool.listener.silence.NodeSilence;
import io.dbcpool.values.Word;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One machine's state in the rules, and what was heard last. Guarded by {@link Hearing}. */
final class MachineEar {

    private final Machine machine;
    private Repeats repeats;
    private NodeSilence silence;
    private MachineSender sender;
    private @Nullable Heard last;
    private long renting;
    private long empty;

    /** @param held from where it spoke to an earlier process; what the operator has configured goes before */
    MachineEar(Machine machine, Optional<InetAddress> held, long nowNanos) {
        this.machine = machine;
        this.repeats = Repeats.nothingHeardOf(machine.id());
        this.silence = NodeSilence.listeningSince(nowNanos);
        this.sender = MachineSender.holding(machine.address().or(() -> held), nowNanos);
    }

    Machine machine() {
        return machine;
    }

    Repeats.Step hear(Heard heard, long nowNanos) {
        last = heard;
        if (heard.word() == Word.RENTING) {
            renting++;
        } else {
            empty++;
        }
        return keep(repeats.onHeard(heard, nowNanos));
    }

    MachineSender sender() {
        return sender;
    }

    Optional<Instant> lastHeardAt() {
        return Optional.ofNullable(last).map(Heard::receivedAt);
    }

    /** Whether something of its last second is held back. */
    boolean isHolding() {
        return !repeats.isQuiet();
    }

    MachineSender.Step speaks(InetAddress address, long nowNanos, Instant now) {
        return keep(sender.onHeard(address, nowNanos, now));
    }

    Optional<Alert.State> perhapsCalm(long nowNanos) {
        return keep(sender.onClock(nowNanos)).tell();
    }

    Optional<Alert.State> noLongerSilent(long nowNanos) {
        return keep(silence.onHeard(nowNanos));
    }

    Optional<Alert.State> perhapsSilent(long nowNanos) {
        return keep(silence.onClock(nowNanos));
    }

    Repeats.Step tick(long nowNanos) {
        return keep(repeats.onClock(nowNanos));
    }

    Repeats.Step end() {
        return keep(repeats.onEnd());
    }

    MachineHeard heard() {
        var heard = Optional.ofNullable(last);
        return new MachineHeard(
                machine.id(),
                machine.name(),
                heard.map(Heard::word),
                heard.map(Heard::receivedAt),
                heard.map(Heard::sender),
                sender.held().map(InetAddress::getHostAddress),
                renting,
                empty,
                silence.isSilent());
    }

    private Repeats.Step keep(Repeats.Step step) {
        repeats = step.next();
        return step;
    }

    private MachineSender.Step keep(MachineSender.Step step) {
        sender = step.next();
        return step;
    }

    private Optional<Alert.State> keep(NodeSilence.Step step) {
        silence = step.next();
        return step.tell();
    }
}
