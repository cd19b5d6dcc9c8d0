package io.dbcpool.watcher.guard;

import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.hypervisor.ownership.Ownership;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.guard.Observation.Listed;
import io.dbcpool.watcher.guard.Observation.Seen;
import io.dbcpool.watcher.journal.JournalRecord;
import io.dbcpool.watcher.owner.OwnerAllowList;
import io.dbcpool.watcher.owner.OwnerDomain;
import io.dbcpool.watcher.owner.Recognition;
import io.dbcpool.watcher.vacate.Moment;
import io.dbcpool.watcher.vacate.MonotonicTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The domains of one machine's host as they were last seen, and which of them are the owner's. */
final class DomainTable {

    private static final Recognition REFUSED_SINCE =
            new Recognition.Refused("it was refused at a call since it was read", Ownership.UNKNOWN);

    private final MachineId machineId;
    private final Map<UUID, KnownDomain> domains = new LinkedHashMap<>();
    private OwnerAllowList allowList;
    private final Map<UUID, MonotonicTime> goneAt = new HashMap<>();
    /** When a call was refused by what the definition said then: by what was read before, it is nobody's to stop. */
    private final Map<UUID, MonotonicTime> refusedAt = new HashMap<>();
    /** Those that are active and whose nobody could read, with when they were seen to become so, if they were. */
    private final Map<UUID, Optional<Moment>> unread = new HashMap<>();
    /** Names of those that libvirt has listed and never described, active or not. */
    private final Map<UUID, String> undescribed = new HashMap<>();

    private final Set<String> transientOnce = new HashSet<>();
    private boolean listedOnce;

    DomainTable(MachineId machineId, OwnerAllowList allowList) {
        this.machineId = machineId;
        this.allowList = allowList;
    }

    /**
     * Takes over a whole list. A change that was told after the hypervisor was asked is newer than the list.
     *
     * @return what has to be written down
     */
    List<JournalRecord> replaceAll(Listed listed, Moment heard) {
        var there = listed.domains().stream()
                .map(domain -> domain.snapshot().uuid())
                .collect(Collectors.toSet());
        boolean atFirstLook = !listedOnce;
        listedOnce = true;
        domains.values()
                .removeIf(known -> !there.contains(known.snapshot().uuid())
                        && known.seenAt().isBefore(listed.askedAt()));
        unread.keySet().retainAll(there);
        undescribed.keySet().retainAll(there);
        goneAt.values().removeIf(at -> at.isBefore(listed.askedAt()));
        var records = new ArrayList<JournalRecord>();
        for (Seen seen : listed.domains()) {
            records.addAll(put(seen, heard, atFirstLook));
        }
        return records;
    }

    /** Takes over one change. @return what has to be written down */
    List<JournalRecord> put(Seen seen, Moment heard) {
        return put(seen, heard, false);
    }

    /** @param atFirstLook whether nobody looked before: then nothing is known of when it started */
    private List<JournalRecord> put(Seen seen, Moment heard, boolean atFirstLook) {
        var uuid = seen.snapshot().uuid();
        var known = Optional.ofNullable(domains.get(uuid));
        var newest = known.map(KnownDomain::seenAt).or(() -> Optional.ofNullable(goneAt.get(uuid)));
        if (newest.filter(at -> seen.at().isBefore(at)).isPresent()) {
            return List.of();
        }
        boolean wasUnread = unread.containsKey(uuid);
        var unreadSince = unread.getOrDefault(uuid, Optional.empty());
        unread.remove(uuid);
        undescribed.remove(uuid);
        if (!seen.snapshot().isActive() && !seen.snapshot().persistent()) {
            domains.remove(uuid);
            goneAt.put(uuid, seen.at());
            return List.of();
        }
        boolean wasActive = known.filter(KnownDomain::isActive).isPresent();
        if (wasUnread) {
            return put(seen, unreadSince);
        }
        return put(
                seen,
                wasActive || atFirstLook
                        ? known.flatMap(KnownDomain::startedAt)
                        : Optional.of(heard.movedTo(seen.at())));
    }

    /** A domain whose definition could not be read any more keeps the one that is known, if there is one. */
    private List<JournalRecord> put(Seen seen, Optional<Moment> startedAt) {
        var known = Optional.ofNullable(domains.get(seen.snapshot().uuid()));
        var definition = seen.definition().or(() -> known.map(KnownDomain::definition));
        if (definition.isEmpty()) {
            undescribed.put(seen.snapshot().uuid(), seen.snapshot().name());
            if (seen.snapshot().isActive()) {
                unread.put(seen.snapshot().uuid(), startedAt);
            }
            return List.of();
        }
        Recognition recognition = seen.definition().isPresent()
                ? refusedIfSince(seen, allowList.recognise(definition.get()), known)
                : known.map(KnownDomain::recognition).orElseThrow();
        if (!seen.snapshot().persistent()) {
            transientOnce.add(seen.snapshot().name());
            transientOnce.add(seen.snapshot().uuid().toString());
        }
        domains.put(
                seen.snapshot().uuid(),
                new KnownDomain(seen.snapshot(), definition.get(), recognition, seen.at(), startedAt));
        return pin(seen.snapshot().uuid(), recognition);
    }

    private Recognition refusedIfSince(Seen seen, Recognition read, Optional<KnownDomain> known) {
        boolean isRefusedSince = Optional.ofNullable(
                        refusedAt.get(seen.snapshot().uuid()))
                .filter(seen.at()::isBefore)
                .isPresent();
        return read instanceof Recognition.Own && isRefusedSince
                ? known.map(KnownDomain::recognition).orElse(REFUSED_SINCE)
                : read;
    }

    private List<JournalRecord> pin(UUID uuid, Recognition recognition) {
        var records = new ArrayList<JournalRecord>();
        boolean isOwners = recognition instanceof Recognition.Own;
        if (recognition instanceof Recognition.Own own) {
            own.newPin().filter(pin -> !allowList.isPinned(pin)).ifPresent(pin -> {
                allowList = allowList.with(pin);
                records.add(new JournalRecord.Pinned(machineId, pin.claim(), pin.uuid()));
            });
        }
        if (allowList.pinned().contains(uuid) && allowList.isRefused(uuid) == isOwners) {
            allowList = allowList.refusing(uuid, !isOwners);
            records.add(new JournalRecord.PinRefused(machineId, uuid, !isOwners));
        }
        return records;
    }

    /**
     * What its definition said at the moment of a call: it is not the owner's, until it is read again.
     *
     * @return what has to be written down
     */
    List<JournalRecord> refuse(UUID uuid, String reason, Moment heard) {
        var refusal = new Recognition.Refused(reason, Ownership.UNKNOWN);
        refusedAt.put(uuid, heard.monotonic());
        domains.computeIfPresent(
                uuid,
                (same, known) -> new KnownDomain(
                        known.snapshot(), known.definition(), refusal, known.seenAt(), known.startedAt()));
        return pin(uuid, refusal);
    }

    /** It went and came back between two looks. */
    void startedAgain(UUID uuid, Moment startedAt) {
        domains.computeIfPresent(uuid, (same, known) -> known.startedAt(startedAt));
    }

    /** No process of it was there at that moment: a list that has it active is of before, and it starts later. */
    void isNotThere(UUID uuid, Moment at) {
        unread.computeIfPresent(uuid, (same, since) -> Optional.of(at));
    }

    /** Its process has run since then: libvirt may have told of it later. */
    void ranSince(UUID uuid, Moment startedAt) {
        domains.computeIfPresent(
                uuid,
                (same, known) -> known.startedAt()
                                .filter(at -> at.monotonic().isBefore(startedAt.monotonic()))
                                .isPresent()
                        ? known
                        : known.startedAt(startedAt));
    }

    /**
     * We have started it, and libvirt may not have told so yet. It counts from when we began to: a rental that was
     * heard of meanwhile was heard of while it ran.
     */
    void startedByUs(UUID uuid, Moment begunAt) {
        domains.computeIfPresent(uuid, (same, known) -> {
            boolean isTold = known.isActive() || begunAt.monotonic().isBefore(known.seenAt());
            var snapshot = known.snapshot();
            return new KnownDomain(
                    isTold
                            ? snapshot
                            : new DomainSnapshot(
                                    uuid, snapshot.name(), DomainState.RUNNING, snapshot.persistent(), begunAt.wall()),
                    known.definition(),
                    known.recognition(),
                    isTold ? known.seenAt() : begunAt.monotonic(),
                    Optional.of(begunAt));
        });
    }

    OwnerAllowList allowList() {
        return allowList;
    }

    Optional<KnownDomain> find(UUID uuid) {
        return Optional.ofNullable(domains.get(uuid));
    }

    Collection<KnownDomain> all() {
        return domains.values();
    }

    List<KnownDomain> activeOwners() {
        return domains.values().stream()
                .filter(domain -> domain.isActive() && domain.owners().isPresent())
                .toList();
    }

    List<KnownDomain> activeRenters() {
        return domains.values().stream()
                .filter(domain -> domain.isActive() && domain.isRenters())
                .toList();
    }

    /** Active domains that are not the owner's beyond doubt, and those of which nobody could read whose they are. */
    List<String> listActiveStrangers() {
        return Stream.concat(
                        domains.values().stream()
                                .filter(domain -> domain.isActive() && !isSurelyOwners(domain))
                                .map(domain -> domain.snapshot().name()),
                        unread.keySet().stream().map(UUID::toString))
                .toList();
    }

    private boolean isSurelyOwners(KnownDomain domain) {
        return domain.owners().isPresent() && findDoubt(domain).isEmpty();
    }

    /** Why it may be another's, of one that is recognised as the owner's. */
    Optional<String> findDoubt(KnownDomain domain) {
        return domain.owners().flatMap(owners -> allowList.findDoubt(domain.definition()));
    }

    /**
     * The entries that name no domain. A transient domain that was there and is off is gone from libvirt, and not
     * missing; nor is one that libvirt lists and will not describe.
     */
    List<String> listUnmatched() {
        return allowList.listUnmatched(definitions()).stream()
                .filter(entry -> !transientOnce.contains(entry) && !isUndescribed(entry))
                .toList();
    }

    private boolean isUndescribed(String entry) {
        return undescribed.entrySet().stream()
                .anyMatch(domain -> domain.getValue().equals(entry)
                        || domain.getKey().toString().equalsIgnoreCase(entry));
    }

    /**
     * Pinned domains that are not known to be active: off, or libvirt has not been asked yet, or does not know them.
     */
    Set<UUID> pinnedNotActive() {
        return allowList.pinned().stream()
                .filter(uuid -> find(uuid).filter(KnownDomain::isActive).isEmpty())
                .collect(Collectors.toSet());
    }

    /** The owner's domain by its pin, where libvirt cannot be asked. */
    Optional<OwnerDomain> findPinned(UUID uuid) {
        return allowList.recognisePinned(uuid);
    }

    /** Whether there is an active domain of which libvirt would not say what it is. */
    boolean isAnyUnread() {
        return !unread.isEmpty();
    }

    /** Whether libvirt was asked, and does not call it active. Before its first list it has said that of none. */
    boolean isSeenOff(UUID uuid) {
        return listedOnce && isOff(uuid);
    }

    /** Whether libvirt has said so; a domain whose definition could not be read is not off. */
    boolean isOff(UUID uuid) {
        return !unread.containsKey(uuid)
                && find(uuid).filter(KnownDomain::isActive).isEmpty();
    }

    private List<DomainDefinition> definitions() {
        return domains.values().stream().map(KnownDomain::definition).toList();
    }
}
