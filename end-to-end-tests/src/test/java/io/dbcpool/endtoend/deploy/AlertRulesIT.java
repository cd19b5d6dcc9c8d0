package io.dbcpool.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus and Alertmanager themselves say of the rules and of how they are delivered. */
class AlertRulesIT {

    private static final String ALERTMANAGER = "deploy/alertmanager/alertmanager.yml";

    @BeforeAll
    static void theToolsAreHere() {
        for (String tool : List.of("promtool", "amtool")) {
            assertThat(Command.exists(tool))
                    .as("%s is needed; on Debian: apt-get install prometheus prometheus-alertmanager", tool)
                    .isTrue();
        }
    }

    @Test
    void prometheusTakesTheRulesAndItsConfiguration() throws Exception {
        Command.run("promtool", "check", "rules", AlertRule.RULES.toString()).succeeds();
        assertThat(Command.run("promtool", "check", "config", "deploy/prometheus/prometheus.yml")
                        .succeeds()
                        .output())
                .doesNotContain("WARNING");
    }

    @Test
    void everyRuleFiresInItsCaseAndNotBesideIt() throws Exception {
        promtoolTest(Repository.list(AlertRule.TESTS, ".yml")).succeeds();
    }

    /** Each threshold and each wait is guarded: a rule that is slack by one step is found out. */
    @Test
    void aRuleThatWaitsLongerOrComparesOtherwiseFailsItsTest(@TempDir Path copy) throws Exception {
        Files.createDirectories(copy.resolve("rules"));
        Files.createDirectories(copy.resolve("tests"));
        for (var file : Repository.list(AlertRule.TESTS, ".yml")) {
            Files.copy(file, copy.resolve("tests").resolve(file.getFileName()));
        }
        String rules = Repository.read(AlertRule.RULES);
        for (Map.Entry<String, String> slack : Map.of(
                        "for: 15s", "for: 20s",
                        "for: 30s", "for: 35s",
                        "for: 1m", "for: 65s",
                        "for: 2m", "for: 125s",
                        "for: 5m", "for: 305s",
                        "> 60", "> 59",
                        "[15m]", "[20m]",
                        "== 0", "== 1",
                        "== 1", "> 1")
                .entrySet()) {
            assertThat(rules).contains(slack.getKey());
            Path slackRules = Files.writeString(
                    copy.resolve("rules/dbcpool.yml"), rules.replace(slack.getKey(), slack.getValue()));

            // The tests of rules that are as they were say what they said; promtool takes a second for each file.
            var tests = testsOf(AlertRule.findChanged(AlertRule.RULES, slackRules), copy.resolve("tests"));
            assertThat(tests).as("tests of what '%s' changes", slack.getKey()).isNotEmpty();
            assertThat(promtoolTest(tests).exitCode())
                    .as("with '%s' for '%s'", slack.getValue(), slack.getKey())
                    .isNotZero();
        }
    }

    @Test
    void alertmanagerTakesItsConfigurationWithAndWithoutAWebhook(@TempDir Path written) throws Exception {
        assertThat(configured(written, Map.of())).doesNotContain("webhook_configs");
        assertThat(configured(written, Map.of("ALERT_WEBHOOK_URL", "https://hooks.example/a?b=c&d=%20")))
                .contains("""
                          - name: operator
                            webhook_configs:
                              - url: "https://hooks.example/a?b=c&d=%20"
                                send_resolved: true
                        """);
        Path secret = Files.writeString(written.resolve("url"), "https://hooks.example/secret\n");
        assertThat(configured(written, Map.of("ALERT_WEBHOOK_URL_FILE", secret.toString())))
                .contains("url: \"https://hooks.example/secret\"");
    }

    @Test
    void mailAndTelegramAndADeadMansSwitchArePrepared(@TempDir Path written) throws Exception {
        Path password = Files.writeString(written.resolve("password"), "pa55\n");
        assertThat(configured(
                        written,
                        Map.of(
                                "ALERT_EMAIL_TO", "ops@example.org",
                                "ALERT_EMAIL_FROM", "pool@example.org",
                                "ALERT_SMTP_HOST", "mail.example.org:587",
                                "ALERT_SMTP_USER", "pool",
                                "ALERT_SMTP_PASSWORD_FILE", password.toString(),
                                "ALERT_TELEGRAM_CHAT_ID", "-100123",
                                "ALERT_TELEGRAM_TOKEN", "12345:AbC-d_e",
                                "ALERT_WATCHDOG_URL", "https://hc.example/ping")))
                .contains("smarthost: \"mail.example.org:587\"", "auth_password: \"pa55\"", "chat_id: -100123")
                .contains("""
                          - name: watchdog
                            webhook_configs:
                              - url: "https://hc.example/ping"
                        """);
        for (Map<String, String> half : List.of(
                Map.of("ALERT_EMAIL_TO", "ops@example.org"),
                Map.of("ALERT_TELEGRAM_CHAT_ID", "1"),
                Map.of("ALERT_TELEGRAM_CHAT_ID", "1\n  x: y", "ALERT_TELEGRAM_TOKEN", "t"),
                Map.of("ALERT_EMAIL_TO", "a\" b", "ALERT_EMAIL_FROM", "a", "ALERT_SMTP_HOST", "h:25"))) {
            assertThat(configure(half).exitCode()).as("%s", half).isEqualTo(2);
        }
    }

    @Test
    void anAddressThatWouldBreakOutOfTheFileIsRefused() throws Exception {
        for (String address : List.of("https://a\" b", "https://a\n  x: y", "ftp://a", "a")) {
            var refused = configure(Map.of("ALERT_WEBHOOK_URL", address));

            assertThat(refused.exitCode()).as(address).isEqualTo(2);
            assertThat(refused.output())
                    .contains("wanted an http or https address")
                    .doesNotContain("webhook_configs");
        }
    }

    private static String configured(Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        String configuration = configure(environment).succeeds().output();
        Path file = Files.writeString(folder.resolve("alertmanager.yml"), configuration);
        Command.run("amtool", "check-config", file.toString()).succeeds();
        return configuration;
    }

    private static Command configure(Map<String, String> environment) throws IOException, InterruptedException {
        return Command.run(Duration.ofSeconds(20), environment, "sh", "deploy/alertmanager/configure", ALERTMANAGER);
    }

    private static List<Path> testsOf(Set<String> alerts, Path folder) {
        return Repository.list(folder, ".yml").stream()
                .filter(file -> Repository.read(file)
                        .lines()
                        .map(String::strip)
                        .anyMatch(line -> line.startsWith("alertname: ")
                                && alerts.contains(line.substring("alertname: ".length()))))
                .toList();
    }

    private static Command promtoolTest(List<Path> tests) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("promtool", "test", "rules"));
        tests.forEach(file -> words.add(file.toString()));
        return Command.run(words.toArray(String[]::new));
    }
}
