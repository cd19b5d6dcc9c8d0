package io.dbcpool.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlertRulesTest {

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleSaysHowBadWhatAndWhereToRead(AlertRule rule) {
        assertThat(rule.severity()).isIn("page", "warning", "none");
        if (!rule.severity().equals("none")) {
            assertThat(rule.summary()).startsWith("{{ $labels.");
        }
        assertThat(rule.runbook()).isEqualTo("docs/runbooks/" + rule.alert() + ".md");
    }

    @Test
    void everyRuleIsTestedWhereItFiresAndJustBeside() {
        Set<String> firing = new TreeSet<>();
        Set<String> silent = new TreeSet<>();
        for (var file : Repository.list(AlertRule.TESTS, ".yml")) {
            for (Map<?, ?> test : AlertRule.maps(AlertRule.yaml(file), "tests")) {
                for (Map<?, ?> asked : AlertRule.maps(test, "alert_rule_test")) {
                    var expected = AlertRule.maps(asked, "exp_alerts");
                    (expected.isEmpty() ? silent : firing).add(String.valueOf(asked.get("alertname")));
                }
            }
        }

        assertThat(firing).isEqualTo(AlertRule.names());
        assertThat(silent).isEqualTo(AlertRule.names());
    }

    /** That a running service has them as well is seen by {@code deploy/compose/try}. */
    @Test
    void everyMetricThatARuleNamesIsMadeBySomeService() {
        Set<String> made = Meters.made();

        assertThat(made).as("meters found in the sources").contains("dbcpool_outbox_records");
        Set<String> asked = AlertRule.all().stream()
                .flatMap(rule -> rule.metrics().stream())
                .map(Meters::bare)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(asked).isSubsetOf(made);
    }

    static List<AlertRule> rules() {
        return AlertRule.all();
    }
}
