package io.dbcpool.watcher.comeback;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.watcher.belief.Belief.Free;
import io.dbcpool.watcher.belief.Belief.Rented;
import io.dbcpool.watcher.comeback.Decision.Over;
import io.dbcpool.watcher.comeback.Decision.Refuse;
import io.dbcpool.watcher.comeback.Decision.Start;
import io.dbcpool.watcher.comeback.Decision.Wait;
import io.dbcpool.watcher.comeback.Situation.Standing;

/**
 * Whether a domain that we have stopped is started again. A weak word stops, only a strong word starts: the machine has
 * to be believed free, which only the finalized chain can bring about, and nothing on the host may speak against it.
 */
public final class Comeback {

    private Comeback() {}

    public static Decision decide(Owed owed, Situation now) {
        if (now.domain() == Standing.ACTIVE) {
            return new Over("it runs");
        }
        if (now.restart() == Restart.NEVER && !owed.byDrill()) {
            return new Over("restart is never");
        }
        if (now.restart() == Restart.NEVER && now.belief() instanceof Rented) {
            return new Over("the machine was rented before the drill could start it again, and restart is never");
        }
        if (!(now.belief() instanceof Free)) {
            return new Wait("its machine is not free: " + now.believed());
        }
        return now.connected() ? decideOnFree(owed, now) : new Wait("its hypervisor does not answer");
    }

    private static Decision decideOnFree(Owed owed, Situation now) {
        if (owed.interrupted()) {
            return new Refuse("the watcher was killed when it was about to start it, and nobody knows whether it did; "
                    + "start it by hand");
        }
        if (!now.loopback() || (now.hasProcess() && !owed.seenHere())) {
            return new Refuse("its process runs on another host, and only the watcher of that host starts it");
        }
        if (now.domain() == Standing.GONE) {
            return new Refuse("libvirt has no such domain any more: it was transient, or is undefined");
        }
        if (now.doubt().isPresent()) {
            return new Refuse(now.doubt().get());
        }
        if (!now.strangers().isEmpty()) {
            return new Refuse(
                    "a domain that may be a renter's is active: %s".formatted(String.join(", ", now.strangers())));
        }
        return now.misfit().<Decision>map(Refuse::new).orElseGet(Start::new);
    }
}
