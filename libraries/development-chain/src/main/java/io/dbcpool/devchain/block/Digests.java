package io.dbcpool.devchain.block;

import io.dbcpool.devchain.storage.Bytes;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.scale.ScaleWriter;
import io.dbcpool.substrate.types.TypeDefinition;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a header says of how its block was made. Nobody checks a claim on a slot here. */
final class Digests {

    private static final int PRE_RUNTIME = 6;

    /** BABE's {@code SecondaryPlain}: an authority's number and a slot, without a proof. */
    private static final int SECONDARY_PLAIN = 2;

    private static final long SLOT_MILLIS = 6_000;

    private Digests() {}

    static Bytes slot(long timeMillis, int authority) {
        byte[] claim = new ScaleWriter()
                .writeVariant(SECONDARY_PLAIN)
                .writeU32(authority)
                .writeU64(BigInteger.valueOf(timeMillis / SLOT_MILLIS))
                .toByteArray();
        return Bytes.of(new ScaleWriter()
                .writeVariant(PRE_RUNTIME)
                .writeFixedBytes("BABE".getBytes(StandardCharsets.US_ASCII))
                .writeBytes(claim)
                .toByteArray());
    }

    /** As {@code System.Digest} keeps them. */
    static Value decode(Metadata metadata, List<Bytes> logs) {
        int digest = metadata.getPallet("System").getStorage("Digest").valueTypeId();
        var composite = (TypeDefinition.Composite) metadata.types().get(digest).definition();
        var sequence = (TypeDefinition.Sequence)
                metadata.types().get(composite.fields().get(0).typeId()).definition();
        return new Value.Items(logs.stream()
                .map(log -> metadata.values().decode(sequence.elementTypeId(), log.toArray()))
                .toList());
    }
}
