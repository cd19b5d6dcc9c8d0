package io.dbcpool.listener.coalesce;

import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one machine's DBC node has said and is not told yet.
 *
 * <p>A change of word is told at once. A word said again is held, and told as one record when the second is over; what
 * is held goes before the next change, so that a machine's records are in the order in which its words were heard.
 *
 * <p>Whoever forges both words in turn makes each datagram a change. After {@value #MAX_CHANGES} changes in a second
 * the rest of that second is held too, as one record for each word, the last one last: then their order inside that
 * second is lost, and nothing else.
 *
 * @param word the word heard last
 * @param held at most one record for each word, in the order in which they are to be told
 * @param secondBeganNanos when the second began that {@code held} and {@code changes} belong to, monotonic
 * @param changes how many were told at once in that second
 */
public record Repeats(
        MachineId machineId, Optional<Word> word, List<BroadcastHeard> held, long secondBeganNanos, int changes) {

    static final int MAX_CHANGES = 20;
    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

    public Repeats {
        held = List.copyOf(held);
    }

    /**
     * @param told records that are due now, in order
     * @param changedWord whether the last of them is a change of word, told at once
     */
    public record Step(Repeats next, List<BroadcastHeard> told, boolean changedWord) {
        public Step {
            told = List.copyOf(told);
        }
    }

    public static Repeats nothingHeardOf(MachineId machineId) {
        return new Repeats(machineId, Optional.empty(), List.of(), 0, 0);
    }

    public Step onHeard(Heard heard, long nowNanos) {
        if (isQuiet() || isOver(nowNanos)) {
            return new Repeats(machineId, word, List.of(), nowNanos, 0).take(heard, held);
        }
        return take(heard, List.of());
    }

    /** Time has passed. */
    public Step onClock(long nowNanos) {
        return isQuiet() || !isOver(nowNanos) ? new Step(this, List.of(), false) : onEnd();
    }

    /** Nothing more will be heard. */
    public Step onEnd() {
        return new Step(new Repeats(machineId, word, List.of(), secondBeganNanos, 0), held, false);
    }

    private Step take(Heard heard, List<BroadcastHeard> due) {
        var heardWord = Optional.of(heard.word());
        var told = new ArrayList<>(due);
        if (!word.equals(heardWord) && changes < MAX_CHANGES) {
            told.addAll(held);
            told.add(heard.alone(this));
            return new Step(new Repeats(machineId, heardWord, List.of(), secondBeganNanos, changes + 1), told, true);
        }
        return new Step(new Repeats(machineId, heardWord, holding(heard), secondBeganNanos, changes), told, false);
    }

    private List<BroadcastHeard> holding(Heard heard) {
        var next = new ArrayList<BroadcastHeard>();
        var record = heard.alone(this);
        for (BroadcastHeard each : held) {
            if (each.status() == heard.word()) {
                record = heard.addedTo(each);
            } else {
                next.add(each);
            }
        }
        next.add(record);
        return next;
    }

    /** Whether the clock has nothing to say to it. */
    public boolean isQuiet() {
        return held.isEmpty() && changes == 0;
    }

    private boolean isOver(long nowNanos) {
        return nowNanos - secondBeganNanos >= SECOND_NANOS;
    }
}
