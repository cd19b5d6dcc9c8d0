package io.dbcpool.configuration;

import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** YAML as nodes that know their lines, of one document without anchors and of a bounded depth. */
public final class YamlTree {

    /** Ours is five deep; composing goes one call deeper for each level, and must not run out of stack. */
    private static final int MAX_DEPTH = 16;

    private YamlTree() {}

    /** Empty for a file without content. */
    public static Optional<Node> read(String yaml, Path file) throws PoolFileException {
        // Such a key is refused by name and line like any other that is unknown.
        var settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setAllowNonScalarKeys(true)
                .setCodePointLimit(PoolFile.MAX_BYTES)
                .build();
        try {
            var problems = new Problems(file);
            checkShape(new Parse(settings).parseString(yaml), problems);
            if (!problems.isEmpty()) {
                throw problems.toException();
            }
            return new Compose(settings).composeString(yaml);
        } catch (YamlEngineException e) {
            throw notYaml(e, file);
        }
    }

    /** Looks at the events, which cost no stack: an alias can make a small file large, and no pool needs one. */
    private static void checkShape(Iterable<Event> events, Problems problems) {
        int depth = 0;
        int documents = 0;
        for (Event event : events) {
            int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
            switch (event.getEventId()) {
                case Alias -> problems.add(line, "wanted the value itself, found a reference (*) to another place");
                case DocumentStart -> documents++;
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (documents > 1) {
                problems.add(line, "wanted one document, found a second one (---)");
                return;
            }
            if (depth > MAX_DEPTH) {
                problems.add(line, "wanted at most %d levels, found more".formatted(MAX_DEPTH));
                return;
            }
        }
    }

    private static PoolFileException notYaml(YamlEngineException e, Path file) {
        if (e instanceof MarkedYamlEngineException marked
                && marked.getProblemMark().isPresent()) {
            var mark = marked.getProblemMark().get();
            return new PoolFileException("%s:%d: wanted YAML, found at column %d: %s"
                    .formatted(file, mark.getLine() + 1, mark.getColumn() + 1, marked.getProblem()));
        }
        return new PoolFileException("%s: wanted YAML: %s"
                .formatted(
                        file, String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable")));
    }
}
