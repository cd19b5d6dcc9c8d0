package io.dbcpool.console.sending;

import io.dbcpool.console.trace.Trace;
import java.util.Optional;

/** Somebody who keeps traces. */
public interface TraceReceiver extends AutoCloseable {

    /**
     * Returns within 15 seconds.
     *
     * @return why it was not taken; empty if it was
     */
    Optional<String> send(Trace trace);

    @Override
    void close();
}
