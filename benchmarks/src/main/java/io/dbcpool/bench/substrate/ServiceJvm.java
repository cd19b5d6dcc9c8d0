package io.dbcpool.bench.substrate;

import java.util.List;

/** JVMs as the services run in them, and not as the JDK would have them. */
final class ServiceJvm {

    /**
     * As the images start it. A small heap is part of what is measured: with one that grows to a quarter of the
     * machine's memory, each new page has to be fetched from the hypervisor, which on a virtual machine took twenty
     * times as long as decoding the metadata into it.
     */
    static final List<String> OF_AN_IMAGE = List.of("-Xms160m", "-Xmx160m", "-XX:+UseSerialGC");

    /** As {@code pool up} starts it: nothing is compiled twice. */
    static final List<String> OF_POOL_UP =
            List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

    private ServiceJvm() {}
}
