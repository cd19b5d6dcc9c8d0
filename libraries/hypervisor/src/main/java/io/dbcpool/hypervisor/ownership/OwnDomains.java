package io.dbcpool.hypervisor.ownership;

import io.dbcpool.hypervisor.DomainDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The domains that the operator claims for one machine.
 *
 * <p>An entry in the form of a UUID counts as a UUID only: a domain of that name is not meant. A name counts for
 * whichever domain bears it now, so whoever acts on it pins the UUID when first seen.
 *
 * @param entries {@code own-domains} of {@code pool.yaml}: names or UUIDs
 */
public record OwnDomains(List<String> entries) {

    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final int UUID_LENGTH = 36;

    private static final String OUR_MARK = "our mark in its metadata";

    public OwnDomains {
        entries = List.copyOf(entries);
    }

    /**
     * Whose this domain is. What DBC writes into a definition outweighs the list; the list outweighs a name that only
     * has the length and alphabet of a task id, because an owner's may have them by chance.
     */
    public Classified classify(DomainDefinition domain) {
        Optional<String> listedAs =
                findEntry(domain).or(() -> domain.ownerMark().map(nonce -> OUR_MARK));
        Optional<String> verifier = DbcNames.findVerifier(domain.name());
        if (verifier.isPresent()) {
            return classified(Ownership.VERIFIER, verifier.get(), listedAs);
        }
        List<String> markers = RenterMarkers.find(domain);
        if (!markers.isEmpty()) {
            return classified(Ownership.RENTER, String.join("; ", markers), listedAs);
        }
        if (listedAs.isPresent()) {
            return new Classified(Ownership.OWNER, claim(listedAs.get()), listedAs);
        }
        if (DbcNames.couldBeChosenTaskId(domain.name())) {
            return new Classified(
                    Ownership.RENTER, "nobody claims it, and its name could be a renter's task id", listedAs);
        }
        return new Classified(Ownership.UNKNOWN, "nobody claims it, and it has no renter's marker", listedAs);
    }

    /** The entry that names this domain, whoever's it is. */
    public Optional<String> findEntry(DomainDefinition domain) {
        return entries.stream().filter(entry -> names(entry, domain)).findFirst();
    }

    /** The entries that name none of these domains. */
    public List<String> listUnmatched(Collection<DomainDefinition> domains) {
        return entries.stream()
                .filter(entry -> domains.stream().noneMatch(domain -> names(entry, domain)))
                .toList();
    }

    /** Whether an entry means a domain by its name, which another could be given. */
    public static boolean isName(String entry) {
        return entry.length() != UUID_LENGTH || !UUID_FORM.matcher(entry).matches();
    }

    private static boolean names(String entry, DomainDefinition domain) {
        return isName(entry)
                ? entry.equals(domain.name())
                : entry.toLowerCase(Locale.ROOT).equals(domain.uuid().toString());
    }

    private static Classified classified(Ownership ownership, String reason, Optional<String> listedAs) {
        return new Classified(
                ownership, listedAs.map(as -> claim(as) + ", but " + reason).orElse(reason), listedAs);
    }

    private static String claim(String listedAs) {
        return listedAs.equals(OUR_MARK) ? "it carries " + OUR_MARK : "it is listed in own-domains as " + listedAs;
    }
}
