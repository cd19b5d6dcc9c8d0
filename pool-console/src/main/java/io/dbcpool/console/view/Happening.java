package io.dbcpool.console.view;

import java.time.Instant;
import java.util.List;

/**
 * One line of a machine's timeline.
 *
 * @param kind which sentence it is, the end of a text's key: {@code vacate-started}
 * @param args what goes into the sentence; from records, so it may hold anything
 */
public record Happening(Instant at, String kind, List<String> args) {

    public Happening {
        args = List.copyOf(args);
    }

    static Happening of(Instant at, String kind, String... args) {
        return new Happening(at, kind, List.of(args));
    }
}
