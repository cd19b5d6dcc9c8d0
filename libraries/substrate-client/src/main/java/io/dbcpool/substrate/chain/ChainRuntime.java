package io.dbcpool.substrate.chain;

import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.RuntimeVersion;

/**
 * A runtime of the chain.
 *
 * @param version as the node names it
 * @param metadata what that runtime says of itself
 */
public record ChainRuntime(RuntimeVersion version, Metadata metadata) {

    /** Grows with each upgrade. */
    public long specVersion() {
        return version.specVersion();
    }

    @Override
    public String toString() {
        return version.specName() + " " + version.specVersion();
    }
}
