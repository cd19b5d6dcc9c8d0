package io.dbcpool.substrate.extrinsic;

import static java.util.Map.entry;

import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.RuntimeVersion;
import io.dbcpool.substrate.metadata.SignedExtension;
import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.scale.ScaleWriter;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.substrate.value.ValueCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What is signed with a call, in the runtime's order: a part that is sent, and a part that both sides know. */
final class SignedExtensions {

    private static final String ERA = "CheckMortality";

    /** Another name of the same, which some runtimes still have. */
    private static final String ERA_BEFORE = "CheckEra";

    static final String NONCE = "CheckNonce";
    static final String FEE = "ChargeTransactionPayment";
    static final String FEE_IN_ASSET = "ChargeAssetTxPayment";

    /** What both sides know, and none sends. */
    record Ground(RuntimeVersion version, Hash256 genesis, Hash256 birthHash) {}

    /** What one extension sends and signs; empty for nothing. */
    private record Known(Function<SigningTerms, Optional<Value>> sent, Function<Ground, Optional<Value>> known) {}

    private static final Known NOTHING = new Known(terms -> Optional.empty(), ground -> Optional.empty());

    private static final Known LIFETIME = new Known(
            terms -> Optional.of(value(terms.lifetime().era())), ground -> Optional.of(value(ground.birthHash())));

    /** Each of frame-system, pallet-transaction-payment, pallet-asset-tx-payment and their like, and no other. */
    private static final Map<String, Known> KNOWN = Map.ofEntries(
            entry("CheckNonZeroSender", NOTHING),
            entry("CheckWeight", NOTHING),
            entry("StorageWeightReclaim", NOTHING),
            entry("CheckSpecVersion", known(ground -> Value.of(ground.version().specVersion()))),
            entry("CheckTxVersion", known(ground -> Value.of(ground.version().transactionVersion()))),
            entry("CheckGenesis", known(ground -> value(ground.genesis()))),
            entry(ERA, LIFETIME),
            entry(ERA_BEFORE, LIFETIME),
            entry(NONCE, sent(terms -> Value.of(terms.nonce()))),
            entry(FEE, sent(terms -> Value.of(terms.tip()))),
            entry(FEE_IN_ASSET, sent(SignedExtensions::feeInAsset)),
            // The hash of the metadata is for signers that show what they sign; without one it stays out.
            entry(
                    "CheckMetadataHash",
                    new Known(
                            terms -> Optional.of(new Value.Struct(Map.of("mode", Value.variant("Disabled")))),
                            ground -> Optional.of(Value.none()))));

    private final ValueCodec values;
    private final List<SignedExtension> inOrder;

    private SignedExtensions(ValueCodec values, List<SignedExtension> inOrder) {
        this.values = values;
        this.inOrder = inOrder;
    }

    /** @throws UnknownExtensionException if the runtime has some that we do not know */
    static SignedExtensions of(Metadata metadata) {
        List<SignedExtension> inOrder = metadata.extrinsic().signedExtensions();
        List<String> unknown = inOrder.stream()
                .map(SignedExtension::name)
                .filter(name -> !KNOWN.containsKey(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new UnknownExtensionException(unknown);
        }
        return new SignedExtensions(metadata.values(), inOrder);
    }

    static boolean isLifetime(String name) {
        return name.equals(ERA) || name.equals(ERA_BEFORE);
    }

    void writeSent(SigningTerms terms, ScaleWriter out) {
        requirePayable(terms);
        for (SignedExtension extension : inOrder) {
            write(extension.typeId(), of(extension).sent().apply(terms), out);
        }
    }

    void writeKnown(Ground ground, ScaleWriter out) {
        for (SignedExtension extension : inOrder) {
            write(extension.additionalTypeId(), of(extension).known().apply(ground), out);
        }
    }

    private void write(int typeId, Optional<Value> value, ScaleWriter out) {
        if (value.isPresent()) {
            values.write(typeId, value.get(), out);
        } else {
            requireNoBytes(typeId);
        }
    }

    private void requireNoBytes(int typeId) {
        try {
            values.decode(typeId, new byte[0]);
        } catch (ScaleException hasBytes) {
            throw new ScaleException(
                    "the runtime wants bytes of type %s signed where we know of none"
                            .formatted(values.types().get(typeId).name()),
                    0);
        }
    }

    private void requirePayable(SigningTerms terms) {
        if (terms.feeAsset().isPresent() && !has(FEE_IN_ASSET)) {
            throw new IllegalArgumentException("the runtime takes fees in its own currency only");
        }
        if (terms.tip().signum() > 0 && !has(FEE_IN_ASSET) && !has(FEE)) {
            throw new IllegalArgumentException("the runtime takes no tips, but found one of " + terms.tip());
        }
    }

    private boolean has(String name) {
        return inOrder.stream().anyMatch(extension -> extension.name().equals(name));
    }

    private static Known of(SignedExtension extension) {
        return KNOWN.getOrDefault(extension.name(), NOTHING);
    }

    private static Known sent(Function<SigningTerms, Value> sent) {
        return new Known(sent.andThen(Optional::of), ground -> Optional.empty());
    }

    private static Known known(Function<Ground, Value> known) {
        return new Known(terms -> Optional.empty(), known.andThen(Optional::of));
    }

    private static Value value(Hash256 hash) {
        return Value.of(hash.toBytes());
    }

    /** The era's type has 256 variants, so that its first byte can be its index. */
    private static Value value(Era era) {
        int encoded = era.encoded();
        return encoded == 0
                ? Value.variant("Immortal")
                : Value.variant("Mortal" + (encoded & 0xff), Value.of(encoded >> 8));
    }

    private static Value feeInAsset(SigningTerms terms) {
        return new Value.Struct(Map.of(
                "tip",
                Value.of(terms.tip()),
                "asset_id",
                terms.feeAsset().map(Value::some).orElse(Value.none())));
    }
}
