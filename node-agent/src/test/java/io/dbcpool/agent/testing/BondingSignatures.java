package io.dbcpool.agent.testing;

import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.PublicKey;
import io.dbcpool.substrate.crypto.Signature;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.values.MachineId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Looks at a signature as the chain does ({@code check_bonding_msg}). */
public final class BondingSignatures {

    private BondingSignatures() {}

    public static boolean isGenuine(MachineId machine, String stash, String signature) {
        byte[] message = (machine.hex() + stash).getBytes(StandardCharsets.US_ASCII);
        var key = new PublicKey(KeyScheme.SR25519, AccountId.of(HexFormat.of().parseHex(machine.hex())));
        byte[] bytes = HexFormat.of().parseHex(signature.substring("0x".length()));
        return message.length == 112 && key.hasSigned(message, new Signature(KeyScheme.SR25519, bytes));
    }
}
