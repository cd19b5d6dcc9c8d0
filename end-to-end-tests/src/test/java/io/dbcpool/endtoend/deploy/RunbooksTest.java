package io.dbcpool.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunbooksTest {

    private static final Path RUNBOOKS = Repository.root().resolve("docs/runbooks");

    /** A text in the form of an alert's name: two words or more, run together. */
    private static final Pattern ALERT_NAME = Pattern.compile("\"((?:[A-Z][a-z]+){2,})\"");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    @Test
    void everyAlertHasItsPageAndEveryPageItsAlert() {
        assertThat(pageNames()).isEqualTo(AlertRule.names());
    }

    @Test
    void everyAlertThatAServiceRaisesHasItsPage() {
        Set<String> raised = Repository.mainSources().stream()
                .map(Repository::read)
                .filter(source -> source.contains("Severity."))
                .flatMap(source -> ALERT_NAME.matcher(source).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(raised).as("alerts found in the sources").contains("OutboxStuck");
        assertThat(pageNames()).containsAll(raised);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyPageAnswersTheSameQuestions(Path page) {
        assertThat(Repository.read(page))
                .startsWith("# " + nameOf(page) + "\n")
                .containsSubsequence(
                        "**It means**", "**It costs**", "**Look**", "**Do**", "**It goes away**", "**A false alarm?**");
    }

    @Test
    void theIndexNamesEveryPage() {
        assertThat(linksOf(RUNBOOKS.resolve("README.md"))).containsExactlyInAnyOrderElementsOf(pages());
    }

    @Test
    void theIndexSaysHowBadAsTheRulesDo() {
        String index = Repository.read(RUNBOOKS.resolve("README.md"));

        assertThat(AlertRule.all())
                .allMatch(rule -> index.lines()
                        .anyMatch(line -> line.startsWith("| [%s](".formatted(rule.alert()))
                                && line.split("\\|", -1)[2].contains(rule.severity())));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void noLinkOfAPageLeadsNowhere(Path page) {
        assertThat(linksOf(page)).allMatch(Files::exists);
    }

    static List<Path> pages() {
        return Repository.list(RUNBOOKS, ".md").stream()
                .filter(page -> !page.endsWith("README.md"))
                .toList();
    }

    private static Set<String> pageNames() {
        return pages().stream().map(RunbooksTest::nameOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String nameOf(Path page) {
        return page.getFileName().toString().replace(".md", "");
    }

    private static Set<Path> linksOf(Path page) {
        Stream<String> targets = LINK.matcher(Repository.read(page)).results().map(found -> found.group(1));
        return targets.map(RUNBOOKS::resolve).collect(Collectors.toSet());
    }
}
