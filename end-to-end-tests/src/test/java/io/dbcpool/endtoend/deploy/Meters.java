package io.dbcpool.endtoend.deploy;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The figures that the services make, as their sources name them. */
final class Meters {

    /**
     * A meter's name where it is made. With dots it would be an attribute of a trace, or a key of the configuration.
     */
    private static final Pattern MADE = Pattern.compile("\"(dbcpool_[a-z_]+)\"");

    private Meters() {}

    static Set<String> made() {
        return Repository.mainSources().stream()
                .flatMap(source -> MADE.matcher(Repository.read(source)).results())
                .map(found -> bare(found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Without the endings that Micrometer adds where the code leaves them out. */
    static String bare(String meter) {
        return meter.replaceFirst("_(total|bucket|count|sum|max)$", "").replaceFirst("_seconds$", "");
    }
}
