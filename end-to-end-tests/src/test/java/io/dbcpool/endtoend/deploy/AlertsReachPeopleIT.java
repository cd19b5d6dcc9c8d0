package io.dbcpool.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbcpool.endtoend.faults.WatcherProcess;
import io.dbcpool.endtoend.pool.CellParts;
import io.dbcpool.endtoend.pool.DbcNode;
import io.dbcpool.endtoend.pool.Seat;
import io.dbcpool.events.EventCodec;
import io.dbcpool.parts.libvirt.DomainShape;
import io.dbcpool.parts.libvirt.LoopbackLibvirtd;
import io.dbcpool.parts.libvirt.QemuDomain;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a figure of the watcher, through Prometheus and Alertmanager, to whoever is told. */
@Timeout(180)
class AlertsReachPeopleIT {

    /** From the word of the rental: ten seconds of them are the deadline. */
    private static final Duration PAGE_LIMIT = Duration.ofSeconds(30);

    private static final List<String> SERVICES =
            List.of("node-agent", "rental-watcher", "broadcast-listener", "chain-bridge", "pool-console");

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void thereAreDaemons() {
        assumeTrue(Alerting.obstacle().isEmpty(), Alerting.obstacle());
    }

    @BeforeEach
    void inAFolderOfItsOwn() throws Exception {
        folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "pools").toAbsolutePath()), "alerts-");
    }

    /**
     * A machine whose QEMU hangs and whose watcher is not on its host: libvirt's own SIGKILL comes too late, and there
     * is no last step. Kafka is away all the time.
     */
    @Test
    void aLateShutdownIsAPageWithinThirtySeconds() throws Exception {
        try (var operator = Webhook.open();
                var watchdog = Webhook.open();
                var libvirtd = LoopbackLibvirtd.start(folder.resolve("libvirt"))) {
            Seat seat = Seat.of(1, elsewhere(libvirtd));
            var file = CellParts.poolFile(folder.resolve("pool"), "127.0.0.1:1", List.of(seat));
            try (var watcher = WatcherProcess.start(file.path(), folder.resolve("pool"), file.httpPort());
                    var alerting = Alerting.start(folder, operator, watchdog);
                    var owners = QemuDomain.start(libvirtd.connectionUri(), DomainShape.named(seat.ownDomain()));
                    var node = new DbcNode(file.broadcastPort())) {
                alerting.watch(file.httpPort());
                await(
                        "the watcher sees the domain",
                        () -> watcher.machine(seat.name())
                                .at("/ownDomains/0/state")
                                .asText()
                                .equals("running"));
                // A counter that Prometheus has not seen at 0 has not grown for it.
                await("Prometheus sees the watcher", () -> watchdog.hasFired("Watchdog"));
                assertThat(operator.firing()).isEmpty();
                owners.freeze();

                long said = node.say(seat.id(), "renting");

                await("somebody is told", () -> operator.hasFired("VacateLate"));
                var took = Duration.ofNanos(System.nanoTime() - said);
                assertThat(took).isBetween(Duration.ofSeconds(10), PAGE_LIMIT);
                System.out.printf("figures: page of a late shutdown %.1f s after the word%n", took.toMillis() / 1e3);
                assertThat(operator.firing())
                        .filteredOn(
                                alert -> alert.at("/labels/alertname").asText().equals("VacateLate"))
                        .allSatisfy(alert -> {
                            assertThat(alert.at("/labels/severity").asText()).isEqualTo("page");
                            assertThat(alert.at("/labels/instance").asText()).isEqualTo("127.0.0.1:" + file.httpPort());
                            assertThat(alert.at("/annotations/summary").asText())
                                    .contains("was not released within its deadline");
                            assertThat(alert.at("/annotations/runbook").asText())
                                    .isEqualTo("docs/runbooks/VacateLate.md");
                        });
            }
        }
    }

    /** Records begin to wait before anybody says that Kafka is away: the order in which the rules see it. */
    @Test
    void oneDeadBrokerIsOneMessageHoweverManyServicesMissIt() throws Exception {
        try (var operator = Webhook.open();
                var watchdog = Webhook.open();
                var alerting = Alerting.start(folder, operator, watchdog)) {
            alerting.raise(ofEveryService("OutboxStuck"));
            alerting.raise(ofEveryService("KafkaUnreachable"));

            await("somebody is told", () -> operator.hasFired("KafkaUnreachable"));
            // What would have been told of the records beside it was due before: nothing overtakes this page.
            alerting.raise(alerts(List.of(labels("MachineBroken", "gpu-01"))));
            await("and of the next", () -> operator.hasFired("MachineBroken"));

            assertThat(operator.messages())
                    .extracting(message -> message.at("/groupLabels/alertname").asText())
                    .containsExactly("KafkaUnreachable", "MachineBroken");
            assertThat(operator.messages().get(0).path("alerts"))
                    .extracting(alert -> alert.at("/labels/job").asText())
                    .containsExactlyInAnyOrderElementsOf(SERVICES);
        }
    }

    /** An address of this host that nobody takes for loopback. */
    private static URI elsewhere(LoopbackLibvirtd libvirtd) {
        return URI.create(libvirtd.connectionUri().toString().replace("127.0.0.1", "0.0.0.0"));
    }

    private static String ofEveryService(String alert) {
        var labels = new ArrayList<Map<String, String>>();
        for (String service : SERVICES) {
            labels.add(Map.of(
                    "alertname",
                    alert,
                    "severity",
                    severity(alert),
                    "job",
                    service,
                    "instance",
                    "127.0.0.1:" + (8080 + SERVICES.indexOf(service))));
        }
        return alerts(labels);
    }

    private static Map<String, String> labels(String alert, String machine) {
        return Map.of("alertname", alert, "severity", severity(alert), "machine", machine);
    }

    private static String severity(String alert) {
        return AlertRule.all().stream()
                .filter(rule -> rule.alert().equals(alert))
                .map(AlertRule::severity)
                .findFirst()
                .orElseThrow();
    }

    /** As Prometheus tells them. */
    private static String alerts(List<Map<String, String>> labels) {
        var list = EventCodec.json().createArrayNode();
        labels.forEach(one -> {
            var put = list.addObject().putObject("labels");
            one.forEach(put::put);
        });
        return list.toString();
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(45))
                .pollInterval(Duration.ofMillis(200))
                .until(condition);
    }
}
