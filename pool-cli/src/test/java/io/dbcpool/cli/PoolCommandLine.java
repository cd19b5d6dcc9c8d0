package io.dbcpool.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** The command, for tests of its verbs. */
public final class PoolCommandLine {

    private PoolCommandLine() {}

    /** @return the exit code */
    public static int run(List<String> words) {
        return PoolCli.newCommandLine().execute(words.toArray(String[]::new));
    }

    /**
     * @param verb stands in for the one of its class
     * @return the exit code
     */
    public static int run(List<String> words, Object verb) {
        var others = CommandLine.defaultFactory();
        IFactory verbs = new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                return type.isInstance(verb) ? type.cast(verb) : others.create(type);
            }
        };
        return PoolCli.newCommandLine(verbs).execute(words.toArray(String[]::new));
    }
}
