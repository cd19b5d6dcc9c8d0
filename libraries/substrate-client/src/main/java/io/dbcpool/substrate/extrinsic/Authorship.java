package io.dbcpool.substrate.extrinsic;

import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.PublicKey;
import io.dbcpool.substrate.crypto.Signature;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * By whom and on what terms an extrinsic says it was signed. Whether that is true, {@link ExtrinsicCodec#check} says.
 *
 * @param era immortal too if the runtime has no eras
 * @param extensions what stands in the extrinsic, by the signed extension's name
 */
public record Authorship(Value address, Value signatureValue, Era era, Map<String, Value> extensions) {

    public Authorship {
        extensions = Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
    }

    /** Empty if the signer is named in another way than by his account. */
    public Optional<AccountId> account() {
        return address instanceof Value.Variant variant
                        && variant.name().equals("Id")
                        && variant.fields().get("0") instanceof Value.Bytes bytes
                        && bytes.size() == AccountId.BYTES
                ? Optional.of(AccountId.of(bytes.toArray()))
                : Optional.empty();
    }

    /** Empty if it is of a scheme that we do not know. */
    public Optional<Signature> signature() {
        return scheme().filter(known -> signatureValue.asVariant().fields().get("0") instanceof Value.Bytes bytes
                        && bytes.size() == Signature.BYTES)
                .map(known -> new Signature(
                        known, signatureValue.asVariant().field("0").asBytes()));
    }

    /** Empty if the runtime counts none. */
    public OptionalLong nonce() {
        return extensions.get(SignedExtensions.NONCE) instanceof Value.Int nonce
                        && nonce.value().bitLength() < Long.SIZE
                ? OptionalLong.of(nonce.value().longValue())
                : OptionalLong.empty();
    }

    /** In planck, or in units of the asset that the fee is paid in. */
    public BigInteger tip() {
        if (extensions.get(SignedExtensions.FEE) instanceof Value.Int tip) {
            return tip.value();
        }
        return extensions.get(SignedExtensions.FEE_IN_ASSET) instanceof Value.Struct fee
                        && fee.fields().get("tip") instanceof Value.Int tip
                ? tip.value()
                : BigInteger.ZERO;
    }

    /** What fee and tip are paid in; empty for the chain's own currency. */
    public Optional<Value> feeAsset() {
        return extensions.get(SignedExtensions.FEE_IN_ASSET) instanceof Value.Struct fee
                ? Optional.ofNullable(fee.fields().get("asset_id")).flatMap(Value::asOption)
                : Optional.empty();
    }

    Optional<PublicKey> publicKey() {
        return account().flatMap(account -> scheme().map(scheme -> new PublicKey(scheme, account)));
    }

    private Optional<KeyScheme> scheme() {
        return signatureValue instanceof Value.Variant variant
                ? Arrays.stream(KeyScheme.values())
                        .filter(scheme -> scheme.word().equalsIgnoreCase(variant.name()))
                        .findFirst()
                : Optional.empty();
    }
}
