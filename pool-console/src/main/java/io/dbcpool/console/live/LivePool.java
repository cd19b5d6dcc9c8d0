package io.dbcpool.console.live;

import io.dbcpool.console.view.MachineView;
import io.dbcpool.console.view.PoolView;
import io.dbcpool.console.view.Standing;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pool as it is now. Each change has a version, so that a browser can be told what it has not got. Thread-safe. */
public final class LivePool {

    private static final int MOST_SPOKEN = 50;

    /** Machines of which every second something may change by the time alone, and how each stood. */
    private final Map<MachineId, Standing> watched = new HashMap<>();

    private final Map<MachineId, Long> changed = new HashMap<>();
    private final Map<MachineId, Long> appeared = new HashMap<>();
    private final Deque<Spoken> spoken = new ArrayDeque<>();
    private final String instance;
    private PoolView view;
    private long version = 1;
    private long records;
    private Optional<Snapshot> last = Optional.empty();

    public LivePool(PoolView view, Instant startedAt) {
        this.view = view;
        this.instance = Long.toString(startedAt.toEpochMilli(), Character.MAX_RADIX);
    }

    /** Another one's versions say nothing: whoever has a page of it has to load it anew. */
    public String instance() {
        return instance;
    }

    /** @param isNews false for what lay in the topic already, which nobody is told aloud */
    public synchronized void take(PoolEvent event, boolean isNews) {
        var before = view.machines();
        view = view.after(event);
        records++;
        version++;
        last = Optional.empty();
        event.machine().filter(view.machines()::containsKey).ifPresent(machine -> {
            changed.put(machine, version);
            if (!before.containsKey(machine)) {
                appeared.put(machine, version);
            }
        });
        if (isNews) {
            speakOf(event);
        }
        if (event instanceof VacateStarted started) {
            watched.put(started.machineId(), Standing.VACATING);
        }
    }

    /** What changes without a record: a vacate passes its deadline, a red row turns pale again. */
    public synchronized void passTime(Instant now) {
        for (var entry : List.copyOf(watched.entrySet())) {
            var machine = view.machines().get(entry.getKey());
            if (machine != null) {
                passTime(machine, entry.getValue(), now);
            }
        }
    }

    private void passTime(MachineView machine, Standing before, Instant now) {
        var standing = Standing.of(machine, now);
        var running = machine.runningVacates(now);
        if (standing != before) {
            watched.put(machine.id(), standing);
            version++;
            last = Optional.empty();
            changed.put(machine.id(), version);
            running.stream()
                    .filter(vacate -> vacate.isLate(now))
                    .findFirst()
                    .ifPresent(late -> say(
                            true,
                            "spoken.overdue",
                            machine.name(),
                            late.started().domain().name()));
        }
        if (running.isEmpty()) {
            watched.remove(machine.id());
        }
    }

    public synchronized Snapshot snapshot() {
        if (last.isEmpty()) {
            last = Optional.of(new Snapshot(view, version, changed, appeared, List.copyOf(spoken)));
        }
        return last.get();
    }

    public synchronized long records() {
        return records;
    }

    private void speakOf(PoolEvent event) {
        if (event instanceof VacateStarted started) {
            say(
                    false,
                    "spoken.started",
                    name(started.machineId()),
                    started.domain().name());
        }
        if (event instanceof VacateCompleted vacate) {
            boolean onTime = vacate.outcome() == VacateCompleted.Outcome.ON_TIME;
            say(
                    !onTime,
                    onTime ? "spoken.on-time" : "spoken.late",
                    name(vacate.machineId()),
                    vacate.domain().name(),
                    Long.toString(Math.abs(vacate.marginMillis())));
        }
    }

    private String name(MachineId machine) {
        var known = view.machines().get(machine);
        return known == null ? machine.hex() : known.name();
    }

    private void say(boolean urgent, String key, String... args) {
        spoken.addLast(new Spoken(version, urgent, key, List.of(args)));
        if (spoken.size() > MOST_SPOKEN) {
            spoken.removeFirst();
        }
    }
}
