package io.dbcpool.bench.soak;

import io.dbcpool.bench.BenchException;
import io.dbcpool.bench.Ports;
import io.dbcpool.cli.pool.HttpPorts;
import io.dbcpool.cli.pool.Installation;
import io.dbcpool.cli.pool.PoolPlan;
import io.dbcpool.cli.pool.Service;
import io.dbcpool.cli.process.FileOutput;
import io.dbcpool.cli.process.ProcessIdentity;
import io.dbcpool.cli.process.ProcessSpec;
import io.dbcpool.cli.process.RunFiles;
import io.dbcpool.cli.process.Supervisor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Services and broker as {@code pool up} runs them, by its own supervisor, with their state in one folder. */
final class SoakPool implements AutoCloseable {

    /** A release silences broadcasts for it, so no machine is rented sooner again. */
    static final Duration HOLD_DOWN = Duration.ofSeconds(10);

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration END = Duration.ofSeconds(30);
    private static final String AGENT = Service.NODE_AGENT.serviceName();
    private static final int HTTP_PORTS = 5;
    private static final int BROADCAST_PORTS = 3;

    private final Path stateDir;
    private final HttpPorts ports;
    private final int broadcastPort;
    private final String bootstrapServers;
    private final RunFiles runFiles;
    private final Supervisor supervisor;
    private final Thread thread;

    private SoakPool(Path folder, Installation installation, List<RentedMachine> machines, Consumer<String> said)
            throws IOException {
        int first = Ports.findFree(HTTP_PORTS + BROADCAST_PORTS + 2);
        ports = new HttpPorts(first);
        broadcastPort = first + HTTP_PORTS;
        int brokerPort = broadcastPort + BROADCAST_PORTS;
        bootstrapServers = "127.0.0.1:" + brokerPort;
        stateDir = folder.resolve("state");
        Path logs = Files.createDirectories(folder.resolve("logs"));
        Files.createDirectories(stateDir);
        Path file = Files.writeString(folder.resolve("pool.yaml"), yaml(machines));
        var plan = new PoolPlan(installation, file, stateDir, ports);
        var specs = new ArrayList<ProcessSpec>();
        // An agent has one host, which is one machine's.
        var agents = plan.services(List.of(machines.get(0).name()));
        for (ProcessSpec spec : plan.services(List.of())) {
            specs.add(
                    spec.name().equals(AGENT)
                            ? agents.stream()
                                    .filter(agent -> agent.name().equals(AGENT))
                                    .findFirst()
                                    .orElseThrow()
                            : spec);
        }
        specs.add(1, plan.broker(InetSocketAddress.createUnresolved("127.0.0.1", brokerPort)));
        runFiles = new RunFiles(stateDir);
        supervisor = new Supervisor(specs, stateDir, runFiles, new FileOutput(logs, said), START);
        thread = new Thread(this::run, "supervisor");
    }

    static SoakPool start(Path folder, Installation installation, List<RentedMachine> machines, Consumer<String> said) {
        try {
            var pool = new SoakPool(folder, installation, machines, said);
            pool.thread.start();
            if (!pool.supervisor.awaitReady(START)) {
                pool.close();
                throw new BenchException("the pool was not ready within %s; its logs are in %s"
                        .formatted(START, folder.resolve("logs")));
            }
            return pool;
        } catch (IOException e) {
            throw new BenchException("cannot start a pool in " + folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    private String yaml(List<RentedMachine> machines) {
        var yaml = new StringBuilder("""
                pool:
                  name: soak
                  state-dir: ./state
                  kafka: { bootstrap-servers: "%s" }
                  broadcast: { bind: "0.0.0.0:%d", canary: 127.255.255.255 }
                  watcher: { hold-down: %ds }
                  machines:
                """.formatted(bootstrapServers, broadcastPort, HOLD_DOWN.toSeconds()));
        machines.forEach(machine -> yaml.append("    - { id: %s, name: %s, libvirt: \"%s\", own-domains: [%s] }%n"
                .formatted(machine.id().hex(), machine.name(), machine.host().uri(), machine.name())));
        return yaml.toString();
    }

    private void run() {
        try {
            int code = supervisor.run();
            if (code != 0) {
                System.err.printf("bench: the pool ended by itself with %d%n", code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            System.err.println("bench: the pool ended by itself: " + e.getMessage());
        }
    }

    int broadcastPort() {
        return broadcastPort;
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    URI watcher() {
        return ports.uri(Service.RENTAL_WATCHER, "/");
    }

    URI readyPage(String service) {
        for (Service candidate : Service.values()) {
            if (candidate.serviceName().equals(service)) {
                return ports.uri(candidate, "/q/health/ready");
            }
        }
        throw new IllegalArgumentException("no service " + service);
    }

    Path stateOf(String process) {
        return stateDir.resolve(process.equals(PoolPlan.BROKER) ? "kafka" : process);
    }

    Path watchersToken() {
        return stateOf(Service.RENTAL_WATCHER.serviceName()).resolve("local-token");
    }

    /** While it runs. */
    Optional<Long> pidOf(String process) {
        return runFiles.findRunning(process).map(ProcessIdentity::pid);
    }

    void kill(String process) {
        runFiles.findRunning(process).ifPresent(ProcessIdentity::kill);
    }

    void holdDown(String process) {
        supervisor.holdDown(process);
    }

    void letUp(String process) {
        supervisor.letUp(process);
    }

    boolean isRunning() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        supervisor.stop();
        try {
            if (!supervisor.awaitEnd(END)) {
                System.err.println("bench: not everything of the pool ended within " + END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
