package io.dbcpool.watcher.guard;

import io.dbcpool.events.Alert.Severity;
import io.dbcpool.watcher.owner.Recognition;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What the operator claims and cannot have: entries that name no domain, and claims that are not believed. */
final class Claims {

    private final List<String> entries;
    private final URI libvirt;
    private final Set<String> unmatched = new HashSet<>();
    private final Set<UUID> refused = new HashSet<>();

    Claims(List<String> entries, URI libvirt) {
        this.entries = List.copyOf(entries);
        this.libvirt = libvirt;
    }

    /** What is to be told after a look at the host. */
    List<Effect> check(DomainTable domains) {
        var effects = new ArrayList<Effect>();
        checkEntries(effects, new HashSet<>(domains.listUnmatched()));
        for (KnownDomain domain : domains.all()) {
            var uuid = domain.snapshot().uuid();
            if (domain.recognition() instanceof Recognition.Refused refusal && !refused.contains(uuid)) {
                effects.add(refuse(
                        uuid, "domain '%s': %s".formatted(domain.snapshot().name(), refusal.reason())));
            }
        }
        refused.removeIf(uuid -> {
            boolean isOver = domains.find(uuid)
                    .filter(domain -> domain.recognition() instanceof Recognition.Refused)
                    .isEmpty();
            if (isOver) {
                effects.add(new Effect.Clear("RenterDomainRefused", uuid.toString(), "it is claimed no more"));
            }
            return isOver;
        });
        return effects;
    }

    private void checkEntries(List<Effect> effects, Set<String> nowUnmatched) {
        for (String entry : entries) {
            if (nowUnmatched.contains(entry) && unmatched.add(entry)) {
                effects.add(new Effect.Raise(
                        "OwnDomainUnmatched",
                        Severity.WARNING,
                        entry,
                        "own-domains names '%s', and %s has no such domain".formatted(entry, libvirt)));
            } else if (!nowUnmatched.contains(entry) && unmatched.remove(entry)) {
                effects.add(new Effect.Clear("OwnDomainUnmatched", entry, "domain '%s' is there".formatted(entry)));
            }
        }
    }

    /** The domain is claimed, and not touched. */
    Effect refuse(UUID uuid, String reason) {
        refused.add(uuid);
        return new Effect.Raise(
                "RenterDomainRefused",
                Severity.PAGE,
                uuid.toString(),
                "not touched although own-domains claims it: " + reason);
    }

    /** The same for whoever looks at the machine. */
    List<String> warnings(DomainTable domains) {
        var warnings = new ArrayList<String>();
        unmatched.stream()
                .sorted()
                .forEach(entry -> warnings.add("own-domains names '%s', and there is no such domain".formatted(entry)));
        for (KnownDomain domain : domains.all()) {
            if (domain.recognition() instanceof Recognition.Refused refusal) {
                warnings.add("domain '%s' is not touched: %s"
                        .formatted(domain.snapshot().name(), refusal.reason()));
            }
            domains.findDoubt(domain)
                    .ifPresent(doubt -> warnings.add("domain '%s' is stopped for a renter, and not started again: %s"
                            .formatted(domain.snapshot().name(), doubt)));
        }
        return warnings;
    }
}
