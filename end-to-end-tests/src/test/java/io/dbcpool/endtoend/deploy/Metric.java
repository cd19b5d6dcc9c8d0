package io.dbcpool.endtoend.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One of our figures, as Prometheus gets it.
 *
 * @param kind {@code gauge}, {@code counter} or {@code histogram}
 * @param labels without those that Prometheus adds itself
 * @param services that make it
 */
record Metric(String name, String kind, String meaning, Set<String> labels, Set<String> services) {

    private static final Pattern HELP = Pattern.compile("# HELP (dbcpool_\\w+?)(?:_total)? (.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE (dbcpool_\\w+?)(?:_total)? (\\w+)");
    private static final Pattern SAMPLE =
            Pattern.compile("(dbcpool_\\w+?)(?:_bucket|_count|_sum|_total)?\\{(.*)\\} .*");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    /**
     * Those of a text in Prometheus' format or in OpenMetrics', in whose head a counter has its name without the end.
     */
    static List<Metric> read(String service, String exposed) {
        var meanings = new TreeMap<String, String>();
        var kinds = new TreeMap<String, String>();
        var labels = new TreeMap<String, Set<String>>();
        exposed.lines().forEach(line -> {
            var help = HELP.matcher(line);
            var type = TYPE.matcher(line);
            var sample = SAMPLE.matcher(line);
            if (help.matches()) {
                meanings.put(help.group(1), help.group(2).strip());
            } else if (type.matches()) {
                kinds.put(type.group(1), type.group(2));
            } else if (sample.matches()) {
                LABEL.matcher(sample.group(2))
                        .results()
                        .map(found -> found.group(1))
                        .filter(label -> !label.equals("le"))
                        .forEach(label -> labels.computeIfAbsent(sample.group(1), name -> new TreeSet<>())
                                .add(label));
            }
        });
        var metrics = new ArrayList<Metric>();
        kinds.forEach((name, kind) -> metrics.add(new Metric(
                kind.equals("counter") ? name + "_total" : name,
                kind,
                meanings.getOrDefault(name, ""),
                labels.getOrDefault(name, Set.of()),
                Set.of(service))));
        return metrics;
    }

    /** The same figure, made by one service more. */
    Metric and(Metric other) {
        if (!kind.equals(other.kind) || !meaning.equals(other.meaning)) {
            throw new IllegalStateException("%s is %s, and elsewhere %s".formatted(name, this, other));
        }
        var allLabels = new TreeSet<>(labels);
        allLabels.addAll(other.labels);
        var allServices = new TreeSet<>(services);
        allServices.addAll(other.services);
        return new Metric(name, kind, meaning, allLabels, allServices);
    }

    /** By the house's rule: a name ends in its unit, and a yes or no is told from 'Whether'. */
    String unit() {
        if (meaning.startsWith("Whether ")) {
            return "0 or 1";
        }
        if (name.endsWith("_timestamp_seconds")) {
            return "seconds since 1970";
        }
        for (String unit : List.of("seconds", "bytes")) {
            if (name.endsWith("_" + unit) || name.endsWith("_" + unit + "_max")) {
                return unit;
            }
        }
        return name.endsWith("_dbc") ? "DBC" : "number";
    }
}
