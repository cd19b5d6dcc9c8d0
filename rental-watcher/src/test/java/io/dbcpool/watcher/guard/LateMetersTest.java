package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.VacateCompleted;
import io.dbcpool.watcher.vacate.Alarm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LateMetersTest {

    private final List<Alarm> counted = new ArrayList<>();
    private final GuardMeters meters = new GuardMeters() {
        @Override
        public void vacateEnded(VacateCompleted receipt) {
            throw new AssertionError("none ended");
        }

        @Override
        public void ranLate(Alarm alarm) {
            counted.add(alarm);
        }
    };

    @Test
    void whatWasCountedBeforeTheMetersWereThereIsPassedOnOnce() {
        var late = new LateMeters();
        late.ranLate(Alarm.NEAR_MISS);
        late.ranLate(Alarm.BREACH);

        late.passOnTo(meters);
        late.ranLate(Alarm.COLLATERAL);

        assertThat(counted).containsExactly(Alarm.NEAR_MISS, Alarm.BREACH, Alarm.COLLATERAL);
    }
}
