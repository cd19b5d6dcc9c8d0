package io.dbcpool.console.trace;

import io.dbcpool.events.Trigger;
import io.dbcpool.values.RentOrderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * From the records of one rental to its trace:
 *
 * <pre>
 * rental
 * ├─ datagram heard, block read, host looked at        the services that tell topics
 * │  └─ send dbc.broadcasts …
 * │     └─ signal broadcast …                          the watcher, by way of Kafka
 * ├─ signal broadcast …                                the watcher, by its own ears
 * ├─ believed rented
 * └─ vacate                                            of each of the owner's domains
 *    ├─ ask, term, kill
 *    ├─ released, domain off
 *    └─ receipt
 *       └─ send dbc.vacates
 * </pre>
 */
public final class RentalTrace {

    private RentalTrace() {}

    /**
     * @param machineName how the pool's file calls the machine
     * @param records of this rental, in any order; others of its machine are told as if they were of it
     * @return empty where they tell of no vacate: then there is no rental that the pool acted on
     */
    public static Optional<Trace> of(String rentalKey, String machineName, Collection<TopicRecord> records) {
        var ids = new TraceIds(rentalKey);
        var vacates = VacateRecords.listFrom(records);
        if (vacates.isEmpty()) {
            return Optional.empty();
        }
        String root = ids.span("rental", vacates.get(0).trigger().observedAt().toString());
        var spans = new LinkedHashMap<String, Span>();
        signals(records, vacates, ids, root).forEach(span -> spans.putIfAbsent(span.id(), span));
        vacates.forEach(vacate ->
                new VacateSpans(vacate, ids, root).list().forEach(span -> spans.putIfAbsent(span.id(), span)));
        var all = new ArrayList<Span>();
        all.add(root(root, rentalKey, machineName, vacates, spans.values()));
        all.addAll(spans.values());
        return Optional.of(new Trace(ids.trace(), all));
    }

    private static List<Span> signals(
            Collection<TopicRecord> records, List<VacateRecords> vacates, TraceIds ids, String root) {
        var spans = new ArrayList<Span>();
        var sent = new HashMap<String, String>();
        records.stream()
                .filter(record -> SignalSpans.findHeardAt(record.event()).isPresent())
                .sorted(Comparator.comparing(TopicRecord::sentAt).thenComparing(TopicRecord::place))
                .forEach(record -> {
                    spans.addAll(SignalSpans.ofRecord(record, ids, root));
                    sent.put(record.place(), spans.get(spans.size() - 1).id());
                });
        vacates.forEach(vacate -> spans.addAll(heard(vacate, ids, root, sent)));
        return spans;
    }

    private static List<Span> heard(VacateRecords vacate, TraceIds ids, String root, Map<String, String> sent) {
        var heard = vacate.receipt()
                .map(receipt -> SignalSpans.ofReceipt(receipt, vacate.watcher(), ids, root, sent))
                .orElse(List.of());
        return heard.isEmpty() ? List.of(SignalSpans.ofTrigger(vacate, ids, root)) : heard;
    }

    private static Span root(
            String id, String rentalKey, String machineName, List<VacateRecords> vacates, Collection<Span> spans) {
        var first = vacates.get(0);
        var told = new ArrayList<Attribute>();
        told.add(Attribute.of("dbcpool.rental.key", rentalKey));
        told.add(Attribute.of(Words.MACHINE_ID, first.machineId().hex()));
        told.add(Attribute.of("dbcpool.machine.name", machineName));
        told.add(Attribute.of(Words.SIGNAL_SOURCE, Words.wire(first.trigger().source())));
        findOrder(vacates).ifPresent(order -> told.add(Attribute.of(Words.RENT_ORDER_ID, order.toString())));
        return new Span(
                id,
                Optional.empty(),
                "rental",
                Span.Kind.INTERNAL,
                first.watcher(),
                outermost(spans.stream().map(Span::start), Comparator.reverseOrder(), first),
                outermost(spans.stream().map(Span::end), Comparator.naturalOrder(), first),
                told,
                List.of(),
                vacates.stream()
                        .flatMap(vacate ->
                                VacateSpans.findError(vacate)
                                        .map(error -> "%s: %s"
                                                .formatted(vacate.domain().name(), error))
                                        .stream())
                        .reduce((one, other) -> one + "; " + other));
    }

    private static Instant outermost(Stream<Instant> moments, Comparator<Instant> order, VacateRecords otherwise) {
        return moments.max(order).orElse(otherwise.startedAt());
    }

    private static Optional<RentOrderId> findOrder(List<VacateRecords> vacates) {
        return vacates.stream()
                .map(VacateRecords::trigger)
                .map(Trigger::rentOrderId)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
