package io.dbcpool.agent.machine;

import java.time.Instant;

/** Whether the hypervisor of a machine answers. */
public sealed interface HypervisorLink {

    /** It was not asked yet. */
    record Unasked() implements HypervisorLink {}

    /** @param since when it first answered, after it had not */
    record Up(Instant since) implements HypervisorLink {}

    /**
     * What was known of the domains is kept: not to know is not the same as to know that there are none.
     *
     * @param everUp whether it has answered since the agent started
     */
    record Away(Instant since, String reason, boolean everUp) implements HypervisorLink {}

    default boolean isUp() {
        return this instanceof Up;
    }

    default boolean wasEverUp() {
        return isUp() || (this instanceof Away away && away.everUp());
    }

    default HypervisorLink onAnswer(Instant at) {
        return isUp() ? this : new Up(at);
    }

    default HypervisorLink onSilence(Instant at, String reason) {
        if (this instanceof Away away) {
            return new Away(away.since(), reason, away.everUp());
        }
        return new Away(at, reason, wasEverUp());
    }
}
