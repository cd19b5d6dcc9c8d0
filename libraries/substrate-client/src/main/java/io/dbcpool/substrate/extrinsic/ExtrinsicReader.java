package io.dbcpool.substrate.extrinsic;

import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.SignedExtension;
import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.scale.ScaleReader;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.substrate.value.ValueCodec;
import io.dbcpool.substrate.value.ValueException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads one extrinsic behind its number of bytes. */
final class ExtrinsicReader {

    private static final int SIGNED = 0x84;
    private static final int BARE = 0x04;

    /** Bare extrinsics are the same in version 5, which newer runtimes write for what block authors put in. */
    private static final int BARE_OF_VERSION_5 = 0x05;

    private final Metadata metadata;
    private final ExtrinsicTypes types;
    private final byte[] bytes;
    private final ScaleReader in;

    /** @param bytes all that {@code in} reads from, beginning at its position 0 */
    ExtrinsicReader(Metadata metadata, byte[] bytes, ScaleReader in) {
        this.metadata = metadata;
        this.types = ExtrinsicTypes.of(metadata);
        this.bytes = bytes;
        this.in = in;
    }

    Extrinsic read() {
        int start = in.position();
        int kind = in.readU8();
        return switch (kind) {
            case SIGNED -> readSigned();
            case BARE, BARE_OF_VERSION_5 -> readCall(Optional.empty(), in.position());
            default ->
                throw new ScaleException(
                        "wanted a signed or bare extrinsic of version 4 at byte %d, but found %02x"
                                .formatted(start, kind),
                        start);
        };
    }

    private Extrinsic readSigned() {
        ValueCodec values = metadata.values();
        Value address = values.read(types.addressTypeId(), in);
        Value signature = values.read(types.signatureTypeId(), in);
        int sentStart = in.position();
        Era era = new Era.Immortal();
        Map<String, Value> sent = new LinkedHashMap<>();
        for (SignedExtension extension : metadata.extrinsic().signedExtensions()) {
            int start = in.position();
            sent.put(extension.name(), values.read(extension.typeId(), in));
            if (SignedExtensions.isLifetime(extension.name())) {
                era = readEraAgain(start);
            }
        }
        return readCall(Optional.of(new Authorship(address, signature, era, sent)), sentStart);
    }

    /** By its type it is one of 256 variants, not all of which are an era: some have a phase behind their end. */
    private Era readEraAgain(int start) {
        ScaleReader again = new ScaleReader(bytes);
        again.readSlice(start);
        return Era.read(again);
    }

    private Extrinsic readCall(Optional<Authorship> authorship, int sentStart) {
        int callStart = in.position();
        Value call = metadata.values().read(types.callTypeId(), in);
        try {
            return new Extrinsic(
                    Hash256.ofContent(bytes),
                    Call.of(call),
                    authorship,
                    Arrays.copyOfRange(bytes, callStart, in.position()),
                    Arrays.copyOfRange(bytes, sentStart, callStart));
        } catch (ValueException otherLayout) {
            throw new ScaleException(
                    "the call at byte %d is laid out otherwise: %s".formatted(callStart, otherLayout.getMessage()),
                    callStart);
        }
    }
}
