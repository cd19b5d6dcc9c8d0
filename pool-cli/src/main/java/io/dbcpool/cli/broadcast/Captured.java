package io.dbcpool.cli.broadcast;

import java.time.Instant;

/**
 * A datagram of a capture.
 *
 * @param at when it was captured
 * @param sender {@code address:port}
 * @param bytes its content
 */
@SuppressWarnings("ArrayRecordComponent") // read from the file for this record alone
record Captured(Instant at, String sender, byte[] bytes) {}
