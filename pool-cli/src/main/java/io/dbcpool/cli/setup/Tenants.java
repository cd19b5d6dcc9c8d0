package io.dbcpool.cli.setup;

import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.ownership.OwnDomains;
import io.dbcpool.hypervisor.ownership.Ownership;
import java.util.List;
import java.util.Optional;

/** Who keeps the GPUs from being tried. */
final class Tenants {

    private Tenants() {}

    /**
     * @param belief of the watcher: {@code free}, {@code rented}, {@code unknown}; empty if it does not answer
     * @param active definitions of the domains that run
     * @return why the tests may not run; empty if they may
     */
    static Optional<String> findReasonToWait(Optional<String> belief, List<DomainDefinition> active, OwnDomains own) {
        for (DomainDefinition domain : active) {
            var classified = own.classify(domain);
            if (classified.ownership() == Ownership.RENTER || classified.ownership() == Ownership.VERIFIER) {
                return Optional.of("%s runs here: %s".formatted(domain.name(), classified.reason()));
            }
            if (!domain.hostDevices().isEmpty()) {
                return Optional.of("%s runs and holds %s; shut it down first"
                        .formatted(domain.name(), String.join(", ", domain.hostDevices())));
            }
        }
        return belief.filter("rented"::equals).map(rented -> "the watcher believes that the machine is rented");
    }
}
