package io.dbcpool.agent.kafka;

import io.dbcpool.agent.loop.Teller;
import io.dbcpool.bus.Publisher;
import io.dbcpool.events.Alert;
import io.dbcpool.events.BondingSigned;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.NameBasedId;
import io.dbcpool.events.NodeReadiness;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.SigningRefused;
import io.dbcpool.values.MachineId;
import java.util.UUID;

/**
 * Writes {@code dbc.node.rentals}, {@code dbc.node.readiness} and {@code dbc.signing.answers}, and the alerts of the
 * agent.
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

    @Override
    public void tell(Alert alert) {
        String id = NameBasedId.of(
                "node-alert",
                alert.alert(),
                alert.state().name(),
                alert.machineId().map(MachineId::hex).orElse(""),
                alert.at().toString());
        publisher.publish(new Envelope(id, source, alert.at(), alert));
    }

    /** An answer that is given again, by an agent that has restarted, has the same id. */
    void tellAnswer(PoolEvent answer) {
        if (answer instanceof BondingSigned signed) {
            publisher.publish(new Envelope(
                    answerId(signed.type(), signed.machineId(), signed.requestId()),
                    source,
                    signed.signedAt(),
                    signed));
        } else if (answer instanceof SigningRefused refused) {
            publisher.publish(new Envelope(
                    answerId(refused.type(), refused.machineId(), refused.requestId()),
                    source,
                    refused.refusedAt(),
                    refused));
        }
    }

    private static String answerId(String type, MachineId machine, UUID requestId) {
        return NameBasedId.of(type, machine.hex(), requestId.toString());
    }
}
