package io.dbcpool.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.bench.picture.Bars;
import io.dbcpool.bench.picture.Panel;
import io.dbcpool.bench.picture.Panel.Point;
import io.dbcpool.bench.picture.Panel.Series;
import io.dbcpool.bench.picture.Picture;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.events.EventCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./pool bench draw}: what {@code --json} of another bench gave, as a picture. */
@Command(
        name = "draw",
        description = "Draws what `bench vacate --json` or `bench pool-size --json` found.",
        mixinStandardHelpOptions = true)
public final class DrawBench implements Callable<Integer> {

    @Parameters(paramLabel = "JSON", description = "a file with what that bench printed")
    private Path from = Path.of("");

    @Option(names = "--to", required = true, paramLabel = "SVG", description = "the picture's file")
    private Path to = Path.of("");

    @Override
    public Integer call() throws IOException {
        Files.writeString(to, svg(EventCodec.json().readTree(Files.readString(from))));
        return ExitCode.GOOD;
    }

    static String svg(JsonNode found) {
        if (found.has("comparisons")) {
            return vacates(found);
        }
        for (JsonNode table : found.path("tables")) {
            if (table.path("rows").path(0).has("last released ms")) {
                return sizes(found.path("tables"));
            }
        }
        throw new BenchException("wanted the JSON of `bench vacate` or `bench pool-size`, found neither's");
    }

    private static String vacates(JsonNode found) {
        var groups = new ArrayList<Bars.Group>();
        for (JsonNode comparison : found.path("comparisons")) {
            var bars = new ArrayList<Bars.Bar>();
            for (JsonNode row : comparison.path("rows")) {
                bars.add(new Bars.Bar(
                        row.path("name").asText(),
                        row.path("p50Millis").asDouble(),
                        row.path("p99Millis").asDouble()));
            }
            groups.add(new Bars.Group(comparison.path("title").asText(), bars));
        }
        return new Bars("How long a vacate takes, beside what an owner would use instead", "ms", groups).svg();
    }

    private static String sizes(JsonNode tables) {
        var scripted = StreamSupport.stream(tables.spliterator(), false)
                .filter(table -> table.path("rows").size() > 1)
                .toList();
        return new Picture(
                        "A whole pool rented in one block, by how many machines it has",
                        "machines",
                        true,
                        List.of(
                                Panel.of("The last released, ms", series(scripted, "last released ms"))
                                        .inDecades()
                                        .withLimit(10_000),
                                Panel.of("Processor time, s", series(scripted, "processor s"))
                                        .inDecades(),
                                Panel.of("Processor time of a machine, ms", series(scripted, "ms a machine"))
                                        .inDecades(),
                                Panel.of("Resident, MiB", series(scripted, "resident MiB"))))
                .svg();
    }

    private static List<Series> series(List<JsonNode> tables, String column) {
        var all = new ArrayList<Series>();
        for (JsonNode table : tables) {
            var points = new ArrayList<Point>();
            for (JsonNode row : table.path("rows")) {
                points.add(new Point(
                        row.path("machines").asDouble(), row.path(column).asDouble()));
            }
            all.add(new Series(table.path("title").asText(), true, points));
        }
        return all;
    }
}
