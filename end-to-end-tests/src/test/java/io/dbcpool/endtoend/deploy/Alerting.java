package io.dbcpool.endtoend.deploy;

import io.dbcpool.endtoend.pool.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Alertmanager, and Prometheus if asked for, with what {@code deploy} has for them; only the ports are others. */
final class Alerting implements AutoCloseable {

    private static final Path PROMETHEUS = Repository.root().resolve("deploy/prometheus");
    private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:([0-9]+)");

    /** Where nobody answers: what is not started for a test is away. */
    private static final int NOBODY = 1;

    private static final int WATCHER = 8082;
    private static final int ALERTMANAGER = 9093;

    private final List<Daemon> daemons = new ArrayList<>();
    private final Path folder;
    private final Daemon alertmanager;

    private Alerting(Path folder, Daemon alertmanager) {
        this.folder = folder;
        this.alertmanager = alertmanager;
        daemons.add(alertmanager);
    }

    /** Why there is none here; empty where there is. */
    static String obstacle() {
        if (findProgram("prometheus").isEmpty()
                || findProgram("prometheus-alertmanager", "alertmanager").isEmpty()) {
            return "no prometheus or alertmanager on the PATH; on Debian ./pool test fetches them";
        }
        return "";
    }

    private static Optional<String> findProgram(String... names) {
        return Stream.of(names).filter(Command::exists).findFirst();
    }

    /** Alertmanager, configured as compose does it, with whom it tells. */
    static Alerting start(Path folder, Webhook operator, Webhook watchdog) throws Exception {
        String configuration = Command.run(
                        Duration.ofSeconds(20),
                        Map.of("ALERT_WEBHOOK_URL", operator.url(), "ALERT_WATCHDOG_URL", watchdog.url()),
                        "sh",
                        "deploy/alertmanager/configure",
                        "deploy/alertmanager/alertmanager.yml")
                .succeeds()
                .output();
        Path file = Files.writeString(folder.resolve("alertmanager.yml"), configuration);
        int port = FreePorts.ofOne();
        var alertmanager = Daemon.start(
                folder.resolve("alertmanager.log"),
                port,
                List.of(
                        findProgram("prometheus-alertmanager", "alertmanager").orElseThrow(),
                        "--config.file=" + file,
                        "--storage.path=" + folder.resolve("alertmanager"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address="));
        return new Alerting(folder, alertmanager);
    }

    /** Starts Prometheus, which looks at this watcher. */
    void watch(int watcherPort) throws IOException {
        var ports = Map.of(WATCHER, watcherPort, ALERTMANAGER, alertmanager.port());
        String configuration = ADDRESS.matcher(Repository.read(PROMETHEUS.resolve("prometheus.yml")))
                .replaceAll(found -> "127.0.0.1:" + ports.getOrDefault(Integer.valueOf(found.group(1)), NOBODY));
        Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
        Path rules = Files.createDirectories(folder.resolve("rules"));
        Files.copy(AlertRule.RULES, rules.resolve("dbcpool.yml"));
        int port = FreePorts.ofOne();
        daemons.add(Daemon.start(
                folder.resolve("prometheus.log"),
                port,
                List.of(
                        findProgram("prometheus").orElseThrow(),
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("prometheus"),
                        "--web.listen-address=127.0.0.1:" + port)));
    }

    /** Tells Alertmanager of alerts, in its JSON, as Prometheus does. */
    void raise(String alerts) throws IOException, InterruptedException {
        alertmanager.post("/api/v2/alerts", alerts);
    }

    @Override
    public void close() {
        daemons.forEach(Daemon::close);
    }
}
