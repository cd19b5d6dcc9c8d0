package io.dbcpool.bench.chain;

import io.dbcpool.bench.BenchException;
import io.dbcpool.bench.Ground;
import io.dbcpool.bench.Waiting;
import io.dbcpool.parts.process.Termination;
import io.dbcpool.values.MachineId;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** The same watch by polkadot-js, in 30 lines: it writes a line. It has no Kafka, no forks and no gaps to care for. */
final class PolkadotJsWitness implements Witness {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long QUIET_NANOS = 250_000_000;
    private static final String BLOCK = "block";

    private final Ground ground;
    private final Process process;
    private final AutoCloseable end;
    private final Map<String, Long> saidAtNanos = new ConcurrentHashMap<>();
    private final AtomicLong newest = new AtomicLong();
    private volatile long spokeAtNanos;

    PolkadotJsWitness(Ground ground, URI node, List<MachineId> machines) {
        this.ground = ground;
        Path home = ground.installation().home();
        try {
            process = new ProcessBuilder(
                            "node",
                            home.resolve("benchmarks/src/main/polkadot-js/watch.mjs")
                                    .toString(),
                            home.resolve("state/polkadot-js").toString(),
                            node.toString(),
                            machines.stream().map(MachineId::hex).collect(Collectors.joining(",")))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new BenchException("node cannot be started", e);
        }
        this.end = ground.keep(() -> Termination.of(process, Duration.ofSeconds(5)));
        var reader = new Thread(this::read, "polkadot-js");
        reader.setDaemon(true);
        reader.start();
        Waiting.until("polkadot-js to watch", LIMIT, Duration.ofMillis(50), () -> saidAtNanos.containsKey("ready"));
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                long now = System.nanoTime();
                spokeAtNanos = now;
                String said = line.split(" ", 2)[0];
                if (said.startsWith(BLOCK)) {
                    newest.accumulateAndGet(Long.parseLong(said.substring(BLOCK.length())), Math::max);
                } else {
                    saidAtNanos.putIfAbsent(said, now);
                }
            }
        } catch (IOException e) {
            saidAtNanos.clear(); // it has ended, and whoever waits for it says so
        }
    }

    @Override
    public String name() {
        return "polkadot-js, 30 lines: line written";
    }

    @Override
    public long doneAtNanos(MachineId machine, String rentOrder) {
        Waiting.until(
                "polkadot-js to say rent order " + rentOrder,
                LIMIT,
                Duration.ofMillis(1),
                () -> saidAtNanos.containsKey(rentOrder));
        return Objects.requireNonNull(saidAtNanos.get(rentOrder));
    }

    /** It looks at many blocks at once, and has looked at all of them when it falls silent. */
    @Override
    public boolean isReadyAt(long block) {
        return newest.get() >= block && System.nanoTime() - spokeAtNanos > QUIET_NANOS;
    }

    @Override
    public void beginAgain() {
        // it keeps no account of what is over
    }

    @Override
    public void close() {
        ground.drop(end);
    }
}
