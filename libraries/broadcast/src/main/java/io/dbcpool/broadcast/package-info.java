/**
 * The DBC node's UDP broadcast: base64 of {@code {"node_id":"…", "status":"renting"}}, unsigned, to
 * 255.255.255.255:55555. Start with {@link io.dbcpool.broadcast.BroadcastDecoder}, which is pure, and
 * {@link io.dbcpool.broadcast.Admission}, which says whether we listen to the sender; {@code DatagramReceiver} takes
 * datagrams off the sockets.
 */
@NullMarked
package io.dbcpool.broadcast;

import org.jspecify.annotations.NullMarked;
