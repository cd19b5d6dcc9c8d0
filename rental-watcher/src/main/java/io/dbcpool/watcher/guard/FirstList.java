package io.dbcpool.watcher.guard;

import io.dbcpool.watcher.vacate.MonotonicTime;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What libvirt says first, when it can be asked again: a libvirtd that hung, or was killed, lists what was so until it
 * has looked. A vacate of a domain that is not there any more would be late by all of that time; so where one would be
 * late from its beginning, it waits for its process to be found, or for libvirt to have had the time to look
 * ({@code docs/decisions/0034-a-late-first-list-is-looked-behind.md}). Used by one thread.
 */
final class FirstList {

    private Optional<MonotonicTime> listedAt = Optional.empty();
    private Optional<MonotonicTime> lostAt = Optional.empty();
    /** Those that nobody can look for: libvirt's word has to do for them. */
    private final Set<UUID> notToBeSeen = new HashSet<>();

    /** Since when a vacate waits. */
    private Optional<MonotonicTime> awaitedSince = Optional.empty();

    void onListed(MonotonicTime now) {
        listedAt = listedAt.filter(at -> lostAt.isEmpty()).or(() -> Optional.of(now));
        lostAt = Optional.empty();
    }

    void onLost(MonotonicTime now) {
        lostAt = lostAt.or(() -> Optional.of(now));
    }

    void onLooked(UUID domain) {
        notToBeSeen.remove(domain);
    }

    void onLookFailed(UUID domain) {
        notToBeSeen.add(domain);
    }

    /**
     * Whether libvirt may have it running only because it has not looked yet. One that was lost before it could look
     * says no more for that.
     *
     * @param heard when it is heard to have it running
     * @param now when the guard comes to that, and has its process looked for
     */
    boolean mayBeOld(UUID domain, MonotonicTime heard, MonotonicTime now) {
        boolean mayBe = !notToBeSeen.contains(domain) && !hasLooked(lostAt.orElse(heard));
        if (mayBe) {
            awaitedSince = awaitedSince.or(() -> Optional.of(now));
        }
        return mayBe;
    }

    /** Whether a vacate waits. */
    boolean isAwaited() {
        return awaitedSince.isPresent();
    }

    /** @return whether a vacate has waited that does so no longer */
    boolean isOver(MonotonicTime now) {
        boolean isOver = lostAt.isEmpty()
                && awaitedSince
                        .filter(since -> now.since(since).compareTo(SeenProcesses.CALLED_RUNNING_FOR) >= 0)
                        .isPresent();
        if (isOver) {
            awaitedSince = Optional.empty();
        }
        return isOver;
    }

    private boolean hasLooked(MonotonicTime now) {
        return listedAt.filter(at -> now.since(at).compareTo(SeenProcesses.CALLED_RUNNING_FOR) < 0)
                .isEmpty();
    }
}
