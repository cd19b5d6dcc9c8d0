package io.dbcpool.events;

import java.util.Optional;

/**
 * What was seen of one thing that a domain had to give back.
 *
 * @param atMillis when it was seen, from the trigger's {@code observedAt}
 * @param detail what was looked at and found, or why it could not be
 */
public record ReleaseProof(Thing thing, State state, Optional<Long> atMillis, String detail) {

    public enum Thing {
        /** QEMU itself. */
        PROCESS,
        /** {@code /dev/vfio/*}, {@code /dev/vfio/devices/*} and {@code /dev/iommu}, held by any process. */
        DEVICES,
        /** The domain's control group: whatever QEMU had started. */
        CGROUP,
        /** Memory in huge pages. */
        HUGEPAGES
    }

    public enum State {
        RELEASED,
        /** The domain had none, so there was nothing to give back. */
        NOT_USED,
        /** Not given back when it was last looked at. */
        STILL_HELD,
        NOT_OBSERVED
    }
}
