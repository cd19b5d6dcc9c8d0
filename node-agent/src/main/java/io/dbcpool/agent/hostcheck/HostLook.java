package io.dbcpool.agent.hostcheck;

import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.NodeReadiness.Check;
import java.util.List;

/** Looks once at a host as a machine. */
@FunctionalInterface
public interface HostLook {

    /** All checks, within 20 s whatever hangs. */
    List<Check> at(Machine machine) throws InterruptedException;
}
