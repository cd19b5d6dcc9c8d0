package io.dbcpool.cli.process;

/** How a process ended, in words. */
final class Death {

    /** A shell's and Java's way to say that a signal did it. */
    private static final int BY_SIGNAL = 128;

    private Death() {}

    static String describe(int exitCode) {
        if (exitCode <= BY_SIGNAL) {
            return "exit code " + exitCode;
        }
        int signal = exitCode - BY_SIGNAL;
        return switch (signal) {
            case 6 -> "by SIGABRT";
            case 9 -> "by SIGKILL";
            case 11 -> "by SIGSEGV";
            case 15 -> "by SIGTERM";
            default -> "by signal " + signal;
        };
    }
}
