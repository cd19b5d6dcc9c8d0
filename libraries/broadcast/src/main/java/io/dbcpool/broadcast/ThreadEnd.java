package io.dbcpool.broadcast;

/** The end of a thread that has been told to end. */
public final class ThreadEnd {

    private ThreadEnd() {}

    /** Returns when it has ended, also where the caller is interrupted meanwhile; it stays interrupted then. */
    public static void await(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
