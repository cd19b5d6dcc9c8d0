package io.dbcpool.watcher.process;

/** A signal could not be sent. The message names the process and what the kernel said. */
public final class ProcessSignalException extends Exception {

    private static final long serialVersionUID = 1L;

    public ProcessSignalException(String message) {
        super(message);
    }
}
