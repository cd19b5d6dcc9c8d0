package io.dbcpool.agent.machine;

import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.ownership.OwnDomains;
import java.util.List;

/**
 * How the operator's list fits the domains that there are, running or only defined.
 *
 * @param unmatched entries that name no domain
 * @param refused domains that he claims, and that are not believed to be his: name and reason
 */
public record OwnDomainFindings(List<String> unmatched, List<String> refused) {

    public static final OwnDomainFindings NONE = new OwnDomainFindings(List.of(), List.of());

    public OwnDomainFindings {
        unmatched = List.copyOf(unmatched);
        refused = List.copyOf(refused);
    }

    static OwnDomainFindings of(OwnDomains own, List<DomainDefinition> domains) {
        return new OwnDomainFindings(
                own.listUnmatched(domains),
                domains.stream()
                        .filter(domain -> own.classify(domain).isRefused())
                        .map(domain -> "%s: %s"
                                .formatted(domain.name(), own.classify(domain).reason()))
                        .toList());
    }
}
