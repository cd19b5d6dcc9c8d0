package io.dbcpool.cli.release;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.cli.http.ServiceClient;
import io.dbcpool.cli.pool.HttpPorts;
import io.dbcpool.cli.pool.Service;
import io.dbcpool.cli.process.RunFiles;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.configuration.PoolFileException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells the watcher of this host that a machine is not rented. */
@Command(name = "release", description = "Tell the watcher that a machine is not rented, on your word.")
public final class ReleaseCommand implements Callable<Integer> {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The pool's file (default: pool.yaml).")
    private Path config = Path.of("pool.yaml");

    @Parameters(paramLabel = "MACHINE", description = "Its name or its id.")
    private String machine = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it is kept.")
    private String reason = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(names = "--json", description = "The watcher's answer as one line of JSON.")
    private boolean json;

    /** What the watcher is sent. */
    private record Release(String operator, String reason) {}

    @Override
    public Integer call() throws PoolFileException, CannotReachException, InterruptedException, IOException {
        var pool = PoolFile.read(config);
        var found = pool.findMachine(machine);
        if (found.isEmpty()) {
            System.err.printf(
                    "pool: %s has no machine '%s'; it has %s%n",
                    pool.file(),
                    machine,
                    pool.machines().stream().map(PoolConfig.Machine::name).toList());
            return ExitCode.WRONG_USAGE;
        }
        var ports = new RunFiles(pool.stateDir()).findPorts().orElse(new HttpPorts(HttpPorts.DEFAULT_BASE));
        var watcher = new ServiceClient(ports);
        String path = "/machines/" + found.get().id();
        var belief = watcher.get(Service.RENTAL_WATCHER, path).path("belief");
        if (!yes && !confirm(found.get().name(), belief)) {
            System.err.println("pool: nothing was done");
            return ExitCode.SOMETHING_IS_WRONG;
        }
        var answer =
                watcher.post(Service.RENTAL_WATCHER, path + "/release", token(pool), new Release(operator(), reason));
        System.out.println(
                json
                        ? answer.toString()
                        : "%s is released; overruled: %s"
                                .formatted(
                                        found.get().name(),
                                        answer.path("overruled").asText()));
        return ExitCode.GOOD;
    }

    /** A renter who is there after all loses nothing by a question, and everything by none. */
    private static boolean confirm(String name, JsonNode belief) throws IOException {
        System.err.printf(
                "The watcher believes that %s is %s: %s.%nIf somebody has rented it, your domain may then stand in his way, "
                        + "and he can report you.%nRelease it? [y/N] ",
                name, belief.path("state").asText(), belief.path("why").asText());
        System.err.flush();
        var answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
        return Objects.requireNonNullElse(answer, "")
                .strip()
                .toLowerCase(Locale.ROOT)
                .matches("y|yes");
    }

    /** The pool's own, or the one that the watcher writes for whoever may read its state folder. */
    private static String token(PoolConfig pool) throws CannotReachException {
        var file = pool.api()
                .tokenFile()
                .orElse(pool.stateDir()
                        .resolve(Service.RENTAL_WATCHER.serviceName())
                        .resolve("local-token"));
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CannotReachException(
                    "wanted the token in %s, and cannot read it; the watcher's own user can".formatted(file), e);
        }
    }

    private static String operator() {
        return System.getProperty("user.name");
    }
}
