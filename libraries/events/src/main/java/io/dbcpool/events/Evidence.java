package io.dbcpool.events;

import java.util.List;

/**
 * What stands behind a receipt, for whoever has to judge it.
 *
 * @param signals what was heard of the rental until the receipt, in the order in which each was first heard
 * @param signalsLeftOut how many more were heard than are kept here
 * @param proof what was seen of the release, thing by thing
 * @param versions what made the receipt
 */
public record Evidence(List<SignalHeard> signals, long signalsLeftOut, List<ReleaseProof> proof, Versions versions) {

    public Evidence {
        signals = List.copyOf(signals);
        proof = List.copyOf(proof);
    }

    /**
     * @param pool dbc-pool's own
     * @param java the Java runtime's
     * @param kernel the operating system's name and release
     */
    public record Versions(String pool, String java, String kernel) {}
}
