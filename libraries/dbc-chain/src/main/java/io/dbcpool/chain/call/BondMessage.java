package io.dbcpool.chain.call;

import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.substrate.crypto.address.AccountId;
import java.nio.charset.StandardCharsets;

/**
 * What a machine signs so that a stash may bond it: its id and the stash's address, 64 and 48 characters, signed raw
 * ({@code check_bonding_msg} in {@code pallets/online-profile/src/utils.rs}).
 */
public record BondMessage(MachineKey machine, AccountId stash) {

    /** What the runtime wants; another length is {@code BadMsgLen}. */
    public static final int BYTES = 112;

    public byte[] bytes() {
        byte[] bytes = (machine.text() + stash.toSs58(DbcRuntime.SS58_PREFIX)).getBytes(StandardCharsets.US_ASCII);
        if (bytes.length != BYTES) {
            throw new IllegalStateException(
                    "wanted a message of %d bytes, but made one of %d".formatted(BYTES, bytes.length));
        }
        return bytes;
    }
}
