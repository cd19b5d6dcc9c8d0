package io.dbcpool.cli.pool;

/** The services, in the order in which they are started: who guards a deadline comes first, who only shows it last. */
public enum Service {
    RENTAL_WATCHER("rental-watcher", 2),
    BROADCAST_LISTENER("broadcast-listener", 3),
    NODE_AGENT("node-agent", 1),
    CHAIN_BRIDGE("chain-bridge", 4),
    POOL_CONSOLE("pool-console", 0);

    private final String serviceName;
    private final int portOffset;

    Service(String serviceName, int portOffset) {
        this.serviceName = serviceName;
        this.portOffset = portOffset;
    }

    /** The name of its module, of its folder in the state folder, and in its command line. */
    public String serviceName() {
        return serviceName;
    }

    /** Whether it must not wait behind what else its host does: it stops, or hears first that it has to be stopped. */
    boolean meetsDeadlines() {
        return this == RENTAL_WATCHER || this == BROADCAST_LISTENER;
    }

    /** How far its HTTP port is above the console's, which is the base. */
    int portOffset() {
        return portOffset;
    }
}
