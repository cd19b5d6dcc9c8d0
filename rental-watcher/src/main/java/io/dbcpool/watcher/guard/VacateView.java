package io.dbcpool.watcher.guard;

import io.dbcpool.events.DomainRef;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.VacateStep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A vacate under way, as it is shown. */
public record VacateView(
        UUID vacateId,
        DomainRef domain,
        Trigger trigger,
        Instant deadline,
        long elapsedMillis,
        Optional<String> force,
        String alarm,
        List<VacateStep> steps) {}
