package io.dbcpool.broadcast;

import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.util.Locale;
import java.util.Optional;

/** What a datagram turned out to be. Both are ordinary values; the sender may be anybody. */
public sealed interface Verdict {

    record Accepted(MachineId machineId, Word word) implements Verdict {}

    /**
     * @param detail what was wanted and what was found; never the whole datagram
     * @param machineId the machine it claimed to be, where that much could be read
     */
    record Refused(Reason reason, String detail, Optional<MachineId> machineId) implements Verdict {}

    /** Why a datagram was refused. The order is that of the checks. */
    enum Reason {
        TOO_LONG,
        NOT_BASE64,
        NOT_JSON,
        NOT_AN_OBJECT,
        BAD_NODE_ID,
        BAD_STATUS,
        UNKNOWN_MACHINE,
        SENDER_NOT_ALLOWED;

        /** As it is written in metrics and records: {@code not-base64}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
