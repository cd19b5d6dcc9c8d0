package io.dbcpool.listener.hearing;

import io.dbcpool.broadcast.Datagram;

/**
 * The rental-watcher on this host, if there is one. It hears broadcasts itself; this is for a unicast that only we got.
 */
public interface WatcherRelay {

    /** Passes it on, unless it came from there. Waits for nothing and never throws. */
    void relay(Datagram datagram);
}
