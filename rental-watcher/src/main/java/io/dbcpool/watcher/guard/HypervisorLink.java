package io.dbcpool.watcher.guard;

import io.dbcpool.events.Alert.Severity;
import io.dbcpool.watcher.vacate.Moment;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Whether the hypervisor of one machine answers, and since when it does not. Used by one thread. */
final class HypervisorLink {

    /** A libvirtd that is restarted is away for a second or two, which nobody has to be told of. */
    private static final Duration TOLD_AFTER = Duration.ofSeconds(10);

    private static final String ALERT = "HypervisorUnreachable";

    private final URI uri;
    private final boolean local;
    private boolean connected;
    private boolean everConnected;
    private Optional<Moment> disconnectedAt;

    /** @param now from when on an answer is waited for */
    HypervisorLink(URI uri, boolean local, Moment now) {
        this.uri = uri;
        this.local = local;
        this.disconnectedAt = Optional.of(now);
    }

    Effect onAnswered() {
        connected = true;
        disconnectedAt = Optional.empty();
        return new Effect.Clear(ALERT, "", "%s answers".formatted(uri));
    }

    /** What follows from an answer was taken up: the next is not the first. */
    void onTakenUp() {
        everConnected = true;
    }

    void onLost(Moment heard) {
        disconnectedAt = disconnectedAt.or(() -> Optional.of(heard));
        connected = false;
    }

    Optional<Effect> onClock(Moment now) {
        return isUnreachable(now)
                ? Optional.of(new Effect.Raise(
                        ALERT,
                        Severity.PAGE,
                        "",
                        "%s has not answered for %d s".formatted(uri, TOLD_AFTER.toSeconds())))
                : Optional.empty();
    }

    private boolean isUnreachable(Moment now) {
        return disconnectedAt
                .filter(since -> now.monotonic().since(since.monotonic()).compareTo(TOLD_AFTER) >= 0)
                .isPresent();
    }

    boolean isConnected() {
        return connected;
    }

    boolean wasEverConnected() {
        return everConnected;
    }

    /** Whether its first answer may still come: that of another host is not waited for for ever. */
    boolean isAwaited(Moment now) {
        return !everConnected && (local || !isUnreachable(now));
    }

    Optional<String> warning() {
        return connected ? Optional.empty() : Optional.of("%s does not answer".formatted(uri));
    }
}
