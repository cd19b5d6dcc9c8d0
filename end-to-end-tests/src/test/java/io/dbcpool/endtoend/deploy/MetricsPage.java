package io.dbcpool.endtoend.deploy;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code docs/metrics.md}, made from what the services show. */
final class MetricsPage {

    static final Path FILE = Repository.root().resolve("docs/metrics.md");

    private static final String HEAD = """
            # Metrics

            This page is made from what the services show at `/q/metrics` (`MetricsPageIT`), and a test keeps it so. Prometheus adds `job`, which is the
            service, and `instance`, its address. Of the JVM, of HTTP and of the process there are more, by Quarkus' own names.

            | metric | kind | unit | labels | meaning | made by | alerts that use it |
            |---|---|---|---|---|---|---|
            """;

    private MetricsPage() {}

    /** Each figure once, whoever makes it. */
    static Collection<Metric> merged(List<Metric> metrics) {
        Map<String, Metric> byName = new TreeMap<>();
        metrics.forEach(metric -> byName.merge(metric.name(), metric, Metric::and));
        return byName.values();
    }

    static String text(Collection<Metric> metrics) {
        return HEAD + metrics.stream().map(MetricsPage::row).collect(Collectors.joining());
    }

    private static String row(Metric metric) {
        return "| `%s` | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        metric.name(),
                        metric.kind(),
                        metric.unit(),
                        metric.labels().stream().map("`%s`"::formatted).collect(Collectors.joining(", ")),
                        metric.meaning(),
                        String.join(", ", metric.services()),
                        alerts(metric));
    }

    private static String alerts(Metric metric) {
        return AlertRule.all().stream()
                .filter(rule -> rule.metrics().contains(metric.name()))
                .map(rule -> "[%1$s](runbooks/%1$s.md)".formatted(rule.alert()))
                .collect(Collectors.joining(", "));
    }
}
