package io.dbcpool.listener.hearing;

import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.Alert;
import io.dbcpool.listener.coalesce.Heard;
import io.dbcpool.listener.coalesce.Repeats;
import io.dbcpool.listener.silence.NodeSilence;
import io.dbcpool.values.Word;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One machine's state in the rules, and what was heard last. Guarded by {@link Hearing}. */
final class MachineEar {

    private final Machine machine;
    private Repeats repeats;
    private NodeSilence silence;
    private @Nullable Heard last;
    private long renting;
    private long empty;

    MachineEar(Machine machine, long nowNanos) {
        this.machine = machine;
        this.repeats = Repeats.nothingHeardOf(machine.id());
        this.silence = NodeSilence.listeningSince(nowNanos);
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
                renting,
                empty,
                silence.isSilent());
    }

    private Repeats.Step keep(Repeats.Step step) {
        repeats = step.next();
        return step;
    }

    private Optional<Alert.State> keep(NodeSilence.Step step) {
        silence = step.next();
        return step.tell();
    }
}
