package io.dbcpool.watcher.release;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is found on the host when a domain's process has ended.
 *
 * @param holders who holds one of the devices that it held, of those whose open files may be read
 * @param unreadable how many processes' open files may not be read
 * @param cgroupProcesses how many processes are left in its control group, 0 if that is gone; empty where that cannot
 *     be read
 * @param freeHugepagesKb how much of the host's huge pages is free
 */
public record Leftovers(
        List<Holder> holders, int unreadable, Optional<Integer> cgroupProcesses, Optional<Long> freeHugepagesKb) {

    /** Of a domain that held nothing. */
    public static final Leftovers NOTHING = new Leftovers(List.of(), 0, Optional.of(0), Optional.empty());

    public Leftovers {
        holders = List.copyOf(holders);
    }

    /**
     * @param domain which domain the process runs, where it is a QEMU
     * @param inItsCgroup whether it is one of those that the ended process left in its control group
     */
    public record Holder(String device, int pid, String command, Optional<UUID> domain, boolean inItsCgroup) {

        @Override
        public String toString() {
            return "%s by process %d (%s)".formatted(device, pid, command);
        }
    }
}
