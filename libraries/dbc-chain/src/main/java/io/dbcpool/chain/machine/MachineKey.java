package io.dbcpool.chain.machine;

import io.dbcpool.values.MachineId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A machine in the chain's own spelling: the 64 characters under which it was bonded. The chain takes either case and
 * compares byte by byte, so one machine could be bonded under another spelling than the pool's file has.
 */
public record MachineKey(String text) {

    /** In lower case, as a DBC node writes its id, and as nearly every machine is bonded. */
    public static MachineKey of(MachineId machine) {
        return new MachineKey(machine.hex());
    }

    /** @throws IllegalArgumentException if the chain's text is not 64 hex digits */
    public MachineId id() {
        return new MachineId(text);
    }

    /** As {@link MachineId#hex}, whatever the chain's text is. */
    public String lowerCase() {
        return text.toLowerCase(Locale.ROOT);
    }

    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text;
    }
}
