package io.dbcpool.values;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A machine on the chain: its sr25519 public key, written as 64 hex digits in lower case.
 *
 * <p>The chain keys its storage by the 64 ASCII bytes that the owner bonded with, in either case ({@code MachineId =
 * Vec<u8>}; {@code check_bonding_msg} slices {@code msg[..64]}). Everywhere else two spellings are one machine, so this
 * keeps the lower one; whoever asks the chain keeps the chain's own text beside it.
 */
public record MachineId(String hex) implements Comparable<MachineId> {

    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{64}");

    public MachineId {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("machine id must be 64 hex digits, was '%s'".formatted(hex));
        }
        hex = hex.toLowerCase(Locale.ROOT);
    }

    /** Empty where the text is not 64 hex digits: for words from outside, where that is no error of ours. */
    public static Optional<MachineId> find(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new MachineId(text)) : Optional.empty();
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
