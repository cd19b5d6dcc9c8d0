package io.dbcpool.watcher.guard;

import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.watcher.guard.Observation.Listed;
import io.dbcpool.watcher.guard.Observation.Seen;
import io.dbcpool.watcher.owner.OwnerAllowList;
import io.dbcpool.watcher.owner.OwnerDomain;
import io.dbcpool.watcher.owner.Pin;
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

    private final Map<UUID, KnownDomain> domains = new LinkedHashMap<>();
    private OwnerAllowList allowList;
    private final Map<UUID, MonotonicTime> goneAt = new HashMap<>();
    private final Set<UUID> unread = new HashSet<>();
    private final Set<String> transientOnce = new HashSet<>();
    private boolean listedOnce;

    DomainTable(OwnerAllowList allowList) {
        this.allowList = allowList;
    }

    /**
     * Takes over a whole list. A change that was told after the hypervisor was asked is newer than the list.
     *
     * @return the pins that have to be written down
     */
    List<Pin> replaceAll(Listed listed, Moment now) {
        var there = listed.domains().stream()
                .map(domain -> domain.snapshot().uuid())
                .collect(Collectors.toSet());
        boolean atFirstLook = !listedOnce;
        if (atFirstLook) {
            listedOnce = true;
            allowList = allowList.forgetting(allowList.pinned().stream()
                    .filter(uuid -> !there.contains(uuid))
                    .collect(Collectors.toSet()));
        }
        domains.values()
                .removeIf(known -> !there.contains(known.snapshot().uuid())
                        && known.seenAt().isBefore(listed.askedAt()));
        unread.retainAll(there);
        goneAt.values().removeIf(at -> at.isBefore(listed.askedAt()));
        var pins = new ArrayList<Pin>();
        for (Seen seen : listed.domains()) {
            put(seen, now, atFirstLook).ifPresent(pins::add);
        }
        return pins;
    }

    /** Takes over one change. @return the pin that has to be written down */
    Optional<Pin> put(Seen seen, Moment now) {
        return put(seen, now, false);
    }

    /** @param atFirstLook whether nobody looked before: then nothing is known of when it started */
    private Optional<Pin> put(Seen seen, Moment now, boolean atFirstLook) {
        var uuid = seen.snapshot().uuid();
        var known = Optional.ofNullable(domains.get(uuid));
        var newest = known.map(KnownDomain::seenAt).or(() -> Optional.ofNullable(goneAt.get(uuid)));
        if (newest.filter(at -> seen.at().isBefore(at)).isPresent()) {
            return Optional.empty();
        }
        unread.remove(uuid);
        if (!seen.snapshot().isActive() && !seen.snapshot().persistent()) {
            domains.remove(uuid);
            goneAt.put(uuid, seen.at());
            return Optional.empty();
        }
        boolean wasActive = known.filter(KnownDomain::isActive).isPresent();
        var startedAt = wasActive || atFirstLook
                ? known.flatMap(KnownDomain::startedAt)
                : Optional.of(new Moment(now.wall(), seen.at()));
        return put(seen, startedAt);
    }

    /** A domain whose definition could not be read any more keeps the one that is known, if there is one. */
    private Optional<Pin> put(Seen seen, Optional<Moment> startedAt) {
        var known = domains.get(seen.snapshot().uuid());
        var definition = seen.definition().or(() -> Optional.ofNullable(known).map(KnownDomain::definition));
        if (definition.isEmpty()) {
            if (seen.snapshot().isActive()) {
                unread.add(seen.snapshot().uuid());
            }
            return Optional.empty();
        }
        Recognition recognition = allowList.recognise(definition.get());
        if (!seen.snapshot().persistent()) {
            transientOnce.add(seen.snapshot().name());
            transientOnce.add(seen.snapshot().uuid().toString());
        }
        domains.put(
                seen.snapshot().uuid(),
                new KnownDomain(seen.snapshot(), definition.get(), recognition, seen.at(), startedAt));
        if (recognition instanceof Recognition.Own own && own.newPin().isPresent()) {
            allowList = allowList.with(own.newPin().get());
            return own.newPin();
        }
        return Optional.empty();
    }

    /** It went and came back between two looks. */
    void startedAgain(UUID uuid, Moment now) {
        domains.computeIfPresent(
                uuid,
                (same, known) -> new KnownDomain(
                        known.snapshot(), known.definition(), known.recognition(), known.seenAt(), Optional.of(now)));
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

    /** Active domains that are not the owner's, and those of which nobody could read whose they are. */
    List<String> listActiveStrangers() {
        return Stream.concat(
                        domains.values().stream()
                                .filter(domain ->
                                        domain.isActive() && domain.owners().isEmpty())
                                .map(domain -> domain.snapshot().name()),
                        unread.stream().map(UUID::toString))
                .toList();
    }

    /**
     * The entries that name no domain. A transient domain that was there and is off is gone from libvirt, and not
     * missing.
     */
    List<String> listUnmatched() {
        return allowList.listUnmatched(definitions()).stream()
                .filter(entry -> !transientOnce.contains(entry))
                .toList();
    }

    /**
     * Pinned domains that are not known to be active: off, or libvirt has not been asked yet, or does not know them.
     */
    Set<UUID> pinnedNotActive() {
        return allowList.pinned().stream()
                .filter(uuid -> find(uuid).filter(KnownDomain::isActive).isEmpty())
                .collect(Collectors.toSet());
    }

    /**
     * The owner's domain by its pin, where libvirt cannot be asked. A pin says whose it was when it was first seen; a
     * definition that was refused since then is newer.
     */
    Optional<OwnerDomain> findPinned(UUID uuid) {
        return find(uuid).filter(known -> known.owners().isEmpty()).isPresent()
                ? Optional.empty()
                : allowList.recognisePinned(uuid);
    }

    /** Whether libvirt has said so; a domain whose definition could not be read is not off. */
    boolean isOff(UUID uuid) {
        return !unread.contains(uuid)
                && find(uuid).filter(KnownDomain::isActive).isEmpty();
    }

    private List<DomainDefinition> definitions() {
        return domains.values().stream().map(KnownDomain::definition).toList();
    }
}
