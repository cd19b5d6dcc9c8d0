package io.dbcpool.cli.status;

import io.dbcpool.events.DomainRef;
import io.dbcpool.events.DrillCompleted;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A machine as its watcher shows it.
 *
 * @param broken whether a vacate is past its deadline with the devices still held
 * @param connected whether its hypervisor answers
 * @param warnings what the operator should look at
 * @param lastStepObstacle why the watcher could not end a process itself
 * @param drills what the last drill of each domain has measured
 */
public record MachineStatus(
        MachineId machineId,
        String name,
        Belief belief,
        List<OwnDomain> ownDomains,
        List<RunningVacate> runningVacates,
        Optional<VacateCompleted> lastVacate,
        boolean broken,
        boolean connected,
        List<String> warnings,
        Optional<String> lastStepObstacle,
        Optional<Drills> drills) {

    public MachineStatus {
        ownDomains = List.copyOf(ownDomains);
        runningVacates = List.copyOf(runningVacates);
        warnings = List.copyOf(warnings);
    }

    /** @param state {@code rented}, {@code free} or {@code unknown} */
    public record Belief(String state, String why) {}

    /** @param entry what the operator wrote */
    public record OwnDomain(String entry, Optional<String> name, String state) {}

    public record RunningVacate(DomainRef domain, Instant deadline, long elapsedMillis, Optional<String> force) {}

    public record Drills(List<DrillCompleted> last) {
        public Drills {
            last = List.copyOf(last);
        }
    }

    boolean isWell() {
        return !broken && connected && warnings.isEmpty();
    }
}
