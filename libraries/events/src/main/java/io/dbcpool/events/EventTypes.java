package io.dbcpool.events;

import java.util.Optional;

/** Which record a {@code ce_type} is. */
final class EventTypes {

    private EventTypes() {}

    static Optional<Class<? extends PoolEvent>> find(String topicName, String type) {
        return Topic.find(topicName).flatMap(topic -> find(topic, type));
    }

    private static Optional<Class<? extends PoolEvent>> find(Topic topic, String type) {
        return switch (topic) {
            case BROADCASTS -> only(type, "io.dbcpool.broadcast.heard", BroadcastHeard.class);
            case BROADCASTS_REJECTED -> only(type, "io.dbcpool.broadcast.rejected", BroadcastRejected.class);
            case NODE_RENTALS -> type.startsWith("io.dbcpool.node.") ? Optional.of(NodeRental.class) : Optional.empty();
            case NODE_READINESS -> only(type, "io.dbcpool.node.readiness", NodeReadiness.class);
            case CHAIN_RENTALS ->
                type.startsWith("io.dbcpool.chain.rental-") ? Optional.of(ChainRental.class) : Optional.empty();
            case CHAIN_MACHINES -> only(type, "io.dbcpool.chain.machine", ChainMachine.class);
            case SIGNING_REQUESTS -> only(type, "io.dbcpool.signing.request", SigningRequest.class);
            case SIGNING_ANSWERS ->
                switch (type) {
                    case "io.dbcpool.signing.signed" -> Optional.of(BondingSigned.class);
                    case "io.dbcpool.signing.refused" -> Optional.of(SigningRefused.class);
                    default -> Optional.empty();
                };
            case BONDING_REQUESTS -> only(type, "io.dbcpool.bonding.request", BondingRequest.class);
            case BONDING -> only(type, "io.dbcpool.bonding.step", BondingStep.class);
            case VACATES ->
                switch (type) {
                    case "io.dbcpool.vacate.started" -> Optional.of(VacateStarted.class);
                    case "io.dbcpool.vacate.step" -> Optional.of(VacateStepTaken.class);
                    case "io.dbcpool.vacate.completed" -> Optional.of(VacateCompleted.class);
                    case "io.dbcpool.machine.released" -> Optional.of(MachineReleased.class);
                    case "io.dbcpool.drill.completed" -> Optional.of(DrillCompleted.class);
                    default -> Optional.empty();
                };
            case ALERTS -> only(type, "io.dbcpool.alert", Alert.class);
        };
    }

    private static Optional<Class<? extends PoolEvent>> only(
            String type, String wanted, Class<? extends PoolEvent> eventClass) {
        return type.equals(wanted) ? Optional.of(eventClass) : Optional.empty();
    }
}
