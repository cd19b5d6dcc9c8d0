package io.dbcpool.watcher.drill;

import io.dbcpool.events.DrillCompleted;
import io.dbcpool.events.DrillCompleted.Outcome;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.EndedBy;
import io.dbcpool.watcher.vacate.VacatePolicy;
import java.util.UUID;

/** What a drill has shown, from what would be the receipt if it had been a vacate. */
public final class DrillReport {

    private DrillReport() {}

    /**
     * @param used by which it was stopped
     * @param tuned by which it is stopped from now on
     */
    public static DrillCompleted of(
            UUID drillId, String operator, VacateCompleted draft, VacatePolicy used, VacatePolicy tuned) {
        var measure = new Measure("drill", draft.startedAt(), draft.steps());
        if (!measure.isMeasured()) {
            return of(drillId, operator, draft, used, tuned, Outcome.INTERRUPTED, interrupted(draft));
        }
        boolean fits = draft.outcome() == VacateCompleted.Outcome.ON_TIME;
        return of(
                drillId,
                operator,
                draft,
                used,
                tuned,
                fits ? Outcome.FITS : Outcome.DOES_NOT_FIT,
                measured(draft, used, tuned));
    }

    /** The machine was rented before the drill was over. */
    public static DrillCompleted becameVacate(UUID drillId, String operator, VacateCompleted soFar, VacatePolicy used) {
        return of(
                drillId,
                operator,
                soFar,
                used,
                used,
                Outcome.BECAME_VACATE,
                "the machine was rented after %d ms, and the vacate goes on where the drill stood"
                        .formatted(soFar.elapsedMillis()));
    }

    private static DrillCompleted of(
            UUID drillId,
            String operator,
            VacateCompleted draft,
            VacatePolicy used,
            VacatePolicy tuned,
            Outcome outcome,
            String why) {
        return new DrillCompleted(
                drillId,
                draft.machineId(),
                draft.actor(),
                operator,
                draft.domain(),
                draft.startedAt(),
                draft.releasedAt(),
                draft.domainOffAt(),
                Tuning.budget(used),
                draft.elapsedMillis(),
                draft.marginMillis(),
                draft.endedBy(),
                outcome,
                draft.steps(),
                draft.notObserved(),
                Tuning.budget(tuned),
                why);
    }

    private static String interrupted(VacateCompleted draft) {
        return draft.endedBy() == EndedBy.ALREADY_OFF
                ? "nothing was measured: it went off before it was told to"
                : "nothing was measured: the watcher was started again meanwhile, or the domain is its owner's no more";
    }

    private static String measured(VacateCompleted draft, VacatePolicy used, VacatePolicy tuned) {
        String took = draft.releasedAt().isPresent()
                ? "off after %d ms of %d ms"
                        .formatted(draft.elapsedMillis(), used.deadline().toMillis())
                : "not seen off after %d ms".formatted(draft.elapsedMillis());
        return tuned.equals(used)
                ? took
                : "%s; from now on soft is %d ms and term %d ms, so that what follows fits if it takes half as long again"
                        .formatted(took, tuned.soft().toMillis(), tuned.term().toMillis());
    }
}
