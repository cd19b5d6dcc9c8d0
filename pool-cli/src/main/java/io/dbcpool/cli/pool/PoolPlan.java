package io.dbcpool.cli.pool;

import io.dbcpool.cli.process.ProcessSpec;
import io.dbcpool.configuration.ServiceConfig;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How each process of a pool is started on this host.
 *
 * @param configFile the pool.yaml that each service reads for itself, absolute
 * @param stateDir the pool's state folder, absolute
 */
public record PoolPlan(Installation installation, Path configFile, Path stateDir, HttpPorts ports) {

    public static final String BROKER = "kafka-broker";

    private static final String BROKER_CLASS = "io.dbcpool.parts.kafka.EmbeddedBroker";

    /** Small and quick to start, and no file is mapped in /tmp that a slow disk could stall on. */
    static final List<String> LEAN = List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError");

    /** The compiler's first level is as fast as the second for code that waits most of the time. */
    private static final List<String> FIRST_LEVEL = List.of("-XX:TieredStopAtLevel=1");

    /** Where a browser finds the console, once it runs. */
    public URI console() {
        return ports.uri(Service.POOL_CONSOLE, "/");
    }

    /**
     * The services, the watcher first.
     *
     * @param machines what this host serves, names or ids; none means what the environment says, or all
     */
    public List<ProcessSpec> services(List<String> machines) {
        return Stream.of(Service.values())
                .map(service -> service(service, machines))
                .toList();
    }

    private ProcessSpec service(Service service, List<String> machines) {
        String jar = installation.jarOf(service).toString();
        var environment = new LinkedHashMap<String, String>();
        environment.put(ServiceConfig.CONFIG, configFile.toString());
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.of(service)));
        if (!machines.isEmpty()) {
            environment.put(ServiceConfig.MACHINES, String.join(",", machines));
        }
        var arguments = new ArrayList<>(new ClassArchive(installation.jarOf(service)).options());
        arguments.addAll(List.of("-jar", jar));
        var command = java(compilerOf(service), heapOf(service), arguments);
        return new ProcessSpec(
                service.serviceName(),
                service.meetsDeadlines() && Preference.canBeGiven() ? Preference.over(command) : command,
                Map.copyOf(environment),
                jar,
                Optional.of(ports.uri(service, "/q/health/ready")),
                false);
    }

    /**
     * The listener works most when it matters: a third more words a second for some 45 MiB, while there are so many.
     */
    private static List<String> compilerOf(Service service) {
        return service == Service.BROADCAST_LISTENER ? List.of() : FIRST_LEVEL;
    }

    /**
     * What three services keep grows with the pool: 10,000 machines fit. The listener keeps 20,000 words and as many
     * records beside them while more is told than Kafka takes.
     */
    private static String heapOf(Service service) {
        return switch (service) {
            case BROADCAST_LISTENER -> "224m";
            case CHAIN_BRIDGE, POOL_CONSOLE -> "160m";
            default -> "96m";
        };
    }

    /** The embedded broker, for a pool whose file names no Kafka. */
    public ProcessSpec broker(InetSocketAddress address) {
        var arguments = List.of(
                "-Ddbcpool.process=" + BROKER,
                "-cp",
                installation.cliJar().toString(),
                BROKER_CLASS,
                stateDir.resolve("kafka").toString(),
                "%s:%d".formatted(address.getHostString(), address.getPort()));
        return new ProcessSpec(
                BROKER, java(FIRST_LEVEL, "256m", arguments), Map.of(), BROKER_CLASS, Optional.empty(), true);
    }

    private List<String> java(List<String> compiler, String heap, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(installation.java().toString());
        command.addAll(LEAN);
        command.addAll(compiler);
        command.add("-Xmx" + heap);
        command.addAll(arguments);
        return List.copyOf(command);
    }
}
