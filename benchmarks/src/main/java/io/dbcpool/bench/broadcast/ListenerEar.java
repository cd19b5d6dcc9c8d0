package io.dbcpool.bench.broadcast;

import io.dbcpool.bench.Ground;
import io.dbcpool.bench.Ports;
import io.dbcpool.bench.RunningService;
import io.dbcpool.cli.pool.Service;
import io.dbcpool.values.MachineId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The broadcast-listener as {@code pool up} starts it. */
final class ListenerEar implements Ear {

    /** Its own and the two of the relays above it. */
    private static final int PORTS = 3;

    private static final Pattern COUNT = Pattern.compile("\"count\":(\\d+)");

    private final Ground ground;
    private final RunningService service;
    private final int port;

    private ListenerEar(Ground ground, RunningService service, int port) {
        this.ground = ground;
        this.service = service;
        this.port = port;
    }

    static ListenerEar start(Ground ground, List<MachineId> machines) {
        int port = Ports.findFree(PORTS);
        return new ListenerEar(
                ground,
                RunningService.start(
                        ground,
                        ground.installation(),
                        Service.BROADCAST_LISTENER,
                        yaml(ground.bootstrapServers(), port, machines)),
                port);
    }

    private static String yaml(String bootstrapServers, int port, List<MachineId> machines) {
        return """
                pool:
                  name: bench
                  state-dir: ./state
                  kafka: { bootstrap-servers: "%s" }
                  broadcast: { bind: "0.0.0.0:%d", canary: 127.255.255.255 }
                  machines:
                %s
                """.formatted(
                bootstrapServers,
                port,
                machines.stream()
                        .map(machine -> "    - { id: \"%s\", libvirt: \"test:///default\" }".formatted(machine.hex()))
                        .collect(Collectors.joining("\n")));
    }

    @Override
    public String name() {
        return "broadcast-listener";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String topic() {
        return "dbc.broadcasts";
    }

    @Override
    public long pid() {
        return service.pid();
    }

    /** A record of a word that was repeated stands for all of them. */
    @Override
    public long wordsIn(String record) {
        Matcher count = COUNT.matcher(record);
        return count.find() ? Long.parseLong(count.group(1)) : 0;
    }

    /** The longest pause of its garbage collector lately, and how many there were, as its metrics say. */
    String pauses() {
        return service.get("/q/metrics")
                .lines()
                .filter(line ->
                        line.startsWith("jvm_gc_pause_seconds_max") || line.startsWith("jvm_gc_pause_seconds_count"))
                .map(line -> line.substring("jvm_gc_pause_seconds_".length()))
                .map(line -> line.replaceAll("\\{.*}", ""))
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        ground.drop(service);
    }
}
