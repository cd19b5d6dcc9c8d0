package io.dbcpool.endtoend.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** One of Prometheus' alerting rules, as {@code deploy/prometheus/rules} has it. */
record AlertRule(String alert, String expr, String severity, String summary, String runbook) {

    static final Path RULES = Repository.root().resolve("deploy/prometheus/rules/dbcpool.yml");
    static final Path TESTS = Repository.root().resolve("deploy/prometheus/tests");

    private static final Pattern METRIC = Pattern.compile("\\bdbcpool_\\w+");

    static List<AlertRule> all() {
        return maps(yaml(RULES), "groups").stream()
                .flatMap(group -> maps(group, "rules").stream())
                .map(AlertRule::of)
                .toList();
    }

    /** The alerts that these two files do not define alike. */
    static Set<String> findChanged(Path one, Path other) {
        var rules = byAlert(one);
        return byAlert(other).entrySet().stream()
                .filter(rule -> !rule.getValue().equals(rules.get(rule.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** One alert may have several rules. */
    private static Map<String, List<Map<?, ?>>> byAlert(Path file) {
        return maps(yaml(file), "groups").stream()
                .<Map<?, ?>>flatMap(group -> maps(group, "rules").stream())
                .collect(Collectors.groupingBy(rule -> text(rule, "alert")));
    }

    static Set<String> names() {
        return all().stream().map(AlertRule::alert).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Our metrics that the rule asks for. */
    Set<String> metrics() {
        return METRIC.matcher(expr).results().map(found -> found.group()).collect(Collectors.toSet());
    }

    static Map<?, ?> yaml(Path file) {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Repository.read(file));
    }

    static Map<?, ?> map(Map<?, ?> parent, String key) {
        return parent.get(key) instanceof Map<?, ?> found ? found : Map.of();
    }

    static List<Map<?, ?>> maps(Map<?, ?> parent, String key) {
        return parent.get(key) instanceof List<?> list
                ? list.stream().<Map<?, ?>>map(item -> (Map<?, ?>) item).toList()
                : List.of();
    }

    private static AlertRule of(Map<?, ?> rule) {
        return new AlertRule(
                text(rule, "alert"),
                text(rule, "expr"),
                text(rule, "labels", "severity"),
                text(rule, "annotations", "summary"),
                text(rule, "annotations", "runbook"));
    }

    /** Empty where it is not there. */
    private static String text(Map<?, ?> parent, String... path) {
        Object found = parent;
        for (String key : path) {
            found = found instanceof Map<?, ?> map ? Objects.requireNonNullElse(map.get(key), "") : "";
        }
        return found.toString();
    }
}
