/**
 * {@code pool broadcast}: hear what the DBC nodes say, say a test word, play a capture again. Start with
 * {@link io.dbcpool.cli.broadcast.BroadcastCommand}; {@code Pcap} and {@code JsonLines} are the two forms of a capture.
 */
@NullMarked
package io.dbcpool.cli.broadcast;

import org.jspecify.annotations.NullMarked;
