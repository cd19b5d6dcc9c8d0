package io.dbcpool.watcher.simulation;

/** The watcher's process ends here. An error, because nothing in the watcher may catch it. */
final class SimulatedKill extends Error {

    private static final long serialVersionUID = 1L;

    SimulatedKill() {
        super("killed", null, false, false);
    }
}
