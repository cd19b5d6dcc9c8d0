package io.dbcpool.watcher.guard;

import io.dbcpool.events.Alert.Severity;
import java.util.Optional;

/** Whether a domain whose QEMU hangs can be ended from here, and what stands in the way. Used by one thread. */
final class LastStep {

    private static final String ELSEWHERE =
            "its hypervisor is on another host: only libvirt there can end a domain, and one whose QEMU hangs takes it"
                    + " more than ten seconds";

    private static final String HIDDEN =
            "the QEMU process of an owner's domain is not to be seen: is this a container without the host's"
                    + " processes?";

    private static final String ALERT = "LastStepUnavailable";

    private Optional<String> obstacle;
    private boolean hidden;

    /** @param local whether the machine's processes are this host's */
    LastStep(boolean local) {
        this.obstacle = local ? Optional.empty() : Optional.of(ELSEWHERE);
    }

    /** @param isHidden whether a process that runs was looked for and not found */
    void onLooked(boolean isHidden) {
        hidden = isHidden;
    }

    Effect onProbed(Optional<String> found) {
        obstacle = found.or(() -> hidden ? Optional.of(HIDDEN) : Optional.empty());
        return obstacle.<Effect>map(reason -> new Effect.Raise(
                        ALERT, Severity.WARNING, "", "a QEMU that hangs could not be killed on this host: " + reason))
                .orElseGet(() -> new Effect.Clear(ALERT, "", "the last step can be taken"));
    }

    Optional<String> obstacle() {
        return obstacle;
    }

    /** A machine elsewhere never has one, which its owner has chosen; health and status say so all the same. */
    Optional<String> warning() {
        return obstacle.filter(reason -> !reason.equals(ELSEWHERE)).map(reason -> "no last step: " + reason);
    }
}
