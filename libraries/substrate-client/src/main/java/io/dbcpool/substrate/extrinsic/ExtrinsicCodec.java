package io.dbcpool.substrate.extrinsic;

import io.dbcpool.substrate.crypto.Signature;
import io.dbcpool.substrate.crypto.SignatureCheck;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.Pallet;
import io.dbcpool.substrate.metadata.RuntimeVersion;
import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.scale.ScaleWriter;
import io.dbcpool.substrate.types.Field;
import io.dbcpool.substrate.types.TypeDefinition;
import io.dbcpool.substrate.types.Variant;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.substrate.value.ValueException;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Makes the extrinsics of one runtime of one chain, and checks those of others. Safe for use by several threads. */
public final class ExtrinsicCodec {

    static final int VERSION = 4;

    private final Metadata metadata;
    private final Hash256 genesis;
    private final RuntimeVersion version;
    private final SignedExtensions extensions;

    private ExtrinsicCodec(Metadata metadata, Hash256 genesis, SignedExtensions extensions) {
        this.metadata = metadata;
        this.genesis = genesis;
        this.version = RuntimeVersion.of(metadata);
        this.extensions = extensions;
    }

    /**
     * For the runtime of that metadata, on the chain that began with that block.
     *
     * @throws UnknownExtensionException if the runtime wants things signed that we do not know
     * @throws ScaleException if its extrinsics are not of version 4 with {@code MultiAddress} and
     *     {@code MultiSignature}
     */
    public static ExtrinsicCodec of(Metadata metadata, Hash256 genesis) {
        if (metadata.extrinsic().version() != VERSION) {
            throw new ScaleException(
                    "wanted a runtime with extrinsics of version %d, but found version %d"
                            .formatted(VERSION, metadata.extrinsic().version()),
                    0);
        }
        ExtrinsicTypes types = ExtrinsicTypes.of(metadata);
        requireVariant(metadata, types.addressTypeId(), "Id", 0);
        requireVariant(metadata, types.signatureTypeId(), "Ed25519", 0);
        requireVariant(metadata, types.signatureTypeId(), "Sr25519", 1);
        return new ExtrinsicCodec(metadata, genesis, SignedExtensions.of(metadata));
    }

    /** Of the runtime whose extrinsics these are; it is signed with them. */
    public RuntimeVersion version() {
        return version;
    }

    /** Of the chain; it is signed with each extrinsic. */
    public Hash256 genesis() {
        return genesis;
    }

    /**
     * What is to be signed for a call on these terms.
     *
     * @throws NoSuchElementException if the runtime has no such call
     * @throws ValueException if an argument is missing, unknown or not of its type; its message says which
     * @throws IllegalArgumentException if the runtime takes no tip, or no fee in another currency
     */
    public SigningPayload prepare(Call call, SigningTerms terms) {
        Hash256 birthHash = terms.lifetime() instanceof Lifetime.Mortal mortal ? mortal.birthHash() : genesis;
        ScaleWriter sent = new ScaleWriter();
        extensions.writeSent(terms, sent);
        return new SigningPayload(encode(call), sent.toByteArray(), known(birthHash), terms);
    }

    /** The call's bytes, as in an extrinsic or in the argument of another call. Throws as {@link #prepare} does. */
    public byte[] encode(Call call) {
        ScaleWriter out = new ScaleWriter();
        Pallet pallet = metadata.getPallet(call.pallet());
        Variant variant = pallet.calls()
                .find(call.name())
                .orElseThrow(() -> new NoSuchElementException("runtime spec version %d has no call %s.%s"
                        .formatted(version.specVersion(), call.pallet(), call.name())));
        out.writeU8(pallet.index()).writeU8(variant.index());
        for (int i = 0; i < variant.fields().size(); i++) {
            Field field = variant.fields().get(i);
            writeArgument(call, field.name().orElse(Integer.toString(i)), field.typeId(), out);
        }
        if (call.arguments().size() != variant.fields().size()) {
            throw new ValueException("%s.%s wants %d arguments, but found %s"
                    .formatted(
                            call.pallet(),
                            call.name(),
                            variant.fields().size(),
                            call.arguments().keySet()));
        }
        return out.toByteArray();
    }

    /** By which {@code multisig.approve_as_multi} names a call. Throws as {@link #prepare} does. */
    public Hash256 hash(Call call) {
        return Hash256.ofContent(encode(call));
    }

    /**
     * Whether an extrinsic's signature is its signer's. A bare one has none, and so none that is valid; an account that
     * is no public key, or a signature of a scheme that we do not know, is {@link SignatureCheck#OTHER_SCHEME}.
     *
     * @param birthHash of the block at which its era began; not looked at if it is immortal
     */
    public SignatureCheck check(Extrinsic extrinsic, Hash256 birthHash) {
        Optional<Signature> signature = extrinsic.authorship().flatMap(Authorship::signature);
        return signature
                .flatMap(made -> extrinsic
                        .authorship()
                        .flatMap(Authorship::publicKey)
                        .map(key -> {
                            boolean mortal =
                                    extrinsic.authorship().orElseThrow().era() instanceof Era.Mortal;
                            return key.check(
                                    SigningPayload.toSign(
                                            extrinsic.callBytes(),
                                            extrinsic.sentBytes(),
                                            known(mortal ? birthHash : genesis)),
                                    made);
                        }))
                .orElse(SignatureCheck.OTHER_SCHEME);
    }

    private byte[] known(Hash256 birthHash) {
        ScaleWriter known = new ScaleWriter();
        extensions.writeKnown(new SignedExtensions.Ground(version, genesis, birthHash), known);
        return known.toByteArray();
    }

    private void writeArgument(Call call, String name, int typeId, ScaleWriter out) {
        Value argument = call.arguments().get(name);
        if (argument == null) {
            throw new ValueException("%s.%s wants argument %s, but there are only %s"
                    .formatted(
                            call.pallet(), call.name(), name, call.arguments().keySet()));
        }
        try {
            metadata.values().write(typeId, argument, out);
        } catch (ValueException refusal) {
            throw new ValueException(
                    "argument %s of %s.%s: %s".formatted(name, call.pallet(), call.name(), refusal.getMessage()));
        }
    }

    private static void requireVariant(Metadata metadata, int typeId, String name, int index) {
        boolean found = metadata.types().get(typeId).definition() instanceof TypeDefinition.Variants variants
                && variants.find(index)
                        .filter(variant -> variant.name().equals(name))
                        .isPresent();
        if (!found) {
            throw new ScaleException(
                    "wanted %s as variant %d of %s, but the runtime has another"
                            .formatted(name, index, metadata.types().get(typeId).name()),
                    0);
        }
    }
}
