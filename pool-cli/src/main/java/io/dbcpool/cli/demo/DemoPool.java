package io.dbcpool.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.http.ServiceClient;
import io.dbcpool.cli.pool.FreePorts;
import io.dbcpool.cli.pool.HttpPorts;
import io.dbcpool.cli.pool.Installation;
import io.dbcpool.cli.pool.PoolPlan;
import io.dbcpool.cli.pool.Service;
import io.dbcpool.cli.process.FileOutput;
import io.dbcpool.cli.process.ProcessIdentity;
import io.dbcpool.cli.process.ProcessSpec;
import io.dbcpool.cli.process.RunFiles;
import io.dbcpool.cli.process.Supervisor;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The pool of the demo: our services as they are, on ports of their own, for one machine. */
final class DemoPool implements AutoCloseable {

    private static final Duration END_LIMIT = Duration.ofSeconds(25);

    private final Supervisor supervisor;
    private final Thread thread;
    private final InetSocketAddress broker;
    private final RunFiles runFiles;
    private final ServiceClient services;

    private DemoPool(Supervisor supervisor, InetSocketAddress broker, RunFiles runFiles, HttpPorts ports) {
        this.supervisor = supervisor;
        this.broker = broker;
        this.runFiles = runFiles;
        this.services = new ServiceClient(ports);
        this.thread = new Thread(this::supervise, "pool");
        thread.setDaemon(true);
    }

    /** Returns at once; {@link #awaitReady} waits. */
    static DemoPool start(
            Path folder,
            MachineId machineId,
            URI libvirt,
            String ownDomain,
            int broadcastPort,
            Optional<URI> chain,
            Consumer<String> said)
            throws IOException, CannotReachException {
        var ports = FreePorts.http();
        var broker = FreePorts.broker();
        var file = folder.resolve("pool.yaml");
        Files.writeString(file, yaml(machineId, libvirt, ownDomain, broadcastPort, broker, chain));
        var logs = Files.createDirectories(folder.resolve("log"));
        var runFiles = new RunFiles(folder);
        runFiles.writePorts(ports);
        var plan = new PoolPlan(Installation.find(), file, folder, ports);
        var specs = new ArrayList<ProcessSpec>(plan.services(List.of()));
        // Nobody looks at it for those seconds, and it would only take the processors' time.
        specs.removeIf(spec -> spec.name().equals(Service.POOL_CONSOLE.serviceName()));
        specs.add(1, plan.broker(broker));
        var supervisor = new Supervisor(specs, folder, runFiles, new FileOutput(logs, said), Duration.ofMinutes(1));
        var pool = new DemoPool(supervisor, broker, runFiles, ports);
        pool.thread.start();
        return pool;
    }

    static String yaml(
            MachineId machineId,
            URI libvirt,
            String ownDomain,
            int broadcastPort,
            InetSocketAddress broker,
            Optional<URI> chain) {
        return """
                # Written by ./pool demo, for one run.
                pool:
                  name: demo
                  state-dir: .
                  kafka: { bootstrap-servers: "%s:%d" }
                  chain: { endpoints: [%s] }
                  broadcast: { bind: "0.0.0.0:%d", canary: 127.255.255.255 }
                  machines:
                    - id: %s
                      name: demo-machine
                      libvirt: %s
                      own-domains: [%s]
                """.formatted(
                        broker.getHostString(),
                        broker.getPort(),
                        chain.map(node -> "\"" + node + "\"").orElse(""),
                        broadcastPort,
                        machineId,
                        libvirt,
                        ownDomain);
    }

    private void supervise() {
        try {
            supervisor.run();
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's pool cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String bootstrapServers() {
        return broker.getHostString() + ":" + broker.getPort();
    }

    void holdDown(String process) {
        supervisor.holdDown(process);
    }

    void letUp(String process) {
        supervisor.letUp(process);
    }

    /** SIGKILL. It is started again, as {@code pool up} does it. */
    void kill(Service service) throws IOException {
        runFiles.findRunning(service.serviceName()).ifPresent(ProcessIdentity::kill);
    }

    boolean awaitReady(Duration limit) throws InterruptedException {
        return supervisor.awaitReady(limit);
    }

    /** Whether the watcher itself follows the chain. */
    boolean watcherFollowsChain() throws InterruptedException {
        try {
            for (JsonNode check :
                    services.get(Service.RENTAL_WATCHER, "/q/health/ready").path("checks")) {
                if (check.path("data").path("chain").asText().equals("followed")) {
                    return true;
                }
            }
            return false;
        } catch (CannotReachException e) {
            return false;
        }
    }

    @Override
    public void close() {
        supervisor.stop();
        try {
            supervisor.awaitEnd(END_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
