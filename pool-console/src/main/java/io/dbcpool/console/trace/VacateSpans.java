package io.dbcpool.console.trace;

import io.dbcpool.events.Evidence;
import io.dbcpool.events.VacateCompleted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One domain's way from the first word to the receipt. Its times are those of the receipt, to the millisecond. */
final class VacateSpans {

    /** The ladder's, in the order in which they are climbed. */
    private static final List<String> FORCES = List.of("ask", "term", "kill");

    private final VacateRecords vacate;
    private final TraceIds ids;
    private final String root;
    private final String id;

    VacateSpans(VacateRecords vacate, TraceIds ids, String root) {
        this.vacate = vacate;
        this.ids = ids;
        this.root = root;
        this.id = id("vacate");
    }

    List<Span> list() {
        var spans = new ArrayList<Span>();
        spans.add(span(
                id("believed"), root, "believed rented", vacate.trigger().observedAt(), vacate.startedAt(), List.of()));
        spans.add(vacate());
        spans.addAll(ladder());
        vacate.findAt("released")
                .ifPresent(at -> spans.add(span(id("released"), id, "released", lastForce(at), at, proof())));
        vacate.findAt("domain-off")
                .ifPresent(at -> spans.add(span(id("domain-off"), id, "domain off", lastForce(at), at, List.of())));
        vacate.completed().ifPresent(record -> spans.addAll(receipt(record)));
        return spans;
    }

    /** What went wrong, in words; empty if it was off in time. */
    static Optional<String> findError(VacateRecords vacate) {
        if (vacate.receipt().isEmpty()) {
            return Optional.of("no receipt: its watcher told of no end");
        }
        var receipt = vacate.receipt().get();
        return switch (receipt.outcome()) {
            case ON_TIME -> Optional.empty();
            case LATE -> Optional.of("late by %d ms".formatted(-receipt.marginMillis()));
            case FAILED -> Optional.of("never seen released, given up after %d ms".formatted(receipt.elapsedMillis()));
        };
    }

    private Span vacate() {
        var told = new ArrayList<Attribute>();
        told.add(Attribute.of("dbcpool.vacate.id", vacate.id().toString()));
        told.add(Attribute.of("dbcpool.vacate.actor", vacate.actor()));
        told.add(Attribute.of(Words.MACHINE_ID, vacate.machineId().hex()));
        told.add(Attribute.of(Words.DOMAIN_NAME, vacate.domain().name()));
        told.add(Attribute.of(Words.DOMAIN_UUID, vacate.domain().uuid().toString()));
        told.add(Attribute.of("dbcpool.vacate.deadline", vacate.deadline().toString()));
        vacate.receipt().ifPresent(receipt -> {
            told.add(Attribute.of("dbcpool.vacate.elapsed_millis", receipt.elapsedMillis()));
            told.add(Attribute.of("dbcpool.vacate.margin_millis", receipt.marginMillis()));
            told.add(Attribute.of("dbcpool.vacate.ended_by", Words.wire(receipt.endedBy())));
            told.add(Attribute.of("dbcpool.vacate.outcome", Words.wire(receipt.outcome())));
            if (!receipt.notObserved().isEmpty()) {
                told.add(new Attribute.Texts("dbcpool.vacate.not_observed", receipt.notObserved()));
            }
        });
        var error = findError(vacate);
        if (error.isPresent()) {
            told.add(Attribute.of("error.type", errorType()));
        }
        return new Span(
                id,
                Optional.of(root),
                "vacate",
                Span.Kind.INTERNAL,
                vacate.watcher(),
                vacate.trigger().observedAt(),
                vacate.end(),
                told,
                steps(),
                error);
    }

    private String errorType() {
        return vacate.receipt()
                .map(VacateCompleted::outcome)
                .map(outcome -> outcome.name().toLowerCase(Locale.ROOT))
                .orElse("no_receipt");
    }

    private List<Span.Event> steps() {
        return vacate.steps().stream()
                .map(step -> new Span.Event(step.name(), vacate.at(step), note(step.name())))
                .toList();
    }

    private List<Attribute> note(String step) {
        String note = vacate.notes().getOrDefault(step, "");
        return note.isEmpty() ? List.of() : List.of(Attribute.of(Words.NOTE, note));
    }

    /** Each force until the next one, or until it had done its work. */
    private List<Span> ladder() {
        var spans = new ArrayList<Span>();
        var climbed = climbed();
        for (int i = 0; i < climbed.size(); i++) {
            String force = climbed.get(i);
            var end = i + 1 < climbed.size()
                    ? vacate.findAt(climbed.get(i + 1))
                    : vacate.findAt("released").or(() -> vacate.findAt("domain-off"));
            var start = vacate.findAt(force).orElse(vacate.startedAt());
            spans.add(span(id(force), id, force, start, end.orElse(vacate.end()), note(force + "-sent")));
        }
        return spans;
    }

    private List<String> climbed() {
        return FORCES.stream().filter(force -> vacate.findAt(force).isPresent()).toList();
    }

    private Instant lastForce(Instant before) {
        return climbed().stream()
                .flatMap(force -> vacate.findAt(force).stream())
                .filter(at -> !at.isAfter(before))
                .max(Comparator.naturalOrder())
                .orElse(vacate.startedAt());
    }

    private List<Attribute> proof() {
        return vacate.receipt().flatMap(VacateCompleted::evidence).map(Evidence::proof).stream()
                .flatMap(List::stream)
                .map(proof -> Attribute.of("dbcpool.proof." + Words.wire(proof.thing()), Words.wire(proof.state())))
                .toList();
    }

    /** From the vacate's end until its watcher had signed and told, and until that was handed to Kafka. */
    private List<Span> receipt(TopicRecord record) {
        var told = new ArrayList<Attribute>();
        vacate.receipt().ifPresent(receipt -> {
            told.add(Attribute.of("dbcpool.receipt.hash", receipt.hash()));
            told.add(Attribute.of("dbcpool.receipt.key_id", receipt.keyId()));
        });
        var signed = span(
                id("receipt"), id, "receipt", vacate.end(), record.envelope().time(), told);
        return List.of(signed, SignalSpans.send(record, ids, signed.id(), signed.end()));
    }

    private Span span(String spanId, String parent, String name, Instant start, Instant end, List<Attribute> told) {
        return new Span(
                spanId,
                Optional.of(parent),
                name,
                Span.Kind.INTERNAL,
                vacate.watcher(),
                start,
                end,
                told,
                List.of(),
                Optional.empty());
    }

    private String id(String what) {
        return ids.span(what, vacate.id().toString());
    }
}
