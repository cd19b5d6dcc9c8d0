package io.dbcpool.hypervisor.libvirt;

import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.DomainState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.libvirt.event.DomainEventType;

/**
 * What the domains are, by the list that a connection begins with and the events since. An event names only what
 * happened, and asking for the rest would make everyone wait for the daemon; so it is remembered.
 */
final class DomainLedger {

    private final Map<UUID, DomainSnapshot> domains = new HashMap<>();

    private boolean complete;

    /** What the daemon has listed; whatever was known before is forgotten. */
    synchronized void begin(List<DomainSnapshot> listed) {
        domains.clear();
        listed.forEach(domain -> domains.put(domain.uuid(), domain));
        complete = true;
    }

    /** The connection was lost: from now on there may be domains that nobody told us of. */
    synchronized void interrupted() {
        complete = false;
    }

    /** All domains as they were last told; empty if there may be others. */
    synchronized Optional<List<DomainSnapshot>> findAll() {
        return complete ? Optional.of(List.copyOf(domains.values())) : Optional.empty();
    }

    /** The domain as it is after this event. */
    synchronized DomainSnapshot apply(UUID uuid, String name, DomainEventType event, Instant observedAt) {
        DomainSnapshot before = domains.get(uuid);
        DomainSnapshot after =
                new DomainSnapshot(uuid, name, stateAfter(before, event), isPersistentAfter(before, event), observedAt);
        if (after.isActive() || after.persistent()) {
            domains.put(uuid, after);
        } else {
            domains.remove(uuid);
        }
        return after;
    }

    private DomainState stateAfter(@Nullable DomainSnapshot before, DomainEventType event) {
        return switch (event) {
            // Neither says whether it runs; only who knows all domains knows that a new one does not.
            case DEFINED, UNDEFINED -> {
                if (!complete) {
                    yield DomainState.UNKNOWN;
                }
                yield before == null ? DomainState.SHUT_OFF : before.state();
            }
            case STARTED, RESUMED -> DomainState.RUNNING;
            case SUSPENDED -> DomainState.PAUSED;
            case STOPPED -> DomainState.SHUT_OFF;
            case SHUTDOWN -> DomainState.SHUTTING_DOWN;
            case PMSUSPENDED -> DomainState.PM_SUSPENDED;
            case CRASHED -> DomainState.CRASHED;
            case UNKNOWN -> DomainState.UNKNOWN;
        };
    }

    private static boolean isPersistentAfter(@Nullable DomainSnapshot before, DomainEventType event) {
        return switch (event) {
            case DEFINED -> true;
            case UNDEFINED -> false;
            default -> before != null && before.persistent();
        };
    }
}
