package io.dbcpool.listener.hearing;

import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.time.Instant;
import java.util.Optional;

/**
 * What has been heard of a machine since the start.
 *
 * @param lastWord what its DBC node said last; forgeable, so no proof of anything
 * @param lastHeardAt when
 * @param lastSender by whom, {@code address:port}
 * @param heldSender the address from which its DBC node speaks, configured or learned
 * @param renting how many broadcasts said so
 * @param empty how many broadcasts said so
 * @param silent whether nothing has been heard for longer than the limit
 */
public record MachineHeard(
        MachineId machineId,
        String name,
        Optional<Word> lastWord,
        Optional<Instant> lastHeardAt,
        Optional<String> lastSender,
        Optional<String> heldSender,
        long renting,
        long empty,
        boolean silent) {}
