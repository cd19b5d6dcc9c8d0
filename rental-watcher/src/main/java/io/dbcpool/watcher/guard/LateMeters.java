package io.dbcpool.watcher.guard;

import io.dbcpool.events.VacateCompleted;
import io.dbcpool.watcher.vacate.Alarm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Meters for a guard that is at work before its meters are: keeps what it is told until they are there. */
public final class LateMeters implements GuardMeters {

    private final List<Consumer<GuardMeters>> kept = new ArrayList<>();
    private @Nullable GuardMeters meters;

    @Override
    public void vacateEnded(VacateCompleted receipt) {
        tell(to -> to.vacateEnded(receipt));
    }

    @Override
    public void ranLate(Alarm alarm) {
        tell(to -> to.ranLate(alarm));
    }

    /** From here on these are told, of what was kept first. */
    public synchronized void passOnTo(GuardMeters arrived) {
        meters = arrived;
        kept.forEach(told -> told.accept(arrived));
        kept.clear();
    }

    private synchronized void tell(Consumer<GuardMeters> told) {
        if (meters == null) {
            kept.add(told);
        } else {
            told.accept(meters);
        }
    }
}
