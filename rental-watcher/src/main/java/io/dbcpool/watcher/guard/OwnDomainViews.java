package io.dbcpool.watcher.guard;

import io.dbcpool.watcher.guard.MachineView.OwnDomainView;
import io.dbcpool.watcher.owner.Recognition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The owner's domains of a machine as they are shown: each entry of the list, and what carries our mark. */
final class OwnDomainViews {

    private OwnDomainViews() {}

    static List<OwnDomainView> of(List<String> entries, DomainTable domains) {
        var views = new ArrayList<OwnDomainView>();
        for (KnownDomain domain : domains.all()) {
            var snapshot = domain.snapshot();
            if (domain.recognition() instanceof Recognition.NotListed) {
                continue;
            }
            boolean refused = domain.recognition() instanceof Recognition.Refused;
            views.add(new OwnDomainView(
                    entries.stream()
                            .filter(entry -> entry.equals(snapshot.name())
                                    || entry.equalsIgnoreCase(snapshot.uuid().toString()))
                            .findFirst()
                            .orElse("our mark"),
                    Optional.of(snapshot.uuid()),
                    Optional.of(snapshot.name()),
                    refused
                            ? "refused"
                            : snapshot.state().name().toLowerCase(Locale.ROOT).replace('_', '-')));
        }
        domains.listUnmatched()
                .forEach(entry -> views.add(new OwnDomainView(entry, Optional.empty(), Optional.empty(), "not-found")));
        return views;
    }
}
