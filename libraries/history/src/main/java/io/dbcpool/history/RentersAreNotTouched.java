package io.dbcpool.history;

import io.dbcpool.events.NodeRental;
import io.dbcpool.events.NodeRental.Kind;
import io.dbcpool.events.VacateStarted;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** No vacate is ever begun of a domain that the node-agent, by its own look, says is a renter's or a verifier's. */
final class RentersAreNotTouched implements Invariant {

    private static final Set<Kind> NOT_THE_OWNERS =
            EnumSet.of(Kind.RENTER_DOMAIN_APPEARED, Kind.VERIFIER_DOMAIN_APPEARED);

    @Override
    public List<String> findViolations(History history) {
        var renters = history.list(NodeRental.class).stream()
                .filter(rental -> NOT_THE_OWNERS.contains(rental.kind()))
                .flatMap(rental -> rental.domain().stream())
                .collect(Collectors.toSet());
        return history.list(VacateStarted.class).stream()
                .filter(started -> renters.contains(started.domain()))
                .map(started -> "vacate %s is of domain %s, which the node-agent says is not the owner's"
                        .formatted(started.vacateId(), started.domain()))
                .toList();
    }
}
