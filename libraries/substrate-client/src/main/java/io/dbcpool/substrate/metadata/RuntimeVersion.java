package io.dbcpool.substrate.metadata;

import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.substrate.value.ValueException;

/**
 * Which runtime it is. Both numbers are signed with every call, so that a call meant for one runtime is refused by the
 * next.
 *
 * @param specVersion changes with every upgrade, and metadata with it
 * @param transactionVersion changes when a call's or an extrinsic's bytes mean something else
 */
public record RuntimeVersion(String specName, long specVersion, long transactionVersion) {

    /**
     * The version that this metadata is of ({@code System.Version}).
     *
     * @throws ScaleException if the runtime does not say it
     */
    public static RuntimeVersion of(Metadata metadata) {
        Constant version = metadata.findPallet("System")
                .flatMap(system -> system.findConstant("Version"))
                .orElseThrow(() -> new ScaleException("the runtime has no constant System.Version", 0));
        Value said = version.value();
        try {
            return new RuntimeVersion(
                    said.field("spec_name").asText(),
                    said.field("spec_version").asLong(),
                    said.field("transaction_version").asLong());
        } catch (ValueException otherLayout) {
            throw new ScaleException("the runtime's version is laid out otherwise: " + otherLayout.getMessage(), 0);
        }
    }
}
