package io.dbcpool.console.view;

import io.dbcpool.events.DomainRef;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.EndedBy;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.events.VacateStep;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a row and a machine's page show of a receipt; the whole of it is kept elsewhere, and for less long. */
public record Receipt(
        UUID vacateId,
        String rentalKey,
        String actor,
        DomainRef domain,
        Trigger trigger,
        Instant startedAt,
        long elapsedMillis,
        long marginMillis,
        EndedBy endedBy,
        Outcome outcome,
        List<VacateStep> steps,
        List<String> notObserved,
        String keyId) {

    private static final int MOST_STEPS = 32;

    public Receipt {
        steps = steps.stream().limit(MOST_STEPS).toList();
        notObserved = List.copyOf(notObserved);
    }

    static Receipt of(VacateCompleted vacate) {
        return new Receipt(
                vacate.vacateId(),
                vacate.rentalKey(),
                vacate.actor(),
                vacate.domain(),
                vacate.trigger(),
                vacate.startedAt(),
                vacate.elapsedMillis(),
                vacate.marginMillis(),
                vacate.endedBy(),
                vacate.outcome(),
                vacate.steps(),
                vacate.notObserved(),
                vacate.keyId());
    }
}
