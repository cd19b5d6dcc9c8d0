package io.dbcpool.watcher.owner;

import io.dbcpool.watcher.vacate.Force;
import java.time.Duration;

/** Stops the owner's domains. It takes no UUID and no name, so it cannot be asked to stop a renter's. */
public interface OwnerDomainControl {

    /**
     * Checks once more whose the domain is, and then starts to apply {@code force}. Returns when it is applied, without
     * waiting for the domain to stop. A domain that is gone already is a success.
     *
     * @param left until the domain has to be off: the less it is, the less time whoever knows whose it is gets to
     *     answer
     * @return what was done, in words
     * @throws ForceNotAppliedException if nothing could be sent to it; the caller goes on to the next force
     * @throws NotTheOwnersException if it is not on the positive list at this moment; nothing was sent
     */
    String apply(Force force, OwnerDomain domain, Duration left) throws ForceNotAppliedException, NotTheOwnersException;
}
