package io.dbcpool.bench.poolsize;

import io.dbcpool.bench.BenchException;
import io.dbcpool.bench.Ground;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * One {@link CrowdedWatcher}, from its start to its end.
 *
 * @param seed of the scripted hypervisors; empty where they are libvirt's
 * @param options for its virtual machine
 */
record PoolRun(
        Ground ground,
        int size,
        Duration soft,
        IntFunction<URI> uri,
        IntFunction<String> domain,
        Optional<Long> seed,
        List<String> options) {

    private static final long SEED = 20_261_128;

    private static final Duration LIMIT = Duration.ofMinutes(10);

    static PoolRun scripted(Ground ground, int size, Duration soft) {
        return new PoolRun(ground, size, soft, Crowd::uri, machine -> Crowd.DOMAIN, Optional.of(SEED), List.of());
    }

    /** @param uri of the libvirtd that has a machine's {@link #domain} */
    static PoolRun testDriver(Ground ground, int size, IntFunction<URI> uri) {
        return new PoolRun(ground, size, Duration.ZERO, uri, PoolRun::domain, Optional.empty(), List.of());
    }

    static String domain(int machine) {
        return "vm-" + machine;
    }

    PoolRun withHeap(String heap) {
        return with("-Xmx" + heap);
    }

    /** @param folder for the recording */
    PoolRun recordingTo(Path folder) {
        return with("-XX:StartFlightRecording=settings=profile,filename="
                + folder.toAbsolutePath().resolve("pool-size-%d-soft-%d.jfr".formatted(size, soft.toSeconds())));
    }

    private PoolRun with(String option) {
        var more = new ArrayList<>(options);
        more.add(option);
        return new PoolRun(ground, size, soft, uri, domain, seed, List.copyOf(more));
    }

    Rented run() throws IOException {
        Path folder = ground.makeFolder("pool-size");
        Path file = Files.writeString(folder.resolve("pool.yaml"), poolFile());
        Path log = folder.resolve("log");
        Path figures = folder.resolve("figures");
        var process = ground.keep(new Running(new ProcessBuilder(command(file))
                .redirectError(log.toFile())
                .redirectOutput(figures.toFile())
                .start()));
        process.awaitEnd(log);
        ground.drop(process);
        try (var lines = Files.lines(log)) {
            long unwritten = lines.filter(line -> line.contains("acting before it is written down"))
                    .count();
            return Rented.read(lastLine(figures)).withActedUnwritten(unwritten);
        }
    }

    /** As services are started, but for the heap. */
    private List<String> command(Path file) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss256k"));
        // The only warning that is counted; the bench's own programs are as silent as the pool's.
        command.add("-Dorg.slf4j.simpleLogger.log.io.dbcpool.watcher.guard.DomainStopper=warn");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), CrowdedWatcher.class.getName()));
        command.add(file.toString());
        seed.ifPresent(value -> command.add(Long.toString(value)));
        return command;
    }

    private String poolFile() {
        var file = new StringBuilder("""
                pool:
                  name: bench
                  state-dir: ./state
                  kafka: { bootstrap-servers: "%s" }
                  watcher: { soft: %ds }
                  machines:
                """.formatted(ground.bootstrapServers(), soft.toSeconds()));
        for (int i = 0; i < size; i++) {
            file.append("    - { id: %064x, name: gpu-%d, libvirt: \"%s\", own-domains: [%s] }%n"
                    .formatted(i + 1, i, uri.apply(i), domain.apply(i)));
        }
        return file.toString();
    }

    private static String lastLine(Path file) throws IOException {
        return Files.readAllLines(file).stream().reduce("nothing", (before, line) -> line);
    }

    private record Running(Process process) implements AutoCloseable {

        void awaitEnd(Path log) throws IOException {
            try {
                if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                    throw new BenchException("the watcher did not end well: " + lastLine(log));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchException("interrupted", e);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
