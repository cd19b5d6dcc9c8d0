package io.dbcpool.endtoend.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.events.EventCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of results that grows from run to run, a line of JSON for each domain. A run goes on where the one before it
 * ended, if the watcher is the same program.
 */
public final class Results {

    private final Path file;
    private final String build;
    private final List<Measured> measured = new ArrayList<>();

    private Results(Path file, String build) {
        this.file = file;
        this.build = build;
    }

    /** @param build what was measured; results of others stay in the file and do not count */
    public static Results open(Path file, String build) throws IOException {
        var results = new Results(file, build);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                results.read(line);
            }
        }
        return results;
    }

    /** Half a line is what a run that was killed leaves. */
    private void read(String line) {
        EventCodec.findTree(line.getBytes(StandardCharsets.UTF_8))
                .filter(tree -> tree.path("build").asText().equals(build))
                .ifPresent(tree -> {
                    var fields = (ObjectNode) tree;
                    fields.remove(List.of("build", "at"));
                    try {
                        measured.add(EventCodec.json().treeToValue(fields, Measured.class));
                    } catch (IOException e) {
                        throw new IllegalStateException("wanted a result in %s, found %s".formatted(file, line), e);
                    }
                });
    }

    synchronized void add(List<Measured> round) throws IOException {
        var lines = new StringBuilder();
        for (Measured one : round) {
            ObjectNode tree = EventCodec.json().valueToTree(one);
            tree.put("build", build);
            tree.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
            lines.append(tree).append('\n');
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        measured.addAll(round);
    }

    public synchronized List<Measured> of(Fault fault) {
        return measured.stream()
                .filter(one -> one.fault().equals(fault.label()))
                .toList();
    }

    /** How many of them say something of the watcher. */
    public synchronized long countFit(Fault fault) {
        return of(fault).stream().filter(one -> !one.isOfAnUnfitMachine()).count();
    }

    public Distribution distribution(Fault fault) {
        return Distribution.of(fault.label(), of(fault));
    }
}
