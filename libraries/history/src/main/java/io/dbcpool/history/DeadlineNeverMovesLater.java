package io.dbcpool.history;

import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateStarted;
import java.util.List;

/** A stamped deadline moves only earlier, whoever goes on with the vacate. */
final class DeadlineNeverMovesLater implements Invariant {

    @Override
    public List<String> findViolations(History history) {
        var receipts = history.list(VacateCompleted.class);
        return history.list(VacateStarted.class).stream()
                .flatMap(started -> receipts.stream()
                        .filter(receipt -> receipt.vacateId().equals(started.vacateId()))
                        .filter(receipt -> receipt.deadline().isAfter(started.deadline()))
                        .map(receipt -> "vacate %s began with the deadline %s and ended with %s, which is later"
                                .formatted(started.vacateId(), started.deadline(), receipt.deadline())))
                .toList();
    }
}
