package io.dbcpool.watcher.process;

import java.time.Duration;

/** A hold on one process. A signal sent by it reaches that process or none. */
public interface Grip extends AutoCloseable {

    QemuProcess process();

    /**
     * Sends SIGTERM or SIGKILL. A process that is gone is a success.
     *
     * @throws ProcessSignalException if it could not be sent, as for want of CAP_KILL
     */
    void send(EndSignal signal) throws ProcessSignalException;

    /**
     * Waits until the process has ended: its memory and its open files are given back then, whether or not its parent
     * has collected it. A process in uninterruptible sleep has not ended, SIGKILL or not.
     *
     * @return whether it has ended within {@code limit}
     */
    boolean awaitEnd(Duration limit) throws InterruptedException;

    @Override
    void close();
}
