package io.dbcpool.console.trace;

import java.util.List;

/**
 * Something that is said of a span. Keys are OpenTelemetry's where it has one, else they begin with {@code dbcpool.}
 */
public sealed interface Attribute {

    String key();

    record Text(String key, String value) implements Attribute {}

    record Count(String key, long value) implements Attribute {}

    record Texts(String key, List<String> values) implements Attribute {
        public Texts {
            values = List.copyOf(values);
        }
    }

    static Attribute of(String key, String value) {
        return new Text(key, value);
    }

    static Attribute of(String key, long value) {
        return new Count(key, value);
    }
}
