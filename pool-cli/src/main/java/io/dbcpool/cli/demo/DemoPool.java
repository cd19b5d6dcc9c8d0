package io.dbcpool.cli.demo;

import io.dbcpool.cli.CannotReachException;
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
import java.util.function.Consumer;

/** The pool of the demo: our services as they are, on ports of their own, for one machine. */
final class DemoPool implements AutoCloseable {

    private static final Duration END_LIMIT = Duration.ofSeconds(25);

    private final Supervisor supervisor;
    private final Thread thread;
    private final InetSocketAddress broker;
    private final RunFiles runFiles;

    private DemoPool(Supervisor supervisor, InetSocketAddress broker, RunFiles runFiles) {
        this.supervisor = supervisor;
        this.broker = broker;
        this.runFiles = runFiles;
        this.thread = new Thread(this::supervise, "pool");
        thread.setDaemon(true);
    }

    /** Returns at once; {@link #awaitReady} waits. */
    static DemoPool start(
            Path folder, MachineId machineId, URI libvirt, String ownDomain, int broadcastPort, Consumer<String> said)
            throws IOException, CannotReachException {
        var ports = FreePorts.http();
        var broker = FreePorts.broker();
        var file = folder.resolve("pool.yaml");
        Files.writeString(file, yaml(machineId, libvirt, ownDomain, broadcastPort, broker));
        var logs = Files.createDirectories(folder.resolve("log"));
        var runFiles = new RunFiles(folder);
        runFiles.writePorts(ports);
        var plan = new PoolPlan(Installation.find(), file, folder, ports);
        var specs = new ArrayList<ProcessSpec>(plan.services(List.of()));
        specs.add(1, plan.broker(broker));
        var supervisor = new Supervisor(specs, folder, runFiles, new FileOutput(logs, said), Duration.ofMinutes(1));
        var pool = new DemoPool(supervisor, broker, runFiles);
        pool.thread.start();
        return pool;
    }

    static String yaml(
            MachineId machineId, URI libvirt, String ownDomain, int broadcastPort, InetSocketAddress broker) {
        return """
                # Written by ./pool demo, for one run.
                pool:
                  name: demo
                  state-dir: .
                  kafka: { bootstrap-servers: "%s:%d" }
                  broadcast: { bind: "0.0.0.0:%d", canary: 127.255.255.255 }
                  machines:
                    - id: %s
                      name: demo-machine
                      libvirt: %s
                      own-domains: [%s]
                """.formatted(broker.getHostString(), broker.getPort(), broadcastPort, machineId, libvirt, ownDomain);
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
