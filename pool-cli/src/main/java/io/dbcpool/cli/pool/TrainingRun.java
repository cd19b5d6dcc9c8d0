package io.dbcpool.cli.pool;

import io.dbcpool.broadcast.BroadcastEncoder;
import io.dbcpool.broadcast.BroadcastSender;
import io.dbcpool.configuration.ServiceConfig;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts a service once where it can reach nothing and harm nobody, and ends it again, so that the virtual machine
 * writes down the classes that it used. Its ports are free ones of loopback, its Kafka is not there, and its hypervisor
 * is libvirt's test driver, whose one domain is a few bytes in the service's own memory. That domain is the owner's,
 * and its machine is said to be rented: what a watcher has to do in a hurry is in the archive too.
 */
public final class TrainingRun {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration END_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /** A host without libvirt's library has no such domain, and its archive lacks what stops one. */
    private static final Duration VACATE_LIMIT = Duration.ofSeconds(10);

    /** What Quarkus says when a service is up. */
    private static final String STARTED = " started in ";

    /** What the rental-watcher says when the domain is off and the receipt is made. */
    private static final String VACATED = "vacate over ";

    /** Nothing listens on TCP port 1 of a host of ours. */
    private static final String POOL_FILE = """
            pool:
              name: training
              state-dir: ./state
              kafka: { bootstrap-servers: "127.0.0.1:1" }
              broadcast: { bind: "127.0.0.1:%d", canary: "off" }
              watcher: { soft: 0s }
              machines:
                - id: "%s"
                  name: training
                  libvirt: test:///default
                  own-domains: [test]
            """;

    private static final MachineId MACHINE = new MachineId("0".repeat(63) + "1");

    private final Installation installation;

    private TrainingRun(Installation installation) {
        this.installation = installation;
    }

    /**
     * Makes the archives that are missing or old.
     *
     * @param arguments the folder that has the script {@code pool}; then names of services, or none for all
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 0) {
            System.err.println("usage: TrainingRun HOME [SERVICE...]");
            System.exit(2);
            return;
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var installation =
                new Installation(Path.of(arguments[0]).toAbsolutePath().normalize(), java);
        var names = List.of(arguments).subList(1, arguments.length);
        for (Service service : Service.values()) {
            if (names.isEmpty() || names.contains(service.serviceName())) {
                new TrainingRun(installation).train(service);
            }
        }
    }

    private void train(Service service) throws IOException, InterruptedException {
        var archive = new ClassArchive(installation.jarOf(service));
        if (archive.isCurrent()) {
            return;
        }
        Path folder = Files.createTempDirectory("dbcpool-training");
        try {
            Path draft = folder.resolve("draft.jsa");
            run(service, draft, folder);
            // Under its own name only when it is whole: a service may start meanwhile.
            Path beside = archive.file().resolveSibling(archive.file().getFileName() + ".new");
            Files.copy(draft, beside, StandardCopyOption.REPLACE_EXISTING);
            Files.move(beside, archive.file(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(folder);
        }
    }

    private void run(Service service, Path draft, Path folder) throws IOException, InterruptedException {
        int port = FreePorts.broadcastOfOurOwn();
        Path file = Files.writeString(
                folder.resolve("pool.yaml"), POOL_FILE.formatted(port, MACHINE.hex()), StandardCharsets.UTF_8);
        Path log = folder.resolve("log");
        var command = new ArrayList<String>();
        command.add(installation.java().toString());
        command.addAll(PoolPlan.LEAN);
        command.addAll(List.of("-Xmx160m", "-XX:ArchiveClassesAtExit=" + draft));
        command.addAll(List.of("-jar", installation.jarOf(service).toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put(ServiceConfig.CONFIG, file.toString());
        builder.environment().put("QUARKUS_HTTP_PORT", "0");
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().remove(ServiceConfig.MACHINES);
        var process = builder.start();
        try {
            awaitStart(process, log, service);
            if (service == Service.RENTAL_WATCHER) {
                awaitVacate(process, log, port);
            }
            process.destroy();
            if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS) || !Files.exists(draft)) {
                throw new IOException("%s wrote no archive of its classes: %s"
                        .formatted(service.serviceName(), Files.readString(log)));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void awaitStart(Process process, Path log, Service service)
            throws IOException, InterruptedException {
        long until = System.nanoTime() + START_LIMIT.toNanos();
        while (!Files.readString(log).contains(STARTED)) {
            if (process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS) || System.nanoTime() - until > 0) {
                throw new IOException("%s did not start: %s".formatted(service.serviceName(), Files.readString(log)));
            }
        }
    }

    private static void awaitVacate(Process process, Path log, int port) throws IOException, InterruptedException {
        long until = System.nanoTime() + VACATE_LIMIT.toNanos();
        try (var node = BroadcastSender.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            while (!Files.readString(log).contains(VACATED)
                    && System.nanoTime() - until < 0
                    && !process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                node.send(BroadcastEncoder.encode(MACHINE, Word.RENTING));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
