package io.dbcpool.bench.chain;

import io.dbcpool.values.MachineId;

/** Somebody who sees a rental, and does one thing about it. */
interface Witness extends AutoCloseable {

    String name();

    /** When, by this process's monotonic clock, it was seen that the thing is done for that machine's rental. */
    long doneAtNanos(MachineId machine, String rentOrder);

    /** Whether it knows that no machine is rented, as of a block that is final. */
    boolean isReadyAt(long block);

    /** All machines are free; what was done about their rentals is undone. */
    void beginAgain();

    @Override
    void close();
}
