package io.dbcpool.substrate.extrinsic;

import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.util.Optional;

/**
 * On what terms a call is signed.
 *
 * @param nonce how many extrinsics of the signer the chain will have before this one
 * @param tip in planck, to be included sooner; paid on top of the fee
 * @param feeAsset what fee and tip are paid in, as the runtime names assets; empty for the chain's own. Only runtimes
 *     with {@code ChargeAssetTxPayment} have others
 */
public record SigningTerms(Lifetime lifetime, long nonce, BigInteger tip, Optional<Value> feeAsset) {

    public SigningTerms {
        if (nonce < 0 || tip.signum() < 0) {
            throw new IllegalArgumentException(
                    "wanted a nonce and a tip of 0 or more, but found %d and %s".formatted(nonce, tip));
        }
    }

    /** Without a tip, and the fee in the chain's own currency. */
    public static SigningTerms of(Lifetime lifetime, long nonce) {
        return new SigningTerms(lifetime, nonce, BigInteger.ZERO, Optional.empty());
    }

    /** @param planck the tip */
    public SigningTerms withTip(BigInteger planck) {
        return new SigningTerms(lifetime, nonce, planck, feeAsset);
    }

    /** The same, with the fee paid in an asset of the chain's {@code Assets}. */
    public SigningTerms withFeeIn(Value asset) {
        return new SigningTerms(lifetime, nonce, tip, Optional.of(asset));
    }
}
