package io.dbcpool.watcher.process;

import java.util.UUID;

/**
 * A QEMU process of this host.
 *
 * @param startTicks when it started, in clock ticks since the host did (field 22 of {@code /proc/PID/stat}): with the
 *     pid it names one process for ever, where a pid alone is given again
 * @param domainUuid the domain it runs, from {@code -uuid} in its command line
 */
public record QemuProcess(int pid, long startTicks, UUID domainUuid) {

    @Override
    public String toString() {
        return "QEMU process %d, started %d clock ticks after the host,".formatted(pid, startTicks);
    }
}
