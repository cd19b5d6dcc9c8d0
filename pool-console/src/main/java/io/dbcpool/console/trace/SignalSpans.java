package io.dbcpool.console.trace;

import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.ChainRental;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.SignalHeard;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.values.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a rental was heard of: by the services that tell a topic of it, and by the watcher. */
final class SignalSpans {

    /** What was said longer before it was heard would make every span beside it a dot. */
    private static final Duration SHOWN_BEFORE = Duration.ofSeconds(30);

    private static final Set<NodeRental.Kind> NODE_KINDS = Set.of(
            NodeRental.Kind.RENTAL_BEGUN,
            NodeRental.Kind.RENTER_DOMAIN_APPEARED,
            NodeRental.Kind.VERIFIER_DOMAIN_APPEARED,
            NodeRental.Kind.OWNER_DOMAIN_STOPPED);

    private static final Set<ChainRental.Kind> CHAIN_KINDS =
            Set.of(ChainRental.Kind.ORDERED, ChainRental.Kind.CONFIRMED, ChainRental.Kind.RETRACTED);

    private SignalSpans() {}

    /** When a record that may belong to a rental was heard; empty for any other. */
    static Optional<Instant> findHeardAt(PoolEvent event) {
        if (event instanceof BroadcastHeard heard && heard.status() == Word.RENTING) {
            return Optional.of(heard.firstAt());
        } else if (event instanceof ChainRental rental && CHAIN_KINDS.contains(rental.kind())) {
            return Optional.of(rental.observedAt());
        } else if (event instanceof NodeRental rental && NODE_KINDS.contains(rental.kind())) {
            return Optional.of(rental.observedAt());
        }
        return Optional.empty();
    }

    /** What its service did: it heard, and it told. */
    static List<Span> ofRecord(TopicRecord record, TraceIds ids, String root) {
        var heard = heard(record, ids, root);
        return List.of(heard, send(record, ids, heard.id(), heard.end()));
    }

    private static Span heard(TopicRecord record, TraceIds ids, String root) {
        String id = ids.span("heard", record.envelope().id());
        if (record.event() instanceof BroadcastHeard heard) {
            var told = new ArrayList<>(Words.peer(heard.sender()));
            told.add(Attribute.of(Words.SIGNAL_SAYS, Words.wire(heard.status())));
            told.add(Attribute.of(Words.SIGNAL_COUNT, heard.count()));
            return span(id, root, "datagram heard", record.origin(), heard.firstAt(), heard.lastAt(), told);
        } else if (record.event() instanceof ChainRental rental) {
            var told = new ArrayList<Attribute>();
            told.add(Attribute.of(Words.SIGNAL_SAYS, Words.wire(rental.kind())));
            rental.rentOrderId().ifPresent(order -> told.add(Attribute.of(Words.RENT_ORDER_ID, order.toString())));
            told.add(Attribute.of(Words.BLOCK_NUMBER, rental.block().height()));
            told.add(Attribute.of(Words.BLOCK_HASH, rental.blockHash()));
            told.add(Attribute.of(Words.BLOCK_FINALITY, Words.wire(rental.finality())));
            return span(
                    id,
                    root,
                    "block read",
                    record.origin(),
                    shownFrom(rental.blockTime(), rental.observedAt()),
                    rental.observedAt(),
                    told);
        } else if (record.event() instanceof NodeRental rental) {
            var told = new ArrayList<Attribute>();
            told.add(Attribute.of(Words.SIGNAL_SAYS, Words.wire(rental.kind())));
            told.add(Attribute.of(Words.NOTE, rental.reason()));
            rental.domain().ifPresent(domain -> {
                told.add(Attribute.of(Words.DOMAIN_NAME, domain.name()));
                told.add(Attribute.of(Words.DOMAIN_UUID, domain.uuid().toString()));
            });
            return span(id, root, "host looked at", record.origin(), rental.observedAt(), rental.observedAt(), told);
        }
        throw new IllegalArgumentException(
                "a record that says nothing of a rental: " + record.envelope().id());
    }

    /** From when it could be told until its writer handed it to Kafka: what it waited in the outbox, too. */
    static Span send(TopicRecord record, TraceIds ids, String parent, Instant from) {
        var told = new ArrayList<>(Words.kafka(record.topic(), record.partition(), record.offset()));
        told.add(Attribute.of("messaging.operation.type", "send"));
        told.add(Attribute.of("messaging.operation.name", "send"));
        told.addAll(Words.cloudEvent(record.envelope()));
        return new Span(
                ids.span("send", record.envelope().id()),
                Optional.of(parent),
                "send " + record.topic(),
                Span.Kind.PRODUCER,
                record.origin(),
                from,
                record.sentAt(),
                told,
                List.of(),
                Optional.empty());
    }

    /**
     * What the watcher heard, from what its receipt keeps.
     *
     * @param sent of each record that is known, by where it lies, the span that sent it
     */
    static List<Span> ofReceipt(
            VacateCompleted receipt, Origin watcher, TraceIds ids, String root, Map<String, String> sent) {
        return receipt.evidence().stream()
                .flatMap(evidence -> evidence.signals().stream())
                .map(signal -> {
                    var told = new ArrayList<Attribute>();
                    told.add(Attribute.of(Words.SIGNAL_SOURCE, Words.wire(signal.source())));
                    told.add(Attribute.of("dbcpool.signal.via", Words.wire(signal.via())));
                    told.add(Attribute.of(Words.SIGNAL_SAYS, signal.says()));
                    told.add(Attribute.of(Words.SIGNAL_COUNT, signal.count()));
                    told.addAll(from(signal));
                    signal.rentOrderId()
                            .ifPresent(order -> told.add(Attribute.of(Words.RENT_ORDER_ID, order.toString())));
                    signal.block().ifPresent(block -> told.add(Attribute.of(Words.BLOCK_NUMBER, block.height())));
                    signal.blockHash().ifPresent(hash -> told.add(Attribute.of(Words.BLOCK_HASH, hash)));
                    return new Span(
                            ids.span(
                                    "signal",
                                    receipt.actor(),
                                    signal.source().name(),
                                    signal.via().name(),
                                    signal.says(),
                                    signal.from(),
                                    signal.firstAt().toString()),
                            Optional.of(sent.getOrDefault(signal.from(), root)),
                            "signal " + Words.wire(signal.source()),
                            Span.Kind.CONSUMER,
                            watcher,
                            shownFrom(signal.saidAt(), signal.firstAt()),
                            signal.firstAt(),
                            told,
                            List.of(),
                            Optional.empty());
                })
                .toList();
    }

    /** The first word alone, where no receipt tells what else was heard. */
    static Span ofTrigger(VacateRecords vacate, TraceIds ids, String root) {
        var trigger = vacate.trigger();
        var told = new ArrayList<Attribute>();
        told.add(Attribute.of(Words.SIGNAL_SOURCE, Words.wire(trigger.source())));
        told.add(Attribute.of("dbcpool.signal.via", Words.wire(trigger.via())));
        trigger.rentOrderId().ifPresent(order -> told.add(Attribute.of(Words.RENT_ORDER_ID, order.toString())));
        trigger.block().ifPresent(block -> told.add(Attribute.of(Words.BLOCK_NUMBER, block.height())));
        return span(
                ids.span("trigger", vacate.actor(), trigger.observedAt().toString()),
                root,
                "signal " + Words.wire(trigger.source()),
                vacate.watcher(),
                trigger.observedAt(),
                trigger.observedAt(),
                told);
    }

    /** Whatever was said in a record is known by its place, and a datagram by its sender. */
    private static List<Attribute> from(SignalHeard signal) {
        String[] place = signal.from().split("/", -1);
        if (signal.via() == Via.KAFKA && place.length == 3 && isNumber(place[1]) && isNumber(place[2])) {
            var told = new ArrayList<>(Words.kafka(place[0], Integer.parseInt(place[1]), Long.parseLong(place[2])));
            told.add(Attribute.of("messaging.operation.type", "receive"));
            told.add(Attribute.of("messaging.operation.name", "poll"));
            return told;
        }
        return signal.source() == Source.BROADCAST && signal.via() == Via.DIRECT
                ? Words.peer(signal.from())
                : List.of(Attribute.of("dbcpool.signal.from", signal.from()));
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1,9}");
    }

    private static Instant shownFrom(Instant said, Instant heard) {
        return said.isBefore(heard.minus(SHOWN_BEFORE)) ? heard : said;
    }

    private static Span span(
            String id, String root, String name, Origin origin, Instant start, Instant end, List<Attribute> told) {
        return new Span(
                id, Optional.of(root), name, Span.Kind.CONSUMER, origin, start, end, told, List.of(), Optional.empty());
    }
}
