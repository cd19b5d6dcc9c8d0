package io.dbcpool.watcher.process;

import io.dbcpool.watcher.vacate.MonotonicTime;
import java.util.UUID;

/**
 * A QEMU process of this host.
 *
 * @param startTicks when it started, in clock ticks since the host did (field 22 of {@code /proc/PID/stat}): with the
 *     pid it names one process for ever, where a pid alone is given again
 * @param domainUuid the domain it runs, from {@code -uuid} in its command line
 */
public record QemuProcess(int pid, long startTicks, UUID domainUuid) {

    /** What the kernel tells of is in hundredths of a second, whatever it reckons in itself ({@code USER_HZ}). */
    private static final long NANOS_A_TICK = 10_000_000;

    /**
     * On the host's monotonic clock, and up to a tick too early. Ticks go on while a host is suspended, and that clock
     * does not: then it seems later than it was.
     */
    public MonotonicTime startedAt() {
        return new MonotonicTime(startTicks * NANOS_A_TICK);
    }

    @Override
    public String toString() {
        return "QEMU process %d, started %d clock ticks after the host,".formatted(pid, startTicks);
    }
}
