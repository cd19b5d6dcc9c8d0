package io.dbcpool.events;

import io.dbcpool.events.VacateCompleted.EndedBy;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a drill has measured: one of the owner's domains was stopped as for a renter, on a machine that nobody rents. It
 * is no vacate, has no rental and is in no chain of receipts.
 *
 * @param drillId the same for all domains of the machine that were stopped together
 * @param operator who asked for it: the user's name on the host, or {@code schedule}
 * @param budget by which it was stopped
 * @param elapsedMillis from the first step to the release, or to when it was cut short
 * @param endedBy the last force that was applied before it was gone
 * @param steps each with its time from the beginning of the drill
 * @param tuned by which it is stopped from now on: its soft phase is as long as what follows allows
 * @param why what the outcome means, in words
 */
public record DrillCompleted(
        UUID drillId,
        MachineId machineId,
        String actor,
        String operator,
        DomainRef domain,
        Instant startedAt,
        Optional<Instant> releasedAt,
        Optional<Instant> domainOffAt,
        Budget budget,
        long elapsedMillis,
        long marginMillis,
        EndedBy endedBy,
        Outcome outcome,
        List<VacateStep> steps,
        List<String> notObserved,
        Budget tuned,
        String why)
        implements PoolEvent {

    public DrillCompleted {
        steps = List.copyOf(steps);
        notObserved = List.copyOf(notObserved);
    }

    /** When which force is used, from the first credible signal. */
    public record Budget(long softMillis, long termMillis, long deadlineMillis) {}

    public enum Outcome {
        /** Off in time. */
        FITS,
        /** It took longer than there is, or was never seen released. Such a domain is not started by itself. */
        DOES_NOT_FIT,
        /** The machine was rented meanwhile, and the drill became a vacate, which has a receipt. */
        BECAME_VACATE,
        /** It measured nothing: the watcher was killed meanwhile, or the domain went off or changed hands by itself. */
        INTERRUPTED
    }

    @Override
    public Topic topic() {
        return Topic.VACATES;
    }

    @Override
    public String type() {
        return "io.dbcpool.drill.completed";
    }

    @Override
    public Optional<MachineId> machine() {
        return Optional.of(machineId);
    }
}
