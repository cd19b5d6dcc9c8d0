package io.dbcpool.history;

import io.dbcpool.events.DomainRef;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.NodeRental.Kind;
import io.dbcpool.events.VacateStarted;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * No vacate is ever begun of a domain that the node-agent, by its own look, says is a renter's or a verifier's. A
 * domain is its UUID: its name is the owner's claim in one record and libvirt's word in the other.
 */
final class RentersAreNotTouched implements Invariant {

    private static final Set<Kind> NOT_THE_OWNERS =
            EnumSet.of(Kind.RENTER_DOMAIN_APPEARED, Kind.VERIFIER_DOMAIN_APPEARED);

    @Override
    public List<String> findViolations(History history) {
        Map<UUID, DomainRef> renters = new HashMap<>();
        history.list(NodeRental.class).stream()
                .filter(rental -> NOT_THE_OWNERS.contains(rental.kind()))
                .flatMap(rental -> rental.domain().stream())
                .forEach(domain -> renters.put(domain.uuid(), domain));
        return history.list(VacateStarted.class).stream()
                .filter(started -> renters.containsKey(started.domain().uuid()))
                .map(started -> "vacate %s is of domain %s, which the node-agent says is not the owner's: %s"
                        .formatted(
                                started.vacateId(),
                                started.domain(),
                                renters.get(started.domain().uuid())))
                .toList();
    }
}
