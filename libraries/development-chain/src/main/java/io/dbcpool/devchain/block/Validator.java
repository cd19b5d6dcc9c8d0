package io.dbcpool.devchain.block;

import io.dbcpool.devchain.block.Validity.Reason;
import io.dbcpool.devchain.runtime.Accounts;
import io.dbcpool.devchain.runtime.Dispatch;
import io.dbcpool.devchain.storage.Bytes;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.extrinsic.Authorship;
import io.dbcpool.substrate.extrinsic.Extrinsic;
import io.dbcpool.substrate.extrinsic.ExtrinsicCodec;
import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.util.Optional;

/** Decides whether an extrinsic may stand in a block, in the order in which the runtime's extensions look. */
public final class Validator {

    private final Hash256 genesis;

    public Validator(Hash256 genesis) {
        this.genesis = genesis;
    }

    /** @param block the state and number of the block it would stand in */
    public Validity check(Dispatch block, Bytes bytes) {
        Extrinsic extrinsic;
        try {
            extrinsic = Extrinsic.decode(block.state().runtime().metadata(), bytes.toArray());
        } catch (ScaleException otherBytes) {
            return new Validity.Refused(Reason.UNDECODABLE);
        }
        Optional<Authorship> authorship = extrinsic.authorship();
        if (authorship.isEmpty() || authorship.get().account().isEmpty()) {
            return new Validity.Refused(Reason.UNSIGNED);
        }
        // The payload holds the hash of the block of birth, so that is looked up before the signature is checked.
        Value birthHash = birthHash(block, authorship.get());
        if (isZero(birthHash)) {
            return new Validity.Refused(Reason.ANCIENT_BIRTH_BLOCK);
        }
        boolean signed = ExtrinsicCodec.of(block.state().runtime().metadata(), genesis)
                .check(extrinsic, Hash256.of(birthHash.asBytes()))
                .isValid();
        if (!signed) {
            return new Validity.Refused(Reason.BAD_PROOF);
        }
        return checkAccount(block, bytes, extrinsic, authorship.get());
    }

    private static Validity checkAccount(Dispatch block, Bytes bytes, Extrinsic extrinsic, Authorship authorship) {
        Value signer = Dispatch.account(authorship.account().orElseThrow());
        long nonce = authorship.nonce().orElse(0);
        Accounts accounts = new Accounts(block);
        long next = accounts.nonce(signer);
        if (nonce < next) {
            return new Validity.Refused(Reason.STALE);
        }
        BigInteger fee = Fees.of(bytes.size());
        if (accounts.free(signer).compareTo(fee.add(authorship.tip())) < 0) {
            return new Validity.Refused(Reason.PAYMENT);
        }
        var ready = new Validity.Ready(bytes, extrinsic, signer, nonce, authorship.tip(), fee);
        return nonce > next ? new Validity.Future(ready) : ready;
    }

    private static Value birthHash(Dispatch block, Authorship authorship) {
        long birth = authorship.era().birth(block.block());
        return block.at("System", "BlockHash", Value.of(birth)).get();
    }

    private static boolean isZero(Value hash) {
        return hash.equals(Value.of(new byte[Hash256.BYTES]));
    }
}
