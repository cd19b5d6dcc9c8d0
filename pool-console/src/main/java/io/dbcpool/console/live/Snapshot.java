package io.dbcpool.console.live;

import io.dbcpool.console.view.PoolView;
import io.dbcpool.values.MachineId;
import java.util.List;
import java.util.Map;

/**
 * The pool at a version.
 *
 * @param changed the version at which each machine changed last; a machine that is missing never did
 * @param appeared the version at which a machine that the pool's file does not name was first heard of
 * @param spoken what was said last, in its order
 */
public record Snapshot(
        PoolView view, long version, Map<MachineId, Long> changed, Map<MachineId, Long> appeared, List<Spoken> spoken) {

    public Snapshot {
        changed = Map.copyOf(changed);
        appeared = Map.copyOf(appeared);
        spoken = List.copyOf(spoken);
    }

    public long changedAt(MachineId machine) {
        return changed.getOrDefault(machine, 0L);
    }

    public long appearedAt(MachineId machine) {
        return appeared.getOrDefault(machine, 0L);
    }
}
