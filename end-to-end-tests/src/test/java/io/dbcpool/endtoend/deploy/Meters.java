package io.dbcpool.endtoend.deploy;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The figures that the services make, as their sources name them. */
final class Meters {

    /** A meter's name where it is made, with dots or in Prometheus' own form. */
    private static final Pattern MADE = Pattern.compile("(?<!\\(name = )\"(dbcpool[._][a-z_.]+)\"");

    /** What is said of a span is spelled like a meter. */
    private static final String ATTRIBUTES_OF_TRACES = "/io/dbcpool/console/trace/";

    private Meters() {}

    static Set<String> made() {
        return Repository.mainSources().stream()
                .filter(source -> !source.toString().contains(ATTRIBUTES_OF_TRACES))
                .flatMap(source -> MADE.matcher(Repository.read(source)).results())
                .map(found -> bare(found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Without the endings that Micrometer adds where the code leaves them out. */
    static String bare(String meter) {
        return meter.replace('.', '_')
                .replaceFirst("_(total|bucket|count|sum|max)$", "")
                .replaceFirst("_seconds$", "");
    }
}
