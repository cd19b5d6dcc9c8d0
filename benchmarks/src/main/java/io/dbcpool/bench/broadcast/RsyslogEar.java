package io.dbcpool.bench.broadcast;

import io.dbcpool.bench.BenchException;
import io.dbcpool.bench.Ground;
import io.dbcpool.bench.Ports;
import io.dbcpool.bench.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Debian's rsyslog with {@code imudp} and {@code omkafka}: every datagram becomes a record as it is. It decodes
 * nothing, checks nothing and knows no machine; it is how many words a second this machine can carry.
 */
final class RsyslogEar implements Ear {

    private static final List<Path> PROGRAMS = List.of(Path.of("/usr/sbin/rsyslogd"), Path.of("/sbin/rsyslogd"));
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final String TOPIC = "bench.rsyslog";

    private final Process process;
    private final int port;

    private RsyslogEar(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Whether Debian's packages {@code rsyslog} and {@code rsyslog-kafka} are here. */
    static boolean isInstalled() {
        try (var modules =
                Files.find(Path.of("/usr/lib"), 4, (path, attributes) -> path.endsWith("rsyslog/omkafka.so"))) {
            return program().isPresent() && modules.findAny().isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Path> program() {
        return PROGRAMS.stream().filter(Files::isExecutable).findFirst();
    }

    static RsyslogEar start(Ground ground) {
        int port = Ports.findFree(1);
        Path folder = ground.makeFolder("rsyslog");
        createTopic(ground.bootstrapServers());
        try {
            Path file = Files.writeString(
                    folder.resolve("rsyslog.conf"), configuration(ground.bootstrapServers(), port, folder));
            var process = new ProcessBuilder(
                            program().orElseThrow().toString(),
                            "-n",
                            "-f",
                            file.toString(),
                            "-i",
                            folder.resolve("pid").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            Waiting.until(
                    "rsyslogd to listen on UDP port " + port, START_LIMIT, Duration.ofMillis(50), () -> isBound(port));
            return ground.keep(new RsyslogEar(process, port));
        } catch (IOException e) {
            throw new BenchException("cannot start rsyslogd", e);
        }
    }

    private static void createTopic(String bootstrapServers) {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        } catch (ExecutionException e) {
            throw new BenchException("cannot create topic " + TOPIC, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    private static boolean isBound(int port) {
        try {
            return Files.readString(Path.of("/proc/net/udp")).contains(":%04X ".formatted(port));
        } catch (IOException e) {
            return false;
        }
    }

    private static String configuration(String bootstrapServers, int port, Path folder) {
        return """
                global(workDirectory="%s")
                module(load="imudp" threads="1" batchSize="128" timeRequery="8")
                module(load="omkafka")
                template(name="raw" type="string" string="%%rawmsg%%")
                ruleset(name="out" queue.type="FixedArray" queue.size="500000" queue.dequeueBatchSize="2048"
                        queue.workerThreads="1" queue.timeoutEnqueue="0") {
                  action(type="omkafka" broker=["%s"] topic="%s" template="raw"
                         confParam=["linger.ms=5", "queue.buffering.max.messages=1000000"])
                }
                input(type="imudp" address="127.0.0.1" port="%d" rcvbufSize="4m" ruleset="out")
                """.formatted(folder, bootstrapServers, TOPIC, port);
    }

    @Override
    public String name() {
        return "rsyslog";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public long wordsIn(String record) {
        return 1;
    }

    @Override
    public void close() {
        Ear.end(process);
    }
}
