package io.dbcpool.agent.readiness;

import io.dbcpool.agent.machine.MachineState;
import io.dbcpool.agent.picture.ActiveDomain;
import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.hypervisor.ownership.Ownership;
import java.util.stream.Collectors;

final class DomainChecks {

    private static final Item KNOWN = new Item(
            "domains-known",
            "every running domain is somebody's",
            "running domains that are the owner's, a renter's or a verifier's",
            "a running domain that is none of these is never stopped by us, and about 20 s after a renter's request "
                    + "the DBC node kills every running domain, other renters' too");

    private static final Item MATCHED = new Item(
            "own-domains-matched",
            "every entry of own-domains names a domain",
            "a domain for each entry",
            "a mistyped name leaves the owner's domain running when the machine is rented");

    private static final Item NOT_RENTERS = new Item(
            "own-domains-not-renters",
            "no entry of own-domains names a renter's domain",
            "own domains without a renter's or a verifier's markers",
            "what looks like a renter's domain is never stopped, whoever claims it");

    private DomainChecks() {}

    static Check known(MachineState state) {
        if (!state.link().isUp()) {
            return KNOWN.cannotTell("libvirt does not answer", "see libvirt-reachable");
        }
        String found = "running: %d the owner's, %d renters', %d verifiers', %d unknown%s"
                .formatted(
                        state.picture().count(Ownership.OWNER),
                        state.picture().count(Ownership.RENTER),
                        state.picture().count(Ownership.VERIFIER),
                        state.picture().count(Ownership.UNKNOWN),
                        unknownNames(state));
        return state.picture().count(Ownership.UNKNOWN) == 0
                ? KNOWN.ok(found)
                : KNOWN.warning(found, "list it in own-domains if it is the owner's, or shut it down");
    }

    static Check ownDomainsMatched(MachineState state) {
        if (!state.link().isUp()) {
            return MATCHED.cannotTell("libvirt does not answer", "see libvirt-reachable");
        }
        var unmatched = state.findings().unmatched();
        return unmatched.isEmpty()
                ? MATCHED.ok("%d of %d"
                        .formatted(
                                state.claims().own().entries().size(),
                                state.claims().own().entries().size()))
                : MATCHED.warning(
                        "no domain for " + String.join(", ", unmatched),
                        "correct the entry in pool.yaml, or define the domain");
    }

    static Check ownDomainsNotRenters(MachineState state) {
        if (!state.link().isUp()) {
            return NOT_RENTERS.cannotTell("libvirt does not answer", "see libvirt-reachable");
        }
        var refused = state.findings().refused();
        return refused.isEmpty()
                ? NOT_RENTERS.ok("none")
                : NOT_RENTERS.wrong(
                        String.join("; ", refused),
                        "take the entry out of own-domains if it is a renter's; if it is the owner's, define it "
                                + "without that marker");
    }

    private static String unknownNames(MachineState state) {
        String names = state.picture().active().stream()
                .filter(domain -> domain.ownership() == Ownership.UNKNOWN)
                .map(ActiveDomain::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : " (" + names + ")";
    }
}
