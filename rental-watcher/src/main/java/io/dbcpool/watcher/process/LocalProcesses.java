package io.dbcpool.watcher.process;

import io.dbcpool.watcher.release.Holdings;
import io.dbcpool.watcher.release.Leftovers;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The QEMU processes of this host, asked of the kernel. libvirtd is not needed and may hang. What they hold is asked
 * where the kernel tells it; elsewhere, as in a test, they hold nothing.
 */
public interface LocalProcesses {

    /**
     * The process that runs the owner's domain now; empty if none is there. One that runs a domain of that UUID, and
     * that its own command line shows to be a renter's, is none.
     *
     * @throws ProcessLookException if that cannot be said
     */
    Optional<QemuProcess> findQemu(UUID domainUuid);

    /**
     * Takes hold of a process, so that a signal can reach no other one that is given its pid later.
     *
     * @return empty if it is gone already
     * @throws ProcessLookException if it may be there, and cannot be held
     */
    Optional<Grip> grip(QemuProcess process);

    /** Why the last step could not be taken on that process, in words; empty if it could. Changes nothing. */
    Optional<String> findObstacle(QemuProcess process);

    /**
     * Which of the GPU's device nodes it holds: {@code /dev/vfio/*}, {@code /dev/iommu}. Empty if that cannot be read.
     */
    Optional<List<String>> listDevices(QemuProcess process);

    /** What it holds of this host now, as far as that may be read. */
    default Holdings findHoldings(QemuProcess process) {
        return Holdings.NOTHING;
    }

    /**
     * Looks whether it has ended, without a hold on it: its pid with its start time is nobody else. One that is about
     * to end may be gone for {@link #findQemu} already, and still hold its devices.
     *
     * @throws ProcessLookException if that cannot be said
     */
    boolean isGone(QemuProcess process);

    /** What is there of what an ended process held. Goes through all processes only if it held devices. */
    default Leftovers findLeftovers(QemuProcess process, Holdings held) {
        return Leftovers.NOTHING;
    }
}
