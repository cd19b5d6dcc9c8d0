package io.dbcpool.console.trace;

import java.util.List;

/**
 * A rental's spans, or those of them that are news.
 *
 * @param id 32 hex digits
 */
public record Trace(String id, List<Span> spans) {

    public Trace {
        spans = List.copyOf(spans);
    }
}
