package io.dbcpool.watcher.guard;

import io.dbcpool.events.VacateCompleted;
import io.dbcpool.watcher.vacate.Alarm;

/** Counts what the guard did, for the operator's metrics. */
public interface GuardMeters {

    void vacateEnded(VacateCompleted receipt);

    void ranLate(Alarm alarm);
}
