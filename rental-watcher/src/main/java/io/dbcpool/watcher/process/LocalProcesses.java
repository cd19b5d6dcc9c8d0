package io.dbcpool.watcher.process;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The QEMU processes of this host, asked of the kernel. libvirtd is not needed and may hang. */
public interface LocalProcesses {

    /** The process that runs the domain now; empty if none is to be seen. */
    Optional<QemuProcess> findQemu(UUID domainUuid);

    /**
     * Takes hold of a process, so that a signal can reach no other one that is given its pid later.
     *
     * @return empty if it is gone already
     */
    Optional<Grip> grip(QemuProcess process);

    /** Why the last step could not be taken on that process, in words; empty if it could. Changes nothing. */
    Optional<String> findObstacle(QemuProcess process);

    /**
     * Which of the GPU's device nodes it holds: {@code /dev/vfio/*}, {@code /dev/iommu}. Empty if that cannot be read.
     */
    Optional<List<String>> listDevices(QemuProcess process);
}
