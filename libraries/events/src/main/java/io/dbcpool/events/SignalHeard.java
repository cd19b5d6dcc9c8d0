package io.dbcpool.events;

import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.RentOrderId;
import java.time.Instant;
import java.util.Optional;

/**
 * One word that a watcher heard of a machine, as it came. The same word from the same place is kept once and counted.
 *
 * @param says {@code renting}, {@code empty}, {@code free}, {@code retracted} (by a fork), {@code pending} (in the
 *     chain's pool)
 * @param saidAt when it was said, by the clock of whoever heard it first; of a block, the block's own time
 * @param firstAt when this watcher first heard it, a label of its wall clock
 * @param lastAt when it heard it last
 * @param from the datagram's sender, {@code address:port}; the record's place, {@code topic/partition/offset}; of a
 *     hypervisor the domains; of a block that the watcher read itself the pallet, of a call that waits its extrinsic
 * @param blockHash of the block that says so
 * @param raw what came, in base64: the datagram, or the record's value; nothing came of what a hypervisor or the chain
 *     was asked, and a block's hash says all of it
 */
public record SignalHeard(
        Trigger.Source source,
        Trigger.Via via,
        String says,
        Instant saidAt,
        Instant firstAt,
        Instant lastAt,
        long count,
        String from,
        Optional<RentOrderId> rentOrderId,
        Optional<BlockNumber> block,
        Optional<String> blockHash,
        Optional<Instant> blockTime,
        Optional<String> raw) {

    /** One without a block behind it, said as it was heard, and heard once. */
    public static SignalHeard of(
            Trigger.Source source, Trigger.Via via, String says, Instant at, String from, Optional<String> raw) {
        return new SignalHeard(
                source,
                via,
                says,
                at,
                at,
                at,
                1,
                from,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                raw);
    }
}
