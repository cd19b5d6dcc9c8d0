package io.dbcpool.watcher.process;

/**
 * It cannot be said whether a process is there, because the kernel did not tell: no descriptor is left, or other users'
 * processes are hidden. The message names what could not be done and why; it proves neither that it runs nor that it is
 * gone.
 */
public final class ProcessLookException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ProcessLookException(String message) {
        super(message);
    }

    public ProcessLookException(String message, Throwable cause) {
        super(message, cause);
    }
}
