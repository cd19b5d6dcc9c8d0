package io.dbcpool.watcher.guard;

import io.dbcpool.events.DomainRef;
import io.dbcpool.events.DrillCompleted;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateStep;
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
 * @param awaited whether it is too early to say of its hypervisor that it answers or does not. One on another host that
 *     was told to be unreachable is not waited for: it may be switched off, and the others are guarded. One here always
 *     is.
 * @param broken whether a vacate is past its deadline with the devices still held
 * @param lastStepObstacle why the watcher could not end a process itself; empty where it could, or nothing runs
 * @param warnings what the operator should look at
 * @param comebacks which of the owner's domains are to be started again, and why they are not yet
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
        boolean awaited,
        boolean lastStepAvailable,
        Optional<String> lastStepObstacle,
        List<String> warnings,
        List<ComebackView> comebacks,
        DrillsView drills) {

    /** Whether nothing more is to be waited for, and anything is guarded at all. */
    public static boolean areGuarded(List<MachineView> machines) {
        return machines.stream().noneMatch(MachineView::awaited)
                && (machines.isEmpty() || machines.stream().anyMatch(MachineView::everConnected));
    }

    /**
     * @param state {@code rented}, {@code free} or {@code unknown}
     * @param claimedBy who says, of those that are heeded, that it is rented
     * @param lastSaid what each source said last, and when
     * @param spoofSuspected why a broadcast may be forged; empty where none is suspected
     * @param sourcesDisagree who contradicts whom; empty where nobody does
     */
    public record BeliefView(
            String state,
            String why,
            Optional<Trigger> trigger,
            List<String> claimedBy,
            List<SourceView> lastSaid,
            Optional<String> spoofSuspected,
            Optional<String> sourcesDisagree) {}

    /**
     * @param word {@code renting}, {@code empty}, {@code free}, {@code retracted} (by a fork) or {@code gone} (of a
     *     renter's domain)
     * @param since when it was first heard, with no other word of that source since
     * @param at when it was heard last
     */
    public record SourceView(String source, Via via, String word, Instant since, Instant at) {}

    /** @param state libvirt's, in lower case; {@code refused} and {@code not-found} are ours */
    public record OwnDomainView(String entry, Optional<UUID> uuid, Optional<String> name, String state) {}

    /** @param state {@code waiting}, {@code starting} or {@code refused} */
    public record ComebackView(DomainRef domain, String state, String why) {}

    /**
     * @param missing what keeps the machine from being drilled now; nothing where it may be
     * @param planned what a drill would stop, and by which budget
     * @param last the last of each domain that has measured something
     * @param refused the last that was asked for and not begun
     */
    public record DrillsView(
            List<String> missing,
            List<PlannedDrillView> planned,
            List<RunningDrillView> running,
            List<DrillCompleted> last,
            Optional<RefusedDrillView> refused) {}

    public record PlannedDrillView(DomainRef domain, DrillCompleted.Budget budget) {}

    /** @param force the last that was applied */
    public record RunningDrillView(
            UUID drillId,
            String operator,
            DomainRef domain,
            long elapsedMillis,
            Optional<String> force,
            List<VacateStep> steps) {}

    public record RefusedDrillView(UUID drillId, String operator, List<String> missing) {}
}
