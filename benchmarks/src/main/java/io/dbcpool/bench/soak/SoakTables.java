package io.dbcpool.bench.soak;

import io.dbcpool.bench.Latencies;
import io.dbcpool.bench.Table;
import io.dbcpool.bench.TextTable;
import io.dbcpool.bench.soak.Flatness.Sample;
import io.dbcpool.bench.soak.Judge.Sentence;
import io.dbcpool.bench.soak.Judge.Verdict;
import io.dbcpool.cli.pool.PoolPlan;
import io.dbcpool.cli.pool.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** What a soak found, as tables with aims. */
final class SoakTables {

    /** Violations beyond these say the same. */
    private static final int SHOWN = 10;

    /** It is 3 to 4 KiB of JSON. */
    private static final int MOST_KIBIBYTES_OF_A_RECEIPT = 8;

    /** A vacate's records are 10 KiB; the listener, the agent and garbage tell something too. */
    private static final int MOST_KIBIBYTES_IN_TOPICS = 64;

    /**
     * What is measured of a process.
     *
     * @param slack below which growth nobody can tell
     * @param perLife whether it begins anew with each life of its process
     */
    private record Measure(String unit, double slack, ToDoubleFunction<Sampled> value, boolean perLife) {}

    /** A journal is written anew when it has doubled, whoever writes it. */
    private static final Measure STATE =
            new Measure("KiB of state", 4_096, sample -> (double) sample.stateKibibytes(), false);

    private static final List<Measure> MEASURES = List.of(
            new Measure("MiB resident", 8, sample -> (double) sample.residentMebibytes(), true),
            new Measure("threads", 4, Sampled::threads, true),
            new Measure("open files", 8, Sampled::openFiles, true),
            STATE);

    private SoakTables() {}

    static List<Table> of(Found found) {
        return List.of(rentals(found), processes(found), history(found));
    }

    private static Table rentals(Found found) {
        var rows = new ArrayList<List<String>>();
        var verdicts = found.judgement().verdicts();
        rows.add(row("all", found.faults().size(), verdicts));
        rows.add(row(
                "while nothing was wrong",
                0,
                verdicts.stream()
                        .filter(verdict -> found.faults().stream().noneMatch(fault -> isDuring(verdict, fault)))
                        .toList()));
        var texts = found.faults().stream()
                .map(fault -> fault.fault().text())
                .distinct()
                .sorted()
                .toList();
        for (String text : texts) {
            Predicate<Injected> isThat = fault -> fault.fault().text().equals(text);
            rows.add(row(
                    text,
                    (int) found.faults().stream().filter(isThat).count(),
                    verdicts.stream()
                            .filter(verdict ->
                                    found.faults().stream().filter(isThat).anyMatch(fault -> isDuring(verdict, fault)))
                            .toList()));
        }
        var aims = new ArrayList<Table.Aim>();
        var missed = verdicts.stream()
                .filter(verdict -> verdict.sentence() == Sentence.MISSED)
                .toList();
        aims.add(new Table.Aim("%d rentals missed, wanted 0".formatted(missed.size()), missed.isEmpty()));
        missed.stream()
                .limit(SHOWN)
                .forEach(verdict -> aims.add(new Table.Aim(
                        "%s, rented at %s: %s"
                                .formatted(
                                        verdict.rental().machineId(),
                                        verdict.rental().saidAt(),
                                        verdict.reason()),
                        false)));
        var needless = found.judgement().needless();
        aims.add(new Table.Aim(
                "%d vacates that no rental asked for, wanted 0%s"
                        .formatted(
                                needless.size(),
                                needless.stream()
                                        .findFirst()
                                        .map(receipt -> "; the first of %s at %s by %s"
                                                .formatted(
                                                        receipt.machineId(),
                                                        receipt.trigger().observedAt(),
                                                        receipt.trigger().source()))
                                        .orElse("")),
                needless.isEmpty()));
        return new Table(
                String.format(
                        Locale.ROOT,
                        "Rentals of %d machines in %.1f min, seed %d: first datagram to the domain off, and with a receipt",
                        found.beginning().machines(),
                        found.seconds() / 60,
                        found.beginning().seed()),
                List.of("", "faults", "rentals", "kept", "excused", "missed", "off p50 ms", "p99 ms", "max ms"),
                rows,
                aims);
    }

    private static boolean isDuring(Verdict verdict, Injected fault) {
        var rental = verdict.rental();
        return fault.overlaps(
                rental.saidAt().minusMillis(1),
                rental.offAt().orElse(rental.saidAt().plus(Judge.RULE)).plusMillis(1));
    }

    private static List<String> row(String name, int faults, List<Verdict> verdicts) {
        var nanos = verdicts.stream()
                .map(Verdict::rental)
                .filter(rental -> rental.offAt().isPresent())
                .map(rental ->
                        Duration.between(rental.saidAt(), rental.offAt().get()).toNanos())
                .toList();
        var cells = new ArrayList<>(List.of(name, Integer.toString(faults), Integer.toString(verdicts.size())));
        for (Sentence sentence : Sentence.values()) {
            cells.add(Long.toString(verdicts.stream()
                    .filter(verdict -> verdict.sentence() == sentence)
                    .count()));
        }
        if (nanos.isEmpty()) {
            cells.addAll(List.of("-", "-", "-"));
        } else {
            var took = new Latencies(nanos);
            for (int percent : List.of(50, 99, 100)) {
                cells.add(TextTable.millis(took.percentileMillis(percent)));
            }
        }
        return cells;
    }

    private static Table processes(Found found) {
        var rows = new ArrayList<List<String>>();
        var aims = new ArrayList<Table.Aim>();
        for (String process : Soak.processes()) {
            var samples = found.samples().stream()
                    .filter(sample -> sample.process().equals(process))
                    .toList();
            long lives = samples.stream().map(Sampled::pid).distinct().count();
            for (Measure measure : MEASURES) {
                if (measure.equals(STATE) && process.equals(PoolPlan.BROKER)) {
                    continue; // what is told is kept for days: judged by the rental
                }
                var trend = new Flatness(measure.slack()).findWorst(lives(samples, measure));
                rows.add(List.of(
                        process,
                        measure.unit(),
                        Long.toString(lives),
                        number(samples.stream()
                                .mapToDouble(measure.value())
                                .max()
                                .orElse(0)),
                        trend.map(it -> number(it.judgedSeconds() / 60)).orElse("-"),
                        trend.map(it -> number(it.median())).orElse("-"),
                        trend.map(it -> number(it.growth())).orElse("-"),
                        trend.map(it -> number(it.perHour())).orElse("-"),
                        trend.map(it -> it.isFlat() ? "flat" : "GROWS").orElse("too short a life")));
                trend.filter(it -> !it.isFlat())
                        .ifPresent(it -> aims.add(new Table.Aim(
                                "%s: %s grew by %s of %s in %s min, wanted a tenth at most"
                                        .formatted(
                                                process,
                                                measure.unit(),
                                                number(it.growth()),
                                                number(it.median()),
                                                number(it.judgedSeconds() / 60)),
                                false)));
            }
        }
        if (aims.isEmpty()) {
            aims.add(new Table.Aim("nothing that lived long enough to be judged grows", true));
        }
        aims.add(kept(found, Service.RENTAL_WATCHER.serviceName(), "receipts", MOST_KIBIBYTES_OF_A_RECEIPT));
        aims.add(kept(found, PoolPlan.BROKER, "topics", MOST_KIBIBYTES_IN_TOPICS));
        return new Table(
                "Each process over the life in which it grew most, without its first two minutes",
                List.of("", "of", "lives", "greatest", "judged min", "median", "grew", "in an hour", "slope"),
                rows,
                aims);
    }

    /** What is kept grows with the rentals, and must not grow with anything else. */
    private static Table.Aim kept(Found found, String process, String what, int wanted) {
        int rentals = found.judgement().verdicts().size();
        long kibibytes = found.samples().stream()
                .filter(sample -> sample.process().equals(process))
                .mapToLong(sample ->
                        sample.keptKibibytes() + (process.equals(PoolPlan.BROKER) ? sample.stateKibibytes() : 0))
                .max()
                .orElse(0);
        double each = (double) kibibytes / Math.max(1, rentals);
        return new Table.Aim(
                String.format(
                        Locale.ROOT,
                        "%s hold %d KiB, %.1f for each rental, wanted at most %d",
                        what,
                        kibibytes,
                        each,
                        wanted),
                each <= wanted);
    }

    private static Collection<List<Sample>> byLife(List<Sampled> samples, Measure measure) {
        Map<Long, List<Sample>> lives = new LinkedHashMap<>();
        Map<Long, Double> begun = new LinkedHashMap<>();
        for (Sampled sample : samples) {
            double from = begun.computeIfAbsent(sample.pid(), pid -> sample.seconds());
            lives.computeIfAbsent(sample.pid(), pid -> new ArrayList<>())
                    .add(new Sample(sample.seconds() - from, measure.value().applyAsDouble(sample)));
        }
        return lives.values();
    }

    private static List<List<Sample>> lives(List<Sampled> samples, Measure measure) {
        return measure.perLife()
                ? List.copyOf(byLife(samples, measure))
                : List.of(samples.stream()
                        .map(sample ->
                                new Sample(sample.seconds(), measure.value().applyAsDouble(sample)))
                        .toList());
    }

    private static Table history(Found found) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of(
                "violations of the invariants",
                Integer.toString(found.violations().size())));
        rows.add(List.of(
                "of vacates of which the listener could not hear",
                Integer.toString(found.excused().size())));
        var aims = new ArrayList<Table.Aim>();
        aims.add(new Table.Aim(
                "%d violations, wanted 0".formatted(found.violations().size()),
                found.violations().isEmpty()));
        found.violations().stream().limit(SHOWN).forEach(text -> aims.add(new Table.Aim(text, false)));
        return new Table("All that was told in all topics", List.of("", "found"), rows, aims);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 100 && value != Math.rint(value) ? "%.1f" : "%.0f", value);
    }
}
