package io.dbcpool.listener.canary;

import java.io.IOException;

/** Sends a test word the way that a DBC node sends its own. */
public interface CanarySender {

    /** @throws IOException if the host has no way there */
    void send(byte[] datagram) throws IOException;
}
