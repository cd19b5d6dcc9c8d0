package io.dbcpool.cli.up;

import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.cli.pool.HttpPorts;
import io.dbcpool.cli.pool.Installation;
import io.dbcpool.cli.pool.PoolPlan;
import io.dbcpool.cli.pool.Service;
import io.dbcpool.cli.process.ConsoleOutput;
import io.dbcpool.cli.process.Output;
import io.dbcpool.cli.process.ProcessSpec;
import io.dbcpool.cli.process.RunFiles;
import io.dbcpool.cli.process.Supervisor;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.configuration.ServiceConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the pool until it is told to stop. */
@Command(
        name = "up",
        description = "The whole pool of this host in the foreground; Ctrl-C stops it.",
        footer = {
            "",
            "Examples:",
            "  ./pool up",
            "  ./pool up --machine gpu-01",
            "  ./pool up -c /etc/dbc-pool/pool.yaml --http-base 9080"
        })
public final class UpCommand implements Callable<Integer> {

    /** Our own broker takes 2 to 6 s to start; somebody else's runs already, and needs finding. */
    private static final Duration PATIENCE_WITH_OURS = Duration.ofSeconds(12);

    private static final Duration PATIENCE_WITH_ANOTHERS = Duration.ofSeconds(3);

    /** Ten seconds for the services, ten for the broker, and the rest for killing. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(25);

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The pool's file (default: pool.yaml).")
    private Path config = Path.of("pool.yaml");

    @Option(
            names = "--machine",
            paramLabel = "NAME",
            arity = "1..*",
            split = ",",
            description = "What this host serves, names or ids (default: DBCPOOL_MACHINES, or all).")
    private List<String> machines = new ArrayList<>();

    @Option(
            names = "--http-base",
            paramLabel = "PORT",
            description = "The console answers here, the services on the four ports above (default: 8080).")
    private int httpBase = HttpPorts.DEFAULT_BASE;

    @Override
    public Integer call() throws PoolFileException, CannotReachException, IOException, InterruptedException {
        var pool = read();
        var ports = new HttpPorts(httpBase);
        var installation = Installation.find();
        var runFiles = new RunFiles(pool.stateDir());
        Optional<FileLock> lock;
        try {
            lock = runFiles.tryLock();
        } catch (FileSystemException e) {
            System.err.printf(
                    "pool: wanted to write in the state folder %s, and cannot: %s%n", pool.stateDir(), reason(e));
            return ExitCode.SOMETHING_IS_WRONG;
        }
        if (lock.isEmpty()) {
            System.err.printf("pool: another pool runs with the state folder %s%n", pool.stateDir());
            return ExitCode.SOMETHING_IS_WRONG;
        }
        var output = new ConsoleOutput(System.out, System.getenv("DBCPOOL_COLOURED") != null);
        try {
            runFiles.writePorts(ports);
            return run(pool, new PoolPlan(installation, pool.file(), pool.stateDir(), ports), runFiles, output);
        } finally {
            output.finish();
            lock.get().acquiredBy().close();
        }
    }

    /** Some say it by their name alone. */
    private static String reason(FileSystemException e) {
        return e instanceof AccessDeniedException
                ? "permission denied"
                : Objects.requireNonNullElse(e.getReason(), e.toString());
    }

    private PoolConfig read() throws PoolFileException {
        var served = machines.isEmpty()
                ? Optional.ofNullable(System.getenv(ServiceConfig.MACHINES))
                : Optional.of(String.join(",", machines));
        return ServiceConfig.read(Optional.of(config.toString()), served);
    }

    private int run(PoolConfig pool, PoolPlan plan, RunFiles runFiles, Output output)
            throws IOException, InterruptedException {
        boolean ownBroker = pool.kafkaBootstrapServers().isEmpty();
        var specs = new ArrayList<ProcessSpec>(plan.services(machines));
        if (ownBroker) {
            specs.add(1, plan.broker(brokerAddress()));
        }
        Files.createDirectories(pool.stateDir());
        announceConsole(plan, specs, runFiles, output);
        var supervisor = new Supervisor(
                specs, pool.stateDir(), runFiles, output, ownBroker ? PATIENCE_WITH_OURS : PATIENCE_WITH_ANOTHERS);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(supervisor, output), "stop"));
        return supervisor.run();
    }

    /**
     * What others use 8080 for must not keep a pool from being ready: it is guarded without a console as well. One that
     * an earlier {@code pool up} left behind is ended before ours starts.
     */
    private static void announceConsole(PoolPlan plan, List<ProcessSpec> specs, RunFiles runFiles, Output output) {
        String name = Service.POOL_CONSOLE.serviceName();
        int port = plan.console().getPort();
        if (runFiles.findRunning(name).isEmpty() && !isFree(port)) {
            specs.removeIf(spec -> spec.name().equals(name));
            output.say("pool: no console, for another program has port %d; --http-base chooses others".formatted(port));
        } else {
            output.say("pool: console at %s".formatted(plan.console()));
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static InetSocketAddress brokerAddress() {
        int colon = PoolConfig.EMBEDDED_BROKER.lastIndexOf(':');
        return InetSocketAddress.createUnresolved(
                PoolConfig.EMBEDDED_BROKER.substring(0, colon),
                Integer.parseInt(PoolConfig.EMBEDDED_BROKER.substring(colon + 1)));
    }

    /**
     * Runs when a signal came (then it ends the pool), and when the pool has ended by itself (then it does nothing).
     */
    private static void stop(Supervisor supervisor, Output output) {
        try {
            if (supervisor.awaitEnd(Duration.ZERO)) {
                return;
            }
            output.say("pool: stopping");
            supervisor.stop();
            boolean clean = supervisor.awaitEnd(STOP_LIMIT);
            if (!clean) {
                output.say("pool: not everything ended within %d s".formatted(STOP_LIMIT.toSeconds()));
            }
            output.finish();
            // Told to stop, and stopped: that is good, and the JVM would make it 128 + the signal.
            Runtime.getRuntime().halt(clean ? ExitCode.GOOD : ExitCode.SOMETHING_IS_WRONG);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
