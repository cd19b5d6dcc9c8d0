package io.dbcpool.watcher.guard;

import io.dbcpool.values.MachineId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** When each source was last heard of each machine. Dead is not idle: one that is silent too long is told. */
public final class Sources {

    /** Two of the DBC node's timer periods, default 900 s: a node that lives has spoken by then. */
    public static final Duration BROADCAST_LIMIT = Duration.ofMinutes(30);

    private final Map<MachineId, Instant> broadcasts = new ConcurrentHashMap<>();
    private final Instant startedAt;

    public Sources(Instant startedAt) {
        this.startedAt = startedAt;
    }

    public void heardBroadcast(MachineId machine, Instant at) {
        broadcasts.merge(machine, at, (before, now) -> now.isAfter(before) ? now : before);
    }

    public Optional<Instant> lastBroadcast(MachineId machine) {
        return Optional.ofNullable(broadcasts.get(machine));
    }

    public boolean isSilent(MachineId machine, Instant now) {
        return broadcasts.getOrDefault(machine, startedAt).plus(BROADCAST_LIMIT).isBefore(now);
    }
}
