package io.dbcpool.bench;

import java.time.Instant;
import java.util.Map;

/** A domain that contestants stop in turn. */
interface Scene extends AutoCloseable {

    /** Returns when the domain runs, and libvirt has said so. */
    void start();

    /** Everybody has seen it run; the next thing is that somebody is told to stop it. */
    void beforeTold();

    /** The moments in which it went, once it is off, by what they are called. */
    Map<String, Instant> awaitEnd();

    @Override
    void close();
}
