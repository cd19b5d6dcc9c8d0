package io.dbcpool.values;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * A machine on the chain: its sr25519 public key, written as 64 hex digits in lower case.
 *
 * <p>The chain keys its storage by the 64 ASCII bytes that the owner bonded with, in either case ({@code MachineId =
 * Vec<u8>}; {@code check_bonding_msg} slices {@code msg[..64]}). Everywhere else two spellings are one machine, so this
 * keeps the lower one; whoever asks the chain keeps the chain's own text beside it.
 */
public record MachineId(String hex) implements Comparable<MachineId> {

    private static final int DIGITS = 64;

    public MachineId {
        if (!isId(hex)) {
            throw new IllegalArgumentException("machine id must be 64 hex digits, was '%s'".formatted(hex));
        }
        hex = hex.toLowerCase(Locale.ROOT);
    }

    /** Empty where the text is not 64 hex digits: for words from outside, where that is no error of ours. */
    public static Optional<MachineId> find(String text) {
        return isId(text) ? Optional.of(new MachineId(text)) : Optional.empty();
    }

    /** By hand: each datagram of a flood may claim to have one. */
    private static boolean isId(String text) {
        if (text.length() != DIGITS) {
            return false;
        }
        for (int i = 0; i < DIGITS; i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The 32 key bytes, for checking a signature made by the machine. */
    public byte[] publicKey() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public int compareTo(MachineId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
