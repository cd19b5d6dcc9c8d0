package io.dbcpool.configuration;

import io.dbcpool.values.MachineId;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a service finds its pool: by {@code DBCPOOL_CONFIG}, with the machines it serves in {@code DBCPOOL_MACHINES}. */
public final class ServiceConfig {

    /** Names the file; without it {@code pool.yaml} in the folder where the service was started. */
    public static final String CONFIG = "DBCPOOL_CONFIG";

    /** Names or ids with commas between them; without it all machines of the file. */
    public static final String MACHINES = "DBCPOOL_MACHINES";

    /** The exit code of a service that cannot use what it was given. */
    public static final int WRONG_USAGE = 2;

    private ServiceConfig() {}

    /**
     * @param path the value of {@link #CONFIG}
     * @param machines the value of {@link #MACHINES}
     * @throws PoolFileException if the file cannot be used, or has not all those machines
     */
    public static PoolConfig read(Optional<String> path, Optional<String> machines) throws PoolFileException {
        var config = PoolFile.read(Path.of(path.filter(text -> !text.isBlank()).orElse("pool.yaml")));
        return config.servingOnly(served(config, machines.orElse("")));
    }

    /**
     * @param env the process's environment
     * @throws PoolFileException if the file cannot be used, or has not all those machines
     */
    public static PoolConfig read(Map<String, String> env) throws PoolFileException {
        return read(Optional.ofNullable(env.get(CONFIG)), Optional.ofNullable(env.get(MACHINES)));
    }

    private static Set<MachineId> served(PoolConfig config, String machines) throws PoolFileException {
        var served = new HashSet<MachineId>();
        for (String word : machines.split(",", -1)) {
            if (!word.isBlank()) {
                served.add(config.findMachine(word.strip())
                        .orElseThrow(() -> unknown(config, word.strip()))
                        .id());
            }
        }
        return served;
    }

    private static PoolFileException unknown(PoolConfig config, String word) {
        var names = config.machines().stream()
                .map(PoolConfig.Machine::name)
                .sorted()
                .toList();
        return new PoolFileException("%s: wanted machines of %s %s, found %s%s"
                .formatted(
                        MACHINES,
                        config.file(),
                        names,
                        Problems.quote(word),
                        NearMiss.find(word, names)
                                .map("; did you mean '%s'?"::formatted)
                                .orElse("")));
    }

    /**
     * Ends the process with exit code 2 and the one message on stderr, if the service cannot use its file. To be called
     * before the framework starts, whose own failure is a page of stack trace.
     */
    public static void checkOrExit(Map<String, String> env) {
        if (!check(env, System.err)) {
            System.exit(WRONG_USAGE);
        }
    }

    static boolean check(Map<String, String> env, PrintStream err) {
        try {
            read(env);
            return true;
        } catch (PoolFileException e) {
            err.println(e.getMessage());
            return false;
        }
    }
}
