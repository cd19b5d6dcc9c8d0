package io.dbcpool.watcher.owner;

import io.dbcpool.events.DomainRef;
import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.ownership.Classified;
import io.dbcpool.hypervisor.ownership.OwnDomains;
import io.dbcpool.hypervisor.ownership.Ownership;
import io.dbcpool.watcher.owner.Recognition.NotListed;
import io.dbcpool.watcher.owner.Recognition.Own;
import io.dbcpool.watcher.owner.Recognition.Refused;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The domains that the operator claims for one machine: the positive list. Any other may be a renter's.
 *
 * <p>A name counts for the domain that bore it when it was first seen, by its UUID, because a renter's domain could be
 * given any name afterwards, also when the first is gone ({@code docs/decisions/0018-a-pin-outlives-its-domain.md}).
 * Immutable; with each new pin there is a new list.
 */
public final class OwnerAllowList {

    private static final String MARK = "mark:";

    private final OwnDomains own;
    private final Map<String, UUID> pins;
    private final Set<UUID> pinned;
    private final Set<UUID> refused;
    private final Set<String> lost;

    /** Of pins that nobody has refused. */
    public OwnerAllowList(List<String> entries, Collection<Pin> pins) {
        this(entries, pins, Set.of(), Set.of());
    }

    /**
     * A pin whose claim the operator has taken back counts no longer.
     *
     * @param refused the pinned domains that were not the owner's when their definition was last read
     * @param lost the names of which nobody knows what they meant when they were first seen
     */
    public OwnerAllowList(List<String> entries, Collection<Pin> pins, Set<UUID> refused, Set<String> lost) {
        this(
                new OwnDomains(entries),
                byClaim(pins.stream()
                        .filter(pin ->
                                entries.contains(pin.claim()) || pin.claim().startsWith(MARK))
                        .toList()),
                refused,
                lost);
    }

    private OwnerAllowList(OwnDomains own, Map<String, UUID> pins, Set<UUID> refused, Set<String> lost) {
        this.own = own;
        this.pins = Map.copyOf(pins);
        this.pinned = Set.copyOf(pins.values());
        this.refused = Set.copyOf(refused);
        this.lost = Set.copyOf(lost);
    }

    /** Whose it is at this moment, by what its definition says at this moment. */
    public Recognition recognise(DomainDefinition domain) {
        Classified classified = own.classify(domain);
        if (classified.isRefused()) {
            return new Refused(classified.reason(), classified.ownership());
        }
        if (classified.ownership() != Ownership.OWNER) {
            return new NotListed(classified.ownership(), classified.reason());
        }
        String claim = claim(domain);
        UUID pinned = pins.get(claim);
        if (pinned != null && !pinned.equals(domain.uuid())) {
            return new Refused(
                    ("%s meant domain %s when it was first seen, and is now borne by domain %s. If that is yours too, "
                                    + "list its UUID in own-domains in place of the name")
                            .formatted(claim, pinned, domain.uuid()),
                    Ownership.UNKNOWN);
        }
        return new Own(
                new OwnerDomain(new DomainRef(domain.name(), domain.uuid())),
                pinned == null ? Optional.of(new Pin(claim, domain.uuid())) : Optional.empty());
    }

    private String claim(DomainDefinition domain) {
        return own.findEntry(domain).orElseGet(() -> MARK + domain.ownerMark().orElse(""));
    }

    /**
     * Why it may be another's all the same, of one that is recognised as the owner's: reason enough not to start it,
     * and none to let a renter wait ({@code docs/decisions/0028-a-lost-pin-starts-nothing.md}).
     */
    public Optional<String> findDoubt(DomainDefinition domain) {
        String claim = claim(domain);
        return lost.contains(claim)
                ? Optional.of(("the journal was damaged, and nobody knows any more which domain '%s' meant. If it is "
                                + "domain %s, list its UUID in own-domains in place of the name, and restart the watcher")
                        .formatted(claim, domain.uuid()))
                : Optional.empty();
    }

    /** Whether it is the owner's beyond doubt: only such a one is started, or beside another started. */
    public boolean isSurelyOwners(DomainDefinition domain) {
        return recognise(domain) instanceof Own && findDoubt(domain).isEmpty();
    }

    /**
     * A process that runs a pinned domain, where libvirt cannot be asked: its UUID was checked when it was pinned, and
     * a UUID is not given twice. Not one that was refused since then.
     */
    public Optional<OwnerDomain> recognisePinned(UUID uuid) {
        return findClaimed(uuid).filter(domain -> !refused.contains(uuid));
    }

    /**
     * The domain that a claim is pinned to, whether it is still the owner's or not: not to be touched by this alone.
     */
    public Optional<OwnerDomain> findClaimed(UUID uuid) {
        return pins.entrySet().stream()
                .filter(pin -> pin.getValue().equals(uuid))
                .findFirst()
                .map(pin -> new OwnerDomain(new DomainRef(pin.getKey(), uuid)));
    }

    public OwnerAllowList with(Pin pin) {
        var more = new HashMap<>(pins);
        more.put(pin.claim(), pin.uuid());
        return new OwnerAllowList(own, more, refused, lost);
    }

    /** What its definition says now: whether the pinned domain is still the owner's. */
    public OwnerAllowList refusing(UUID uuid, boolean now) {
        var others = new HashSet<>(refused);
        if (now) {
            others.add(uuid);
        } else {
            others.remove(uuid);
        }
        return new OwnerAllowList(own, pins, others, lost);
    }

    public boolean isRefused(UUID uuid) {
        return refused.contains(uuid);
    }

    public boolean isPinned(Pin pin) {
        return pin.uuid().equals(pins.get(pin.claim()));
    }

    public Set<UUID> pinned() {
        return pinned;
    }

    /** The entries that name none of these. */
    public List<String> listUnmatched(Collection<DomainDefinition> domains) {
        return own.listUnmatched(domains);
    }

    private static Map<String, UUID> byClaim(Collection<Pin> pins) {
        var byClaim = new HashMap<String, UUID>();
        pins.forEach(pin -> byClaim.put(pin.claim(), pin.uuid()));
        return byClaim;
    }
}
