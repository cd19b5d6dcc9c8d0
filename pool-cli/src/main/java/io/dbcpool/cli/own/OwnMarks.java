package io.dbcpool.cli.own;

import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.HypervisorUnavailableException;
import io.dbcpool.hypervisor.libvirt.DomainInspector;
import io.dbcpool.hypervisor.libvirt.DomainMarker;
import io.dbcpool.hypervisor.libvirt.InspectedDomain;
import io.dbcpool.hypervisor.ownership.OwnDomains;
import io.dbcpool.hypervisor.ownership.Ownership;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** The marks in the domains of one hypervisor. */
final class OwnMarks implements AutoCloseable {

    private static final int NONCE_BYTES = 16;

    private final DomainInspector inspector;
    private final DomainMarker marker;
    private final MarkLedger ledger;
    private final OwnDomains listed;
    private final SecureRandom random = new SecureRandom();

    private OwnMarks(DomainInspector inspector, DomainMarker marker, MarkLedger ledger, OwnDomains listed) {
        this.inspector = inspector;
        this.marker = marker;
        this.ledger = ledger;
        this.listed = listed;
    }

    /** What came of a word about one domain. */
    sealed interface Outcome permits Done, Unchanged, Refused, Unknown {}

    record Done(DomainSnapshot domain) implements Outcome {}

    /** It was so already. */
    record Unchanged(DomainSnapshot domain) implements Outcome {}

    /** @param reason a sentence about the domain */
    record Refused(DomainSnapshot domain, String reason) implements Outcome {}

    /** @param reason which domains there are */
    record Unknown(String reason) implements Outcome {}

    /**
     * One domain, and whose it is.
     *
     * @param mark {@code none}; {@code ours}, with the nonce that we keep; {@code strange}, with one that we do not
     */
    record Owned(UUID uuid, String name, boolean active, Ownership ownership, String reason, String mark) {}

    static OwnMarks open(URI uri, MarkLedger ledger, OwnDomains listed) throws HypervisorUnavailableException {
        var inspector = DomainInspector.open(uri);
        try {
            return new OwnMarks(inspector, DomainMarker.open(uri), ledger, listed);
        } catch (HypervisorUnavailableException e) {
            inspector.close();
            throw e;
        }
    }

    List<Owned> list() throws HypervisorUnavailableException, IOException {
        var owned = new ArrayList<Owned>();
        for (DomainSnapshot domain : inspector.list()) {
            var found = inspector.find(domain.uuid());
            if (found.isPresent()) {
                owned.add(owned(domain, found.get()));
            }
        }
        owned.sort(Comparator.comparing(Owned::name).thenComparing(Owned::uuid));
        return owned;
    }

    /** @param word name or UUID */
    Outcome add(String word) throws HypervisorUnavailableException, IOException {
        var domain = find(word);
        if (domain instanceof Unknown) {
            return domain;
        }
        var snapshot = ((Done) domain).domain();
        var found = inspector.find(snapshot.uuid());
        if (found.isEmpty()) {
            return new Unknown("%s is gone meanwhile".formatted(word));
        }
        var definition = found.get().definition();
        // As if nobody had claimed it: what only an entry of the list outweighs is for the list to say.
        var classified = new OwnDomains(List.of()).classify(definition);
        if (classified.ownership() == Ownership.RENTER || classified.ownership() == Ownership.VERIFIER) {
            return new Refused(snapshot, classified.reason());
        }
        var kept = ledger.findNonce(snapshot.uuid());
        if (kept.isPresent() && definition.ownerMark().equals(kept)) {
            return new Unchanged(snapshot);
        }
        byte[] drawn = new byte[NONCE_BYTES];
        random.nextBytes(drawn);
        String nonce = HexFormat.of().formatHex(drawn);
        // Kept first: a mark whose nonce nobody kept would be strange, a nonce without a mark says nothing.
        ledger.put(snapshot.uuid(), nonce, snapshot.name());
        return marker.mark(snapshot.uuid(), nonce)
                ? new Done(snapshot)
                : new Unknown("%s is gone meanwhile".formatted(word));
    }

    /** Anybody's mark is taken out, also a strange one. */
    Outcome remove(String word) throws HypervisorUnavailableException, IOException {
        var domain = find(word);
        if (domain instanceof Unknown) {
            return domain;
        }
        var snapshot = ((Done) domain).domain();
        boolean wasMarked = inspector
                .find(snapshot.uuid())
                .filter(found -> found.definition().ownerMark().isPresent())
                .isPresent();
        if (wasMarked && !marker.unmark(snapshot.uuid())) {
            return new Unknown("%s is gone meanwhile".formatted(word));
        }
        ledger.remove(snapshot.uuid());
        return wasMarked ? new Done(snapshot) : new Unchanged(snapshot);
    }

    private Outcome find(String word) throws HypervisorUnavailableException {
        var domains = inspector.list();
        var found = domains.stream()
                .filter(domain -> domain.uuid().toString().equalsIgnoreCase(word)
                        || domain.name().equals(word))
                .toList();
        if (found.size() == 1) {
            return new Done(found.get(0));
        }
        return new Unknown("wanted a domain's name or UUID, found '%s'; there are %s"
                .formatted(
                        word,
                        domains.stream()
                                .map(DomainSnapshot::name)
                                .sorted()
                                .limit(20)
                                .toList()));
    }

    private Owned owned(DomainSnapshot domain, InspectedDomain found) throws IOException {
        var classified = listed.classify(found.definition());
        var mark = found.definition().ownerMark();
        String word = mark.isEmpty() ? "none" : mark.equals(ledger.findNonce(domain.uuid())) ? "ours" : "strange";
        return new Owned(
                domain.uuid(),
                domain.name(),
                domain.state().isActive(),
                classified.ownership(),
                classified.reason(),
                word);
    }

    @Override
    public void close() {
        inspector.close();
        marker.close();
    }
}
