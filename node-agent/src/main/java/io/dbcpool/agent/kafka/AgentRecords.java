package io.dbcpool.agent.kafka;

import io.dbcpool.agent.loop.Teller;
import io.dbcpool.bus.Publisher;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.NameBasedId;
import io.dbcpool.events.NodeReadiness;
import io.dbcpool.events.NodeRental;

/**
 * Writes {@code dbc.node.rentals} and {@code dbc.node.readiness}.
 *
 * @param source {@code /dbcpool/<pool>/node-agent/<host name>}
 */
public record AgentRecords(Publisher publisher, String source) implements Teller {

    @Override
    public void tell(NodeRental rental) {
        String id = NameBasedId.of(
                "node-rental",
                rental.machineId().hex(),
                rental.kind().name(),
                rental.domain().map(domain -> domain.uuid().toString()).orElse(""),
                rental.observedAt().toString());
        publisher.publish(new Envelope(id, source, rental.observedAt(), rental));
    }

    @Override
    public void tell(NodeReadiness readiness) {
        String id = NameBasedId.of(
                "node-readiness",
                readiness.machineId().hex(),
                readiness.checkedAt().toString());
        publisher.publish(new Envelope(id, source, readiness.checkedAt(), readiness));
    }
}
