package io.dbcpool.cli;

import java.util.List;

/** The command, for tests of its verbs. */
public final class PoolCommandLine {

    private PoolCommandLine() {}

    /** @return the exit code */
    public static int run(List<String> words) {
        return PoolCli.newCommandLine().execute(words.toArray(String[]::new));
    }
}
