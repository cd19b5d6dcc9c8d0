package io.dbcpool.watcher.simulation;

import io.dbcpool.events.VacateStarted;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The vacates that a watcher has told the begin of, and in which process their domain ran then. */
final class BegunVacates {

    private final World world;
    private final Agenda agenda;
    private final Map<UUID, List<SimulatedProcess>> vacated = new HashMap<>();

    BegunVacates(World world) {
        this.world = world;
        this.agenda = world.agenda();
    }

    /** @return whether it is told for the first time */
    boolean add(SimulatedWatcher watcher, VacateStarted started) {
        if (vacated.containsKey(started.vacateId())) {
            return false;
        }
        var meant = world.host().find(started.domain().uuid()).stream()
                .flatMap(domain -> meant(watcher, started, domain).stream())
                .toList();
        vacated.put(started.vacateId(), meant);
        return true;
    }

    int count() {
        return vacated.size();
    }

    /** @return the first of them first; empty if there was none */
    List<SimulatedProcess> processes(UUID vacateId) {
        return vacated.getOrDefault(vacateId, List.of());
    }

    /** Whether that process was to go in one of them. */
    boolean isOneOf(SimulatedProcess process) {
        return vacated.values().stream().anyMatch(processes -> processes.contains(process));
    }

    /** It is told when it is written down, by the next watcher if need be. */
    long begunNanos(VacateStarted started) {
        return world.wall().wasSet()
                ? agenda.nowNanos()
                : agenda.nowNanos()
                        - Duration.between(started.startedAt(), world.wall().instant())
                                .toNanos();
    }

    /**
     * Of a guard that is behind, what it has to do with may have gone, and be back, before it comes to it, or comes to
     * the one that is back; of one that was killed when it had begun, before the next one tells of it.
     */
    private List<SimulatedProcess> meant(SimulatedWatcher watcher, VacateStarted started, SimulatedDomain domain) {
        long begunNanos = begunNanos(started);
        long observed = agenda.nowNanos()
                - Duration.between(started.trigger().observedAt(), world.wall().instant())
                        .toNanos();
        var atFirst = watcher.behindNanos(observed, agenda.nowNanos()) > 0
                ? domain.processAt(observed)
                : Optional.<SimulatedProcess>empty();
        var atItsBegin = begunNanos < watcher.startedAtNanos() ? domain.processAt(begunNanos) : domain.process();
        return Stream.concat(atFirst.stream(), atItsBegin.stream()).distinct().toList();
    }
}
