package io.dbcpool.agent.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What can be said of this host's clock.
 *
 * @param inStep who says that it is in step with a time service; empty where nobody says so
 * @param lastStep the last jump of the wall clock against the monotonic one since the agent started
 */
public record ClockReading(Optional<String> inStep, Optional<Step> lastStep) {

    /** @param size positive if the wall clock went forward, as it does when the host was asleep */
    public record Step(Instant at, Duration size) {}
}
