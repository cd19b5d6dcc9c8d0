package io.dbcpool.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What needs no service that runs; the rest is {@link MetricsPageIT}'s. */
class MetricsPageTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(dbcpool_\\w+)`");

    @Test
    void everyMeterOfTheSourcesIsOnThePageAndNoOther() {
        Set<String> onThePage = ROW.matcher(Repository.read(MetricsPage.FILE))
                .results()
                .map(found -> Meters.bare(found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(onThePage).isEqualTo(Meters.made());
    }

    @Test
    void everyAlertIsOnThePageWhereItIsOneOfOurMetrics() {
        String page = Repository.read(MetricsPage.FILE);

        assertThat(AlertRule.all())
                .filteredOn(rule -> !rule.metrics().isEmpty())
                .allSatisfy(rule -> assertThat(page).contains("[%1$s](runbooks/%1$s.md)".formatted(rule.alert())));
    }
}
