package io.dbcpool.bench;

import java.util.List;
import java.util.Optional;

/**
 * Some contestants in one run, the one that the others are compared with first.
 *
 * @param title what is measured, from what to what
 * @param notes how, as far as a reader has to know
 */
record Comparison(String title, List<String> notes, List<Row> rows) {

    /** @param aim what the first issue wants of it; empty where it is here only to be compared with */
    record Row(String name, Latencies latencies, Optional<Aim> aim) {

        static Row of(String name, List<Long> nanos) {
            return new Row(name, new Latencies(nanos), Optional.empty());
        }

        Row withAim(Aim wanted) {
            return new Row(name, latencies, Optional.of(wanted));
        }
    }

    /** A bound on one percentile: in milliseconds, or as a multiple of the first row's. */
    record Aim(double percent, double bound, boolean isRatio) {

        static Aim millis(double percent, double bound) {
            return new Aim(percent, bound, false);
        }

        static Aim ratio(double percent, double bound) {
            return new Aim(percent, bound, true);
        }

        boolean isMetBy(Latencies latencies, Latencies first) {
            return found(latencies, first) <= bound;
        }

        double found(Latencies latencies, Latencies first) {
            return isRatio ? latencies.ratioTo(first, percent) : latencies.percentileMillis(percent);
        }
    }

    Comparison {
        notes = List.copyOf(notes);
        rows = List.copyOf(rows);
    }

    Latencies first() {
        return rows.get(0).latencies();
    }

    boolean meetsItsAims() {
        return rows.stream()
                .allMatch(row -> row.aim()
                        .filter(aim -> !aim.isMetBy(row.latencies(), first()))
                        .isEmpty());
    }
}
