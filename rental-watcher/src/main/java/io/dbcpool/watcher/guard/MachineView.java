package io.dbcpool.watcher.guard;

import io.dbcpool.events.Trigger;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One machine as it is shown.
 *
 * @param connected whether its hypervisor answers
 * @param everConnected whether it ever did since the watcher started
 * @param broken whether a vacate is past its deadline with the devices still held
 * @param lastStepObstacle why the watcher could not end a process itself; empty where it could, or nothing runs
 * @param warnings what the operator should look at
 */
public record MachineView(
        MachineId machineId,
        String name,
        BeliefView belief,
        List<OwnDomainView> ownDomains,
        List<VacateView> runningVacates,
        Optional<VacateCompleted> lastVacate,
        boolean broken,
        boolean connected,
        boolean everConnected,
        boolean lastStepAvailable,
        Optional<String> lastStepObstacle,
        List<String> warnings) {

    /**
     * @param state {@code rented}, {@code free} or {@code unknown}
     * @param lastSaid what each source said last, and when
     */
    public record BeliefView(String state, String why, Optional<Trigger> trigger, List<SourceView> lastSaid) {}

    /** @param word {@code renting}, {@code empty} or {@code free} */
    public record SourceView(String source, String word, Instant at) {}

    /** @param state libvirt's, in lower case; {@code refused} and {@code not-found} are ours */
    public record OwnDomainView(String entry, Optional<UUID> uuid, Optional<String> name, String state) {}
}
