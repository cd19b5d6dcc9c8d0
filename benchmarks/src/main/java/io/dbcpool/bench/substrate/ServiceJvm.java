package io.dbcpool.bench.substrate;

import java.util.List;

/** JVMs as the services run in them, and not as the JDK would have them. */
final class ServiceJvm {

    /**
     * As an image starts it. A heap of this size is part of what is measured: with one that may grow to a quarter of
     * the machine's memory the figures lay up to twenty times apart.
     */
    static final List<String> OF_AN_IMAGE = List.of("-Xms160m", "-Xmx160m", "-XX:+UseSerialGC");

    /** As {@code pool up} starts it: nothing is compiled twice. */
    static final List<String> OF_POOL_UP =
            List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

    private ServiceJvm() {}
}
