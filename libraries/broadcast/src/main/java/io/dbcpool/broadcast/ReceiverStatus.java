package io.dbcpool.broadcast;

import java.util.OptionalInt;

/**
 * How a receiver is doing.
 *
 * @param localPort the broadcast port; empty while that socket could never be bound
 * @param listening whether broadcasts are heard now
 * @param relayPort the relay socket's; empty where there is none, or none yet
 * @param receiveBufferBytes what the kernel gave the broadcast socket
 * @param openSockets how many sockets are open
 * @param failingSockets how many are wanted and cannot be opened
 */
public record ReceiverStatus(
        OptionalInt localPort,
        boolean listening,
        OptionalInt relayPort,
        int receiveBufferBytes,
        int openSockets,
        int failingSockets) {}
