package io.dbcpool.bench.soak;

import io.dbcpool.bench.BenchException;
import io.dbcpool.bench.ProcessFigures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks at each process of the pool. */
final class Sampler {

    /** The folder of a watcher's state in which receipts are, and only receipts. */
    private static final String RECEIPTS = "receipts";

    private final SoakPool pool;
    private final List<String> processes;

    Sampler(SoakPool pool, List<String> processes) {
        this.pool = pool;
        this.processes = List.copyOf(processes);
    }

    /** Of those that run now. */
    List<Sampled> sample(double seconds) {
        var state = diskUsage(processes.stream().map(pool::stateOf).toList(), List.of("--exclude=" + RECEIPTS));
        var kept = diskUsage(
                processes.stream()
                        .map(process -> pool.stateOf(process).resolve(RECEIPTS))
                        .toList(),
                List.of());
        var found = new ArrayList<Sampled>();
        for (String process : processes) {
            pool.pidOf(process).ifPresent(pid -> {
                try {
                    found.add(new Sampled(
                            seconds,
                            process,
                            pid,
                            ProcessFigures.residentMebibytes(pid),
                            ProcessFigures.threads(pid),
                            ProcessFigures.openFiles(pid),
                            state.getOrDefault(pool.stateOf(process), 0L),
                            kept.getOrDefault(pool.stateOf(process).resolve(RECEIPTS), 0L)));
                } catch (BenchException e) {
                    // it has just been killed
                }
            });
        }
        return found;
    }

    /**
     * What is taken on the disk, in KiB: Kafka's files are longer than what they hold, which only the kernel's blocks
     * tell.
     */
    private static Map<Path, Long> diskUsage(List<Path> folders, List<String> options) {
        var command = new ArrayList<>(List.of("du", "-sk"));
        command.addAll(options);
        folders.stream().filter(Files::isDirectory).map(Path::toString).forEach(command::add);
        var found = new HashMap<Path, Long>();
        if (command.size() == 2 + options.size()) {
            return found;
        }
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    int tab = line.indexOf('\t');
                    found.put(Path.of(line.substring(tab + 1)), Long.parseLong(line.substring(0, tab)));
                }
            }
            return found;
        } catch (IOException e) {
            throw new BenchException("cannot run du", e);
        }
    }
}
