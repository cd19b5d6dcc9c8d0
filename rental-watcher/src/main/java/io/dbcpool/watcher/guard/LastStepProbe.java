package io.dbcpool.watcher.guard;

import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.process.LocalProcesses;
import java.util.Collection;
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
        return new Observation.LastStepProbed(owners.stream()
                .flatMap(uuid -> processes.findQemu(uuid).stream())
                .flatMap(process -> processes.findObstacle(process).stream())
                .findFirst());
    }
}
