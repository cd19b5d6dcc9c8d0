package io.dbcpool.cli.demo;

import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.ChainRental;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.events.VacateStep;
import io.dbcpool.events.VacateStepTaken;
import io.dbcpool.values.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The story of one vacate, in the order in which things happened; the topics tell of them in the order in which they
 * were told.
 */
final class Timeline {

    private record Line(Instant at, String who, String what) {}

    private final Instant zero;
    private final List<Line> lines = new ArrayList<>();
    private Optional<Instant> heardByWatcher = Optional.empty();
    private boolean heardByListener;

    /** @param zero when the first {@code renting} was sent; from here on the milliseconds count */
    Timeline(Instant zero) {
        this.zero = zero;
    }

    void add(Instant at, String who, String what) {
        lines.add(new Line(at, who, what));
    }

    /** What adds nothing to the story is passed over: repeats of a word, what happened to others. */
    void add(PoolEvent event) {
        if (event instanceof BroadcastHeard broadcast) {
            if (broadcast.status() == Word.RENTING && !heardByListener) {
                heardByListener = true;
                add(broadcast.receivedAt(), event, "the listener hears 'renting' from " + broadcast.sender());
            }
        } else if (event instanceof NodeRental rental) {
            String domain = rental.domain().map(it -> ": " + it.name()).orElse("");
            add(rental.observedAt(), event, words(rental.kind()) + domain);
        } else if (event instanceof ChainRental rental) {
            add(
                    rental.observedAt(),
                    event,
                    "the chain-bridge hears of it: order %s %s, block %d, %s"
                            .formatted(
                                    rental.rentOrderId().map(Object::toString).orElse("-"),
                                    words(rental.kind()),
                                    rental.block().height(),
                                    words(rental.finality())));
        } else if (event instanceof VacateStarted started) {
            var trigger = started.trigger();
            heardByWatcher = Optional.of(trigger.observedAt());
            add(
                    trigger.observedAt(),
                    event,
                    "the watcher hears of it: %s, %s".formatted(words(trigger.source()), words(trigger.via())));
            add(
                    started.startedAt(),
                    event,
                    "%s has to be off by %d ms".formatted(started.domain().name(), millis(started.deadline())));
        } else if (event instanceof VacateStepTaken taken) {
            // By the watcher's monotonic clock, which is what was measured; the record's wall time is a label.
            var at = heardByWatcher.orElse(zero).plusMillis(taken.step().atMillis());
            add(at, event, taken.step().name() + (taken.note().isEmpty() ? "" : ": " + taken.note()));
        } else if (event instanceof VacateCompleted receipt) {
            long lastMillis = receipt.steps().stream()
                    .mapToLong(VacateStep::atMillis)
                    .max()
                    .orElse(receipt.elapsedMillis());
            var at = receipt.trigger().observedAt().plusMillis(lastMillis);
            add(at, event, "receipt: %s, ended by %s".formatted(words(receipt.outcome()), words(receipt.endedBy())));
        }
    }

    private void add(Instant at, PoolEvent event, String what) {
        add(at, event.topic().topicName(), what);
    }

    List<String> lines() {
        return lines.stream()
                .sorted(Comparator.comparing(Line::at))
                .map(line -> "%7d ms  %-18s %s".formatted(millis(line.at()), line.who(), line.what()))
                .toList();
    }

    private long millis(Instant at) {
        return Duration.between(zero, at).toMillis();
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
