package io.dbcpool.cli.watcher;

import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolConfig.Machine;
import java.util.Optional;

/** Finds a machine by what an operator typed. */
public final class MachineNames {

    private MachineNames() {}

    /** Says on standard error which there are if there is none of that name or id. */
    public static Optional<Machine> find(PoolConfig pool, String nameOrId) {
        var found = pool.findMachine(nameOrId);
        if (found.isEmpty()) {
            System.err.printf(
                    "pool: %s has no machine '%s'; it has %s%n",
                    pool.file(),
                    nameOrId,
                    pool.machines().stream().map(Machine::name).toList());
        }
        return found;
    }
}
