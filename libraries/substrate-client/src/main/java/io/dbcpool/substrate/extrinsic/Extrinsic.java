package io.dbcpool.substrate.extrinsic;

import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.scale.ScaleReader;
import java.util.Optional;

/** An extrinsic as a block holds it: signed by an account, or bare, which is what block authors put in themselves. */
public final class Extrinsic {

    private final Hash256 hash;
    private final Call call;
    private final Optional<Authorship> authorship;
    private final byte[] callBytes;
    private final byte[] sentBytes;

    Extrinsic(Hash256 hash, Call call, Optional<Authorship> authorship, byte[] callBytes, byte[] sentBytes) {
        this.hash = hash;
        this.call = call;
        this.authorship = authorship;
        this.callBytes = callBytes;
        this.sentBytes = sentBytes;
    }

    /**
     * Decodes one extrinsic of a block of that runtime. A runtime whose extensions we could not sign can still be read.
     *
     * @param bytes with their number before them, as a block holds them
     * @throws ScaleException if it is no extrinsic of that runtime, with the position
     */
    public static Extrinsic decode(Metadata metadata, byte[] bytes) {
        return ScaleReader.readWhole(bytes, whole -> {
            ScaleReader in = whole.readSlice(whole.readCount(1));
            Extrinsic extrinsic = new ExtrinsicReader(metadata, bytes, in).read();
            in.requireEnd();
            return extrinsic;
        });
    }

    /** The Blake2b-256 of the bytes. */
    public Hash256 hash() {
        return hash;
    }

    /** What it does. */
    public Call call() {
        return call;
    }

    /** Empty if it is bare. */
    public Optional<Authorship> authorship() {
        return authorship;
    }

    byte[] callBytes() {
        return callBytes.clone();
    }

    byte[] sentBytes() {
        return sentBytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Extrinsic that && hash.equals(that.hash) && call.equals(that.call);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return "extrinsic %s, %s.%s".formatted(hash, call.pallet(), call.name());
    }
}
