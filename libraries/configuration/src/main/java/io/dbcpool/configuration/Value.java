package io.dbcpool.configuration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * What the file has at one key, or that it has nothing there. A wrong value becomes a problem and reads as nothing, so
 * that reading goes on to the next problem.
 *
 * @param path where it is, {@code pool.machines[0].id}
 * @param line its key's line, counted from 1; that of the section it would be in, where it is absent
 * @param node empty where the key is absent, or has no value or {@code null}
 */
public record Value(String path, int line, Optional<Node> node, Problems problems) {

    public static Value of(String path, int line, Optional<Node> node, Problems problems) {
        return new Value(path, line, node.filter(found -> !found.getTag().equals(Tag.NULL)), problems);
    }

    static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    public boolean isAbsent() {
        return node.isEmpty();
    }

    public boolean isList() {
        return node.isPresent() && node.get() instanceof SequenceNode;
    }

    public void refuse(String text) {
        problems.add(line, inPath() + ": " + text);
    }

    /** The value at {@code key} of each key that may stand here; a key that may not is a problem. */
    public Map<String, Value> section(Set<String> keys) {
        var values = new HashMap<String, Value>();
        if (node.isPresent()) {
            if (node.get() instanceof MappingNode mapping) {
                mapping.getValue().forEach(tuple -> put(values, keys, tuple.getKeyNode(), tuple.getValueNode()));
            } else {
                refuse("wanted a section with the keys %s, found %s".formatted(new TreeSet<>(keys), found()));
            }
        }
        keys.forEach(key -> values.computeIfAbsent(key, absent -> of(pathOf(key), line, Optional.empty(), problems)));
        return values;
    }

    private void put(Map<String, Value> values, Set<String> keys, Node keyNode, Node valueNode) {
        String key = keyNode instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!keys.contains(key)) {
            String meant = NearMiss.find(key, keys)
                    .map("; did you mean '%s'?"::formatted)
                    .orElse(", wanted one of " + new TreeSet<>(keys));
            problems.add(lineOf(keyNode), "%s: unknown key %s%s".formatted(inPath(), Problems.quote(key), meant));
        } else if (values.containsKey(key)) {
            problems.add(
                    lineOf(keyNode),
                    "%s: wanted it once, found it before on line %d"
                            .formatted(pathOf(key), values.get(key).line()));
        } else {
            values.put(key, of(pathOf(key), lineOf(keyNode), Optional.of(valueNode), problems));
        }
    }

    /** The items of a list; none where there is nothing. */
    public List<Value> list() {
        var items = new ArrayList<Value>();
        if (node.isPresent()) {
            if (node.get() instanceof SequenceNode sequence) {
                sequence.getValue()
                        .forEach(item -> items.add(
                                of("%s[%d]".formatted(path, items.size()), lineOf(item), Optional.of(item), problems)));
            } else {
                refuse("wanted a list, found %s".formatted(found()));
            }
        }
        return items;
    }

    /** @param wanted in the operator's words */
    public <T> Optional<T> read(String wanted, Function<String, Optional<T>> reader) {
        if (node.isEmpty()) {
            return Optional.empty();
        }
        var read = node.get() instanceof ScalarNode scalar ? reader.apply(scalar.getValue()) : Optional.<T>empty();
        if (read.isEmpty()) {
            refuse("wanted %s, found %s".formatted(wanted, found()));
        }
        return read;
    }

    /** The same for a key that has to be there. */
    public <T> Optional<T> require(String wanted, Function<String, Optional<T>> reader) {
        if (node.isEmpty()) {
            refuse("wanted %s, found nothing".formatted(wanted));
        }
        return read(wanted, reader);
    }

    /** The same for each item of a list. */
    public <T> List<T> readEach(String wanted, Function<String, Optional<T>> reader) {
        return list().stream()
                .flatMap(item -> item.require(wanted, reader).stream())
                .toList();
    }

    private String found() {
        if (node.isEmpty()) {
            return "nothing";
        }
        if (node.get() instanceof ScalarNode scalar) {
            return Problems.quote(scalar.getValue());
        }
        return node.get() instanceof SequenceNode ? "a list" : "a section";
    }

    private String inPath() {
        return path.isEmpty() ? "the file" : path;
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
