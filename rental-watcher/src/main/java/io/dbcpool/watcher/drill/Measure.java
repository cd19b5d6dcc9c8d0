package io.dbcpool.watcher.drill;

import io.dbcpool.events.VacateStep;
import io.dbcpool.watcher.vacate.Force;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long one of the owner's domains took to go, by the steps of a drill or of a vacate.
 *
 * @param of {@code drill} or {@code vacate}
 */
public record Measure(String of, Instant at, List<VacateStep> steps) {

    public Measure {
        steps = List.copyOf(steps);
    }

    /** Whether the steps are the domain's own time: not where the watcher was away meanwhile, or nothing was done. */
    public boolean isMeasured() {
        return find("resumed").isEmpty()
                && find("refused").isEmpty()
                && lastForce().isPresent();
    }

    /** From the first force to the release; empty if it was never seen released. */
    public Optional<Duration> took() {
        return firstForce().flatMap(this::untilReleased);
    }

    /** From the last force to the release. */
    public Optional<Duration> tookAfter(Force force) {
        return find(name(force)).flatMap(this::untilReleased);
    }

    /** The force that has ended it. */
    public Optional<Force> lastForce() {
        Optional<Force> last = Optional.empty();
        for (Force force : Force.values()) {
            if (find(name(force)).isPresent()) {
                last = Optional.of(force);
            }
        }
        return last;
    }

    /** Why it would not be off in time; empty where it was, or where nothing was measured. */
    public Optional<String> findMisfit(Duration deadline) {
        if (!isMeasured()) {
            return Optional.empty();
        }
        var took = took();
        if (took.isEmpty()) {
            return Optional.of(
                    "its last %s has never seen it off, and %d ms are allowed".formatted(of, deadline.toMillis()));
        }
        return took.filter(time -> time.compareTo(deadline) > 0)
                .map(time -> "its last %s took %d ms, and %d ms are allowed"
                        .formatted(of, time.toMillis(), deadline.toMillis()));
    }

    private Optional<Duration> untilReleased(VacateStep from) {
        return find("released").map(released -> Duration.ofMillis(released.atMillis() - from.atMillis()));
    }

    private Optional<VacateStep> firstForce() {
        return steps.stream().filter(step -> isForce(step.name())).findFirst();
    }

    private Optional<VacateStep> find(String name) {
        return steps.stream().filter(step -> step.name().equals(name)).findFirst();
    }

    private static boolean isForce(String step) {
        for (Force force : Force.values()) {
            if (name(force).equals(step)) {
                return true;
            }
        }
        return false;
    }

    /** As steps name it. */
    private static String name(Force force) {
        return switch (force) {
            case ASK -> "ask";
            case TERMINATE -> "term";
            case KILL -> "kill";
        };
    }
}
