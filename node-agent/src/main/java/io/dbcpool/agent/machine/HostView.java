package io.dbcpool.agent.machine;

import io.dbcpool.agent.machine.Observation.HostExamined;
import java.util.Optional;

/**
 * What was last seen of a machine's host besides its domains.
 *
 * @param examined the last look, check by check; empty before the first, and for a host elsewhere
 * @param key what is in the place of the machine's key; empty as {@code examined} is
 * @param orders the rent orders that its DBC node knows
 */
public record HostView(Optional<HostExamined> examined, Optional<KeyState> key, NodeOrders orders) {

    static final HostView UNSEEN = new HostView(Optional.empty(), Optional.empty(), NodeOrders.UNASKED);

    HostView with(HostExamined seen) {
        return new HostView(Optional.of(seen), key, orders);
    }

    HostView with(KeyState seen) {
        return new HostView(examined, Optional.of(seen), orders);
    }

    HostView with(NodeOrders listed) {
        return new HostView(examined, key, listed);
    }
}
