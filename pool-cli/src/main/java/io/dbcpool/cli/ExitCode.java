package io.dbcpool.cli;

/** What the shell learns from us; the same for every verb. */
public final class ExitCode {

    public static final int GOOD = 0;
    public static final int SOMETHING_IS_WRONG = 1;
    /** Also a {@code pool.yaml} that cannot be used. */
    public static final int WRONG_USAGE = 2;
    /** A service, a hypervisor or a program that is needed does not answer, or is not there. */
    public static final int CANNOT_REACH = 3;

    private ExitCode() {}
}
