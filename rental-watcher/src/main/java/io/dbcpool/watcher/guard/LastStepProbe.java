package io.dbcpool.watcher.guard;

import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.process.LocalProcesses;
import io.dbcpool.watcher.process.ProcessLookException;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * Proves, without doing any harm, that the last step could be taken: by a signal that is none, and one read of the
 * process's open files. Where no process of the owner's is to be seen, there is nothing to prove.
 */
final class LastStepProbe {

    private final LocalProcesses processes;

    LastStepProbe(LocalProcesses processes) {
        this.processes = processes;
    }

    Observation probe(MachineId machine, Collection<UUID> owners) {
        return new Observation.LastStepProbed(
                owners.stream().flatMap(uuid -> findObstacle(uuid).stream()).findFirst());
    }

    private Optional<String> findObstacle(UUID owners) {
        try {
            return processes.findQemu(owners).flatMap(processes::findObstacle);
        } catch (ProcessLookException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
