package io.dbcpool.cli.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.cli.health.Readiness.NotReady;
import io.dbcpool.cli.health.Readiness.Ready;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {

    private static final Readiness READY = new Ready(List.of());
    private static final Readiness NO_KAFKA = new Ready(List.of("kafka away"));
    private static final Readiness SILENT = new NotReady("no answer");

    private final List<String> lines = new ArrayList<>();
    private Announcements announcements = Announcements.nothingYet(Duration.ofSeconds(12));

    @Test
    void poolIsReadyOnceEveryServiceIs() {
        look(1_000, SILENT, SILENT);
        look(2_000, READY, SILENT);
        look(2_100, READY, READY);
        look(2_200, READY, READY);

        assertThat(lines).containsExactly("2100: pool ready");
    }

    @Test
    void brokerThatStartsLastIsWaitedForBeforeAWordOfIt() {
        look(11_999, READY, NO_KAFKA);
        look(12_000, READY, NO_KAFKA);
        look(13_000, READY, READY);

        assertThat(lines).containsExactly("12000: pool ready, degraded: kafka away", "13000: pool ready");
    }

    @Test
    void kafkaThatGoesAwayLaterIsToldAtOnceAndOnce() {
        look(3_000, READY, READY);
        look(4_000, READY, NO_KAFKA);
        look(5_000, NO_KAFKA, NO_KAFKA);

        assertThat(lines).containsExactly("3000: pool ready", "4000: pool ready, degraded: kafka away");
    }

    @Test
    void slowServiceIsNamedAfterThirtySecondsWithItsReason() {
        look(29_999, READY, SILENT);
        look(30_000, READY, SILENT);
        look(31_000, READY, new NotReady("libvirt (gpu-01: away)"));
        look(32_000, SILENT, SILENT);

        assertThat(lines)
                .containsExactly(
                        "30000: pool not ready: rental-watcher: no answer",
                        "32000: pool not ready: node-agent: no answer; rental-watcher: no answer");
    }

    @Test
    void serviceThatDiesMakesThePoolNotReadyUntilItIsBack() {
        look(3_000, READY, READY);
        look(9_000, READY, new NotReady("it does not run"));
        look(9_100, READY, SILENT);
        look(11_000, READY, READY);

        assertThat(lines)
                .containsExactly(
                        "3000: pool ready",
                        "9000: pool not ready: rental-watcher: it does not run",
                        "11000: pool ready");
    }

    private void look(long millis, Readiness agent, Readiness watcher) {
        var step = announcements.onReadiness(
                Map.of("node-agent", agent, "rental-watcher", watcher), Duration.ofMillis(millis));
        announcements = step.next();
        step.line().ifPresent(line -> lines.add(millis + ": " + line));
    }
}
