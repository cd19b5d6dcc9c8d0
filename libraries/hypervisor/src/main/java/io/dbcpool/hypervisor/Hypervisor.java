package io.dbcpool.hypervisor;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The hypervisor of one host, as far as a service needs one.
 *
 * <p>It need not be reachable when this is made: it connects by itself, and again whenever the connection is lost, and
 * tells its listeners. Every call ends within {@link #CALL_LIMIT_MILLIS}, whatever the hypervisor does, and may be made
 * from several threads; a call that hangs delays no other call, except that libvirt, while it waits for the end of a
 * domain whose process hangs, does not give that domain's definition, nor take a further order for it.
 *
 * <p>Nothing here asks whose a domain is. Whoever stops or starts one has to hold the proof that it is the owner's.
 */
public interface Hypervisor extends AutoCloseable {

    /** No call takes longer than this: then it ends with {@link HypervisorUnavailableException}. */
    long CALL_LIMIT_MILLIS = 3_000;

    /**
     * Lists every domain the hypervisor has, running or only defined, as it is now.
     *
     * @throws HypervisorUnavailableException if it cannot be asked. The caller then knows nothing about the domains,
     *     which is not the same as knowing that there are none.
     */
    List<DomainSnapshot> listDomains() throws HypervisorUnavailableException;

    /** One domain as it is now; empty if the hypervisor has none of that UUID. */
    Optional<DomainSnapshot> findDomain(UUID uuid) throws HypervisorUnavailableException;

    /** What its definition says; empty if the hypervisor has none of that UUID. */
    Optional<DomainDefinition> findDefinition(UUID uuid) throws HypervisorUnavailableException;

    /**
     * Asks the guest to power off, by its agent where it has one that answers, and by ACPI. Returns once asked. Whether
     * the guest obeys is its own affair. A domain that is off, or gone, is a success.
     */
    void askToPowerOff(UUID uuid) throws HypervisorUnavailableException;

    /**
     * Ends the domain's process as politely as the hypervisor can (for QEMU: SIGTERM only, which lets it flush its
     * disks). The process may go on, if it hangs: then this returns after the call limit with an exception, while the
     * request stands. A domain that is off, or gone, is a success.
     */
    void terminate(UUID uuid) throws HypervisorUnavailableException;

    /**
     * Ends the domain by force. libvirt sends SIGTERM, looks every 200 ms, and sends SIGKILL after 10 s, so that a QEMU
     * that hangs outlives the call limit. A domain that is off, or gone, is a success.
     */
    void destroy(UUID uuid) throws HypervisorUnavailableException;

    /**
     * As {@link #terminate}, if {@code mayEnd} says so of the domain's definition at that moment.
     *
     * @return whether it was ended, or is off, or gone; false if it may not be, and then nothing was done to it
     */
    default boolean terminateIf(UUID uuid, Predicate<DomainDefinition> mayEnd) throws HypervisorUnavailableException {
        if (findDefinition(uuid).filter(mayEnd.negate()).isPresent()) {
            return false;
        }
        terminate(uuid);
        return true;
    }

    /** As {@link #destroy}, under the condition of {@link #terminateIf}. */
    default boolean destroyIf(UUID uuid, Predicate<DomainDefinition> mayEnd) throws HypervisorUnavailableException {
        if (findDefinition(uuid).filter(mayEnd.negate()).isPresent()) {
            return false;
        }
        destroy(uuid);
        return true;
    }

    /**
     * Starts a domain that is off, as its definition says; a state that was saved for it is restored. One that is
     * active is left as it is.
     *
     * @throws HypervisorUnavailableException also if it cannot be started, a disk of it missing, say; after the call
     *     limit the request stands, and it may start yet
     */
    default StartResult start(UUID uuid) throws HypervisorUnavailableException {
        return startIf(uuid, definition -> true);
    }

    /** As {@link #start}, if {@code mayStart} says so of the domain's definition at that moment. */
    StartResult startIf(UUID uuid, Predicate<DomainDefinition> mayStart) throws HypervisorUnavailableException;

    /**
     * Tells {@code listener} of each lifecycle change from now on, one at a time, in the order they happened. If the
     * connection is up already, {@link LifecycleListener#onConnected()} is told first.
     */
    Subscription subscribe(LifecycleListener listener);

    /** Whether the connection is up, as far as is known without asking. */
    boolean isConnected();

    @Override
    void close();
}
