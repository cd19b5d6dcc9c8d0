package io.dbcpool.devchain.pallet;

import io.dbcpool.devchain.runtime.DispatchFailure;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.PublicKey;
import io.dbcpool.substrate.crypto.Signature;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** What a machine signs so that a stash may bond it: {@code check_bonding_msg}. */
final class BondingMessage {

    private static final int ID_CHARS = 64;
    private static final int ADDRESS_CHARS = 48;
    private static final int ADDRESS_BYTES = 35;
    private static final int HIGHEST_ONE_BYTE_PREFIX = 63;
    private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    private BondingMessage() {}

    static void check(Value stash, byte[] machineId, byte[] message, byte[] signature) throws DispatchFailure {
        if (message.length != ID_CHARS + ADDRESS_CHARS) {
            throw Machines.error("BadMsgLen");
        }
        if (!Arrays.equals(machineId, Arrays.copyOf(message, ID_CHARS))) {
            throw Machines.error("SigMachineIdNotEqualBondedMachineId");
        }
        byte[] account = account(Arrays.copyOfRange(message, ID_CHARS, message.length))
                .orElseThrow(() -> Machines.error("ConvertMachineIdToWalletFailed"));
        if (!Value.of(account).equals(stash)) {
            throw Machines.error("MachineStashNotEqualControllerStash");
        }
        if (!hasSigned(machineId, message, signature)) {
            throw Machines.error("BadSignature");
        }
    }

    /** As the pallet reads an address: any prefix of one byte, and the checksum is not looked at. */
    private static Optional<byte[]> account(byte[] address) {
        BigInteger number = BigInteger.ZERO;
        int zeros = 0;
        for (byte character : address) {
            int digit = DIGITS.indexOf(character);
            if (digit < 0) {
                return Optional.empty();
            }
            zeros += number.signum() == 0 && digit == 0 ? 1 : 0;
            number = number.multiply(BigInteger.valueOf(DIGITS.length())).add(BigInteger.valueOf(digit));
        }
        int length = zeros + (number.bitLength() + 7) / 8;
        byte[] decoded = new byte[ADDRESS_BYTES];
        byte[] bytes = number.toByteArray();
        int signBytes = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        if (length != ADDRESS_BYTES) {
            return Optional.empty();
        }
        System.arraycopy(bytes, signBytes, decoded, zeros, bytes.length - signBytes);
        return (decoded[0] & 0xff) > HIGHEST_ONE_BYTE_PREFIX
                ? Optional.empty()
                : Optional.of(Arrays.copyOfRange(decoded, 1, 1 + AccountId.BYTES));
    }

    private static boolean hasSigned(byte[] machineId, byte[] message, byte[] signature) {
        try {
            AccountId key = AccountId.of(HexFormat.of().parseHex(new String(machineId, StandardCharsets.US_ASCII)));
            return new PublicKey(KeyScheme.SR25519, key)
                    .hasSigned(message, new Signature(KeyScheme.SR25519, signature));
        } catch (IllegalArgumentException noKeyOrNoSignature) {
            return false;
        }
    }
}
