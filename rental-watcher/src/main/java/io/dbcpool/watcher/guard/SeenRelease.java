package io.dbcpool.watcher.guard;

import io.dbcpool.events.ReleaseProof;
import io.dbcpool.watcher.process.QemuProcess;
import io.dbcpool.watcher.release.Holdings;
import io.dbcpool.watcher.release.Release;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was seen of a domain's process, of what that held, and of what libvirt says of the domain: whether its machine
 * is released, and what proves it. Moments are from the vacate's signal. Used by one thread.
 *
 * <p>Released means: its process has ended, where one was to be seen on this host; else libvirt says that the domain is
 * off, and the receipt says what was not observed.
 */
final class SeenRelease {

    private enum Sight {
        NOT_LOOKED_FOR,
        SEEN,
        NOT_SEEN,
        CANNOT_BE_SEEN
    }

    private Sight process = Sight.NOT_LOOKED_FOR;
    /** By this watcher, and not only by one before it. */
    private boolean found;

    private Optional<QemuProcess> seen = Optional.empty();
    private Optional<QemuProcess> earlier = Optional.empty();
    private Optional<Holdings> held = Optional.empty();
    private Optional<Duration> processEndedAt = Optional.empty();
    private Optional<Release> release = Optional.empty();
    private Duration lookedAt = Duration.ZERO;
    private Optional<Duration> domainOffAt = Optional.empty();

    /** What a watcher before this one was told. */
    void remember(Optional<Duration> domainOff, boolean processSeen) {
        domainOffAt = domainOff;
        process = processSeen ? Sight.SEEN : Sight.NOT_LOOKED_FOR;
    }

    /** What a watcher before this one held on to. */
    void remember(QemuProcess other, Holdings holdings) {
        seen = Optional.of(other);
        held = Optional.of(holdings);
    }

    /** @param other the domain's process when it had to go the last time */
    void follow(Optional<QemuProcess> other) {
        earlier = other;
    }

    /** @return whether something of it is new */
    boolean onFound(QemuProcess there, Holdings holdings) {
        process = Sight.SEEN;
        found = true;
        var both = held.filter(before -> seen.equals(Optional.of(there)))
                .map(before -> before.and(holdings))
                .orElse(holdings);
        boolean isNew = !seen.equals(Optional.of(there)) || !held.equals(Optional.of(both));
        seen = Optional.of(there);
        held = Optional.of(both);
        return isNew;
    }

    /** @return the process that a watcher before this one held on to: its end can still be proven */
    Optional<QemuProcess> onNotFound() {
        if (seen.isPresent() && processEndedAt.isEmpty()) {
            process = Sight.SEEN;
            return seen;
        }
        if (process != Sight.SEEN) {
            process = Sight.NOT_SEEN;
        }
        return Optional.empty();
    }

    /**
     * Until it can be looked for again, libvirt's word has to do, as of a host that is not this one.
     *
     * @return the process that was seen before, and not to end: the kernel may say of that one that it is gone
     */
    Optional<QemuProcess> onLookFailed() {
        if (processEndedAt.isPresent()) {
            return Optional.empty();
        }
        process = Sight.CANNOT_BE_SEEN;
        return seen;
    }

    /** Whether the end of that one adds nothing: it is another's, or all that it held is given back. */
    boolean isOldNews(QemuProcess ended) {
        return isOfBefore(ended) || (processEndedAt.isPresent() && isSettled());
    }

    /** While none was seen, what ended may still be what had to go the last time. */
    private boolean isOfBefore(QemuProcess ended) {
        return seen.map(other -> ended.startTicks() < other.startTicks())
                .or(() -> earlier.map(other -> ended.startTicks() <= other.startTicks()))
                .orElse(false);
    }

    /**
     * @param looked what was seen of what it held
     * @return what of it was still held, if that is the first that was told of its end
     */
    Optional<String> onEnded(Release looked, Duration elapsed) {
        var stillHeld = processEndedAt.isEmpty() ? looked.findHeld() : Optional.<String>empty();
        boolean isFreeOnlyNow = release.isPresent() && !release.get().isFree() && looked.isFree();
        if (processEndedAt.isEmpty() || isFreeOnlyNow) {
            // What counts is when the devices were seen to be free, not when the process ended.
            processEndedAt = Optional.of(elapsed);
        }
        release = Optional.of(looked);
        lookedAt = elapsed;
        return stillHeld;
    }

    /** @return whether that is news */
    boolean onDomainOff(Duration elapsed) {
        boolean isFirst = domainOffAt.isEmpty();
        domainOffAt = domainOffAt.or(() -> Optional.of(elapsed));
        return isFirst;
    }

    /** All that was seen is so much later after an earlier signal. */
    void move(Duration moved) {
        processEndedAt = processEndedAt.map(moved::plus);
        domainOffAt = domainOffAt.map(moved::plus);
        lookedAt = lookedAt.plus(moved);
    }

    /** Since when the machine is proven to be the renter's. */
    Optional<Duration> findProven() {
        return switch (process) {
            case SEEN ->
                processEndedAt.filter(ended -> release.filter(Release::isFree).isPresent());
            case NOT_SEEN, CANNOT_BE_SEEN -> domainOffAt;
            case NOT_LOOKED_FOR -> Optional.empty();
        };
    }

    /** Whether libvirt has called it off in time, and the look is still under way that may make this the release. */
    boolean mayBeOnTime(Duration deadline) {
        boolean isLookedFor = process == Sight.NOT_LOOKED_FOR || (process == Sight.SEEN && !found);
        return isLookedFor
                && processEndedAt.isEmpty()
                && domainOffAt.filter(off -> off.compareTo(deadline) <= 0).isPresent();
    }

    /** Whether nothing is left that a receipt could wait for. */
    boolean isAllSeen() {
        return domainOffAt.isPresent() && (process != Sight.SEEN || isSettled());
    }

    private boolean isSettled() {
        return release.filter(Release::isSettled).isPresent();
    }

    /** When libvirt was heard to say so. */
    Optional<Duration> domainOffAt() {
        return domainOffAt;
    }

    Optional<QemuProcess> process() {
        return seen;
    }

    /** What it was seen to hold. */
    Holdings holdings() {
        return held.orElse(Holdings.UNKNOWN);
    }

    boolean hasSeenProcess() {
        return process == Sight.SEEN;
    }

    List<ReleaseProof> proof() {
        return release.map(looked -> looked.proof(lookedAt.toMillis()))
                .orElseGet(() -> Release.notObserved(whyNotObserved()).proof(0));
    }

    private String whyNotObserved() {
        return switch (process) {
            case SEEN -> "its process was never seen to end";
            case CANNOT_BE_SEEN -> "the processes of this host could not be looked at";
            case NOT_SEEN, NOT_LOOKED_FOR -> "no process of it was to be seen on this host";
        };
    }

    List<String> notObserved() {
        return proof().stream()
                .filter(thing -> thing.state() == ReleaseProof.State.NOT_OBSERVED)
                .map(thing -> thing.thing().name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
