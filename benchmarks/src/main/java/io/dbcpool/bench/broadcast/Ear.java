package io.dbcpool.bench.broadcast;

import io.dbcpool.parts.process.Termination;
import java.time.Duration;

/** A process that hears datagrams on a port of loopback, and writes what it makes of them to a topic. */
interface Ear extends AutoCloseable {

    String name();

    int port();

    String topic();

    long pid();

    /** How many words one record of it stands for. */
    long wordsIn(String record);

    @Override
    void close();

    /** Ends it, by force where it takes longer than ten seconds. */
    static void end(Process process) {
        Termination.of(process, Duration.ofSeconds(10));
    }
}
