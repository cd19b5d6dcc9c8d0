package io.dbcpool.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.events.EventCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Grafana cannot be had from Debian; so what it would be given is read. */
class GrafanaDashboardsTest {

    private static final Path FOLDER = Repository.root().resolve("deploy/grafana/dashboards");
    private static final Pattern METRIC = Pattern.compile("dbcpool_[a-z_]+");

    static List<Path> dashboards() {
        return Repository.list(FOLDER, ".json");
    }

    @Test
    void thereIsOneForEachPartOfThePool() {
        assertThat(dashboards())
                .extracting(file -> String.valueOf(file.getFileName()))
                .containsExactlyInAnyOrder("pool.json", "machine.json", "chain.json", "ingest.json");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyExpressionNamesMetricsThatSomeServiceMakes(Path file) {
        var dashboard = read(file);
        var expressions = dashboard.findValuesAsText("expr");
        dashboard
                .at("/templating/list")
                .forEach(one -> expressions.add(one.at("/query/query").asText()));

        assertThat(expressions).hasSizeGreaterThan(7);
        Set<String> asked = METRIC.matcher(String.join("\n", expressions))
                .results()
                .map(found -> Meters.bare(found.group()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(asked).isNotEmpty().isSubsetOf(Meters.made());
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelIsOfOurPrometheusAndLiesBesideTheOthers(Path file) {
        var dashboard = read(file);

        assertThat(dashboard.path("uid").asText()).startsWith("dbcpool-");
        assertThat(dashboard.path("editable").asBoolean()).isFalse();
        assertThat(dashboard.findValues("datasource"))
                .allMatch(source -> source.path("uid").asText().equals("dbcpool"));
        var places = new TreeSet<String>();
        dashboard.path("panels").forEach(panel -> {
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(places.add(panel.at("/gridPos/x") + "," + panel.at("/gridPos/y")))
                    .isTrue();
        });
    }

    private static JsonNode read(Path file) {
        return EventCodec.findTree(Repository.read(file).getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }
}
