package io.dbcpool.console.http;

import java.util.Optional;

/** What a browser has: a version of this console's. */
final class Cursor {

    private Cursor() {}

    /** Empty for anything that this console did not write: such a page has to be loaded anew. */
    static Optional<Long> read(String since, String instance) {
        String prefix = instance + "-";
        if (!since.startsWith(prefix)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(since.substring(prefix.length()))).filter(version -> version >= 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
