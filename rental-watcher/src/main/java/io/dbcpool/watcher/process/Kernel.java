package io.dbcpool.watcher.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.time.Duration;

/**
 * The three system calls on a process's file descriptor. Linux 5.3 and later have them all; each has one number on all
 * machines.
 */
final class Kernel {

    static final int NO_SUCH_PROCESS = 3;
    private static final int NOT_PERMITTED = 1;
    private static final int INTERRUPTED = 4;
    private static final int NO_PROCESS_BUT_A_THREAD = 22;
    private static final int TOO_MANY_OPEN_IN_ALL = 23;
    private static final int TOO_MANY_OPEN = 24;
    private static final int NO_SUCH_CALL = 38;

    private static final int PIDFD_SEND_SIGNAL = 424;
    private static final int PIDFD_OPEN = 434;
    private static final short POLLIN = 1;

    private static final C C_LIBRARY = Native.load("c", C.class);

    private Kernel() {}

    private interface C extends Library {

        int syscall(int number, Object... arguments) throws LastErrorException;

        int poll(Memory descriptors, long count, int timeoutMillis) throws LastErrorException;

        int close(int descriptor) throws LastErrorException;
    }

    /** A descriptor that stands for the process, also after its pid is given to another. */
    static int openPidfd(int pid) {
        return C_LIBRARY.syscall(PIDFD_OPEN, pid, 0);
    }

    /** Sends a signal; number 0 sends none and only asks whether one could be sent. */
    static void send(int pidfd, int signal) {
        C_LIBRARY.syscall(PIDFD_SEND_SIGNAL, pidfd, signal, Pointer.NULL, 0);
    }

    static boolean awaitEnd(int pidfd, Duration limit) {
        // struct pollfd { int fd; short events; short revents; }
        try (var descriptor = new Memory(8)) {
            descriptor.setInt(0, pidfd);
            descriptor.setShort(4, POLLIN);
            descriptor.setShort(6, (short) 0);
            return C_LIBRARY.poll(descriptor, 1, Math.toIntExact(limit.toMillis())) > 0;
        } catch (LastErrorException e) {
            if (e.getErrorCode() == INTERRUPTED) {
                return false;
            }
            throw e;
        }
    }

    static void close(int descriptor) {
        C_LIBRARY.close(descriptor);
    }

    /** Of {@link #openPidfd}: a pid may have become that of a thread of another process. */
    static boolean saysNoSuchProcess(LastErrorException e) {
        return e.getErrorCode() == NO_SUCH_PROCESS || e.getErrorCode() == NO_PROCESS_BUT_A_THREAD;
    }

    static String explain(LastErrorException e) {
        return switch (e.getErrorCode()) {
            case NOT_PERMITTED -> "not permitted: another user's process, and CAP_KILL is missing";
            case NO_SUCH_PROCESS -> "no such process";
            case TOO_MANY_OPEN, TOO_MANY_OPEN_IN_ALL -> "too many open files";
            case NO_SUCH_CALL -> "the kernel gives no pidfd: Linux 5.3 or later is needed";
            default -> "error " + e.getErrorCode();
        };
    }
}
