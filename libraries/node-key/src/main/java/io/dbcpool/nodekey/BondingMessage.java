package io.dbcpool.nodekey;

import io.dbcpool.substrate.crypto.address.InvalidAddressException;
import io.dbcpool.substrate.crypto.address.Ss58Address;
import io.dbcpool.values.MachineId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The one message that a machine's key signs: its id as 64 characters, and behind it its stash as 48
 * (pallets/online-profile, {@code check_bonding_msg}: 112 bytes, and nothing around them).
 */
public final class BondingMessage {

    public static final int BYTES = 112;
    private static final int STASH_CHARS = 48;

    private final MachineId machine;
    private final String stash;

    private BondingMessage(MachineId machine, String stash) {
        this.machine = machine;
        this.stash = stash;
    }

    /** Empty if the stash is no SS58 address of 48 characters with a right checksum; the chain would not look at it. */
    public static Optional<BondingMessage> of(MachineId machine, String stash) {
        try {
            Ss58Address.parse(stash);
            return stash.length() == STASH_CHARS ? Optional.of(new BondingMessage(machine, stash)) : Optional.empty();
        } catch (InvalidAddressException e) {
            return Optional.empty();
        }
    }

    public MachineId machine() {
        return machine;
    }

    public String stash() {
        return stash;
    }

    public String text() {
        return machine.hex() + stash;
    }

    byte[] bytes() {
        return text().getBytes(StandardCharsets.US_ASCII);
    }
}
