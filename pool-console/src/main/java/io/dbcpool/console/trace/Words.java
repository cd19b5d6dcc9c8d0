package io.dbcpool.console.trace;

import io.dbcpool.events.Envelope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What spans are told in. */
final class Words {

    static final String MACHINE_ID = "dbcpool.machine.id";
    static final String RENT_ORDER_ID = "dbcpool.rent_order.id";
    static final String SIGNAL_SOURCE = "dbcpool.signal.source";
    static final String SIGNAL_SAYS = "dbcpool.signal.says";
    static final String SIGNAL_COUNT = "dbcpool.signal.count";
    static final String BLOCK_NUMBER = "dbcpool.block.number";
    static final String BLOCK_HASH = "dbcpool.block.hash";
    static final String BLOCK_FINALITY = "dbcpool.block.finality";
    static final String DOMAIN_NAME = "dbcpool.domain.name";
    static final String DOMAIN_UUID = "dbcpool.domain.uuid";
    static final String NOTE = "dbcpool.step.note";

    private Words() {}

    /** As records spell it: {@code best-block}. */
    static String wire(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<Attribute> cloudEvent(Envelope envelope) {
        return List.of(
                Attribute.of("cloudevents.event_id", envelope.id()),
                Attribute.of("cloudevents.event_source", envelope.source()),
                Attribute.of("cloudevents.event_type", envelope.event().type()));
    }

    static List<Attribute> kafka(String topic, int partition, long offset) {
        return List.of(
                Attribute.of("messaging.system", "kafka"),
                Attribute.of("messaging.destination.name", topic),
                Attribute.of("messaging.destination.partition.id", Integer.toString(partition)),
                Attribute.of("messaging.kafka.offset", offset));
    }

    /** @param sender {@code address:port}; of an IPv6 address there may be brackets */
    static List<Attribute> peer(String sender) {
        int colon = sender.lastIndexOf(':');
        var told = new ArrayList<Attribute>();
        told.add(Attribute.of("network.transport", "udp"));
        told.add(Attribute.of("network.peer.address", colon < 0 ? sender : sender.substring(0, colon)));
        port(sender.substring(colon + 1)).ifPresent(port -> told.add(Attribute.of("network.peer.port", port)));
        return told;
    }

    private static Optional<Long> port(String digits) {
        return digits.matches("[0-9]{1,5}") ? Optional.of(Long.parseLong(digits)) : Optional.empty();
    }
}
