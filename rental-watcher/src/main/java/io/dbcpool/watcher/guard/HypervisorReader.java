package io.dbcpool.watcher.guard;

/** Where a hypervisor is read: one thing after the other, in order, and none of it on the thread that asks for it. */
interface HypervisorReader {

    /** In its turn. */
    void execute(Runnable task);

    /** In its turn, not before that time has passed. */
    void executeAfter(long delayMillis, Runnable task);

    /** Again and again, each time in its turn; counted from when the one before was queued, and not from its end. */
    void executeEvery(long pauseMillis, Runnable task);

    /** Nothing is begun any more, and what hangs is interrupted. */
    void close();
}
