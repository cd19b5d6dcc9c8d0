package io.dbcpool.cli.pool;

import io.dbcpool.cli.CannotReachException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where our programs are.
 *
 * @param home the folder that has the script {@code pool}
 * @param java the program that runs them all
 */
public record Installation(Path home, Path java) {

    /** Set by the script {@code pool}. */
    private static final String HOME = "DBCPOOL_HOME";

    /** The one that this process was started from, with everything in it built. */
    public static Installation find() throws CannotReachException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        String home = System.getenv().getOrDefault(HOME, "");
        var installation = new Installation(Path.of(home).toAbsolutePath().normalize(), java);
        for (Service service : Service.values()) {
            if (!Files.isRegularFile(installation.jarOf(service))) {
                throw new CannotReachException(
                        "wanted %s, found nothing there; ./pool builds it".formatted(installation.jarOf(service)));
            }
        }
        return installation;
    }

    Path jarOf(Service service) {
        return home.resolve(service.serviceName()).resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** Has, by its manifest, everything that the embedded broker needs as well. */
    Path cliJar() {
        return home.resolve("pool-cli/target/pool-cli.jar");
    }
}
