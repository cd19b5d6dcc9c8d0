package io.dbcpool.broadcast;

import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.util.Locale;
import java.util.Optional;

/** What a datagram turned out to be. All are ordinary values; the sender may be anybody. */
public sealed interface Verdict {

    record Accepted(MachineId machineId, Word word) implements Verdict {}

    /**
     * A test word, {@code "status":"test"}: of ours and no DBC node's. It shows that the path works, and nobody obeys
     * it.
     *
     * @param canary what the listener that sent it knows it by; empty for one that an operator sent
     */
    record Tested(MachineId machineId, Optional<String> canary) implements Verdict {}

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
        SENDER_NOT_ALLOWED,
        RATE_LIMITED;

        /** As it is written in metrics and records: {@code not-base64}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
