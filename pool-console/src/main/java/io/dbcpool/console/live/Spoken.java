package io.dbcpool.console.live;

import java.util.List;

/**
 * Something that is read aloud to whoever does not see the page change.
 *
 * @param version of the pool at which it was said
 * @param urgent whether it interrupts
 * @param key of its text
 * @param args what goes into the text
 */
public record Spoken(long version, boolean urgent, String key, List<String> args) {

    public Spoken {
        args = List.copyOf(args);
    }
}
