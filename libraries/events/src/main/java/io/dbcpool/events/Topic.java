package io.dbcpool.events;

import java.time.Duration;
import java.util.Optional;

/**
 * The topics of a pool. Each has one writing service, but for {@link #ALERTS}, {@link #BONDING_REQUESTS} and the dead
 * letters.
 */
public enum Topic {
    /** {@link BroadcastHeard}, written by the broadcast-listener. */
    BROADCASTS("dbc.broadcasts", Duration.ofDays(7)),
    /** {@link BroadcastRejected}, written by the broadcast-listener. */
    BROADCASTS_REJECTED("dbc.broadcasts.rejected", Duration.ofDays(7)),
    /** {@link NodeRental}, written by the node-agent. */
    NODE_RENTALS("dbc.node.rentals", Duration.ofDays(30)),
    /** {@link NodeReadiness}, written by the node-agent; the last one of each machine is kept. */
    NODE_READINESS("dbc.node.readiness"),
    /** {@link ChainRental}, written by the chain-bridge. */
    CHAIN_RENTALS("dbc.chain.rentals", Duration.ofDays(30)),
    /** {@link ChainMachine}, written by the chain-bridge; the last one of each machine is kept. */
    CHAIN_MACHINES("dbc.chain.machines"),
    /** {@link SigningRequest}, written by the chain-bridge. */
    SIGNING_REQUESTS("dbc.signing.requests", Duration.ofDays(1)),
    /** {@link BondingSigned} and {@link SigningRefused}, written by the node-agent. */
    SIGNING_ANSWERS("dbc.signing.answers", Duration.ofDays(1)),
    /** {@link BondingRequest}, written by operators. */
    BONDING_REQUESTS("dbc.bonding.requests", Duration.ofDays(30)),
    /** {@link BondingStep}, written by the chain-bridge. */
    BONDING("dbc.bonding", Duration.ofDays(30)),
    /**
     * {@link VacateStarted}, {@link VacateStepTaken}, {@link VacateCompleted} and {@link MachineReleased}, written by
     * the rental-watcher.
     */
    VACATES("dbc.vacates", Duration.ofDays(365)),
    /** {@link Alert}, written by all. */
    ALERTS("dbc.alerts", Duration.ofDays(30));

    private final String topicName;
    private final Optional<Duration> retention;

    Topic(String topicName, Duration retention) {
        this.topicName = topicName;
        this.retention = Optional.of(retention);
    }

    Topic(String topicName) {
        this.topicName = topicName;
        this.retention = Optional.empty();
    }

    /** Kafka's name for it, such as {@code dbc.broadcasts}. */
    public String topicName() {
        return topicName;
    }

    /** How long its records are kept; empty for a compacted topic, which keeps the last record of each key. */
    public Optional<Duration> retention() {
        return retention;
    }

    /** Where a record of this topic goes that cannot be read. */
    public String deadLetterName() {
        return topicName + ".dlq";
    }

    public static Optional<Topic> find(String topicName) {
        for (Topic topic : values()) {
            if (topic.topicName.equals(topicName)) {
                return Optional.of(topic);
            }
        }
        return Optional.empty();
    }
}
