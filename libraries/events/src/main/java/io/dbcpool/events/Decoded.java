package io.dbcpool.events;

/** What came of reading a record. Neither is an exception: what others write is not ours to crash on. */
public sealed interface Decoded {

    record Read(Envelope envelope) implements Decoded {}

    /** @param reason what was wanted and what was found, for the dead-letter topic */
    record Unreadable(String reason) implements Decoded {}
}
