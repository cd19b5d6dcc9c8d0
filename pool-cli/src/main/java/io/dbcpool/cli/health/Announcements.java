package io.dbcpool.cli.health;

import io.dbcpool.cli.health.Readiness.NotReady;
import io.dbcpool.cli.health.Readiness.Ready;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the operator was told last of the pool as a whole, and what he is told next. One line for each change, none for
 * what stays.
 *
 * @param said what the last line was about; empty when nothing was said yet
 * @param patience for how long after the start a service may lack something before that is worth a line: our own broker
 *     starts with the services, and takes longer
 */
public record Announcements(String said, Duration patience) {

    /** A service is up in 2 to 4 s on two cores; after ten times that something is wrong. */
    static final Duration SLOW = Duration.ofSeconds(30);

    private static final String READY = "pool ready";

    /** @param line what to say now, if anything */
    public record Step(Announcements next, Optional<String> line) {}

    public static Announcements nothingYet(Duration patience) {
        return new Announcements("", patience);
    }

    public boolean isReady() {
        return said.startsWith(READY);
    }

    /** @param services how each is now, by name */
    public Step onReadiness(Map<String, Readiness> services, Duration sinceStart) {
        var waiting = notReady(services);
        if (!waiting.isEmpty()) {
            boolean worthALine = isReady() || sinceStart.compareTo(SLOW) >= 0;
            // A service that dies again and again is not ready for another reason each time; once is enough.
            return worthALine ? say("not ready " + waiting.keySet(), "pool not ready: " + whys(waiting)) : silently();
        }
        var lacking = new TreeSet<String>();
        services.values().forEach(service -> {
            if (service instanceof Ready ready) {
                lacking.addAll(ready.lacking());
            }
        });
        if (lacking.isEmpty()) {
            return say(READY, READY);
        }
        String degraded = READY + ", degraded: " + String.join(", ", lacking);
        return isReady() || sinceStart.compareTo(patience) >= 0 ? say(degraded, degraded) : silently();
    }

    private Step say(String about, String line) {
        return about.equals(said) ? silently() : new Step(new Announcements(about, patience), Optional.of(line));
    }

    private Step silently() {
        return new Step(this, Optional.empty());
    }

    private static SortedMap<String, NotReady> notReady(Map<String, Readiness> services) {
        var found = new TreeMap<String, NotReady>();
        services.forEach((name, readiness) -> {
            if (readiness instanceof NotReady notReady) {
                found.put(name, notReady);
            }
        });
        return found;
    }

    private static String whys(SortedMap<String, NotReady> services) {
        return services.entrySet().stream()
                .map(service -> service.getKey() + ": " + service.getValue().why())
                .collect(Collectors.joining("; "));
    }
}
