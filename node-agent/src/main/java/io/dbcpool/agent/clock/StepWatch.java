package io.dbcpool.agent.clock;

import io.dbcpool.agent.machine.ClockReading.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sees the wall clock jump, by what the monotonic clock says meanwhile.
 *
 * @param wall the wall clock at the last look
 * @param nanos the monotonic clock then
 */
public record StepWatch(Instant wall, long nanos, Optional<Step> lastStep) {

    /** A time service that only bends the clock stays under 0.5 ms a second; a look a second apart sees no more. */
    static final Duration JUMP = Duration.ofMillis(500);

    public static StepWatch start(Instant wall, long nanos) {
        return new StepWatch(wall, nanos, Optional.empty());
    }

    public StepWatch look(Instant wallNow, long nanosNow) {
        var jump = Duration.between(wall, wallNow).minusNanos(nanosNow - nanos);
        var step = jump.abs().compareTo(JUMP) >= 0 ? Optional.of(new Step(wallNow, jump)) : lastStep;
        return new StepWatch(wallNow, nanosNow, step);
    }
}
