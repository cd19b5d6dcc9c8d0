package io.dbcpool.cli.watcher;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.http.ServiceClient;
import io.dbcpool.cli.pool.HttpPorts;
import io.dbcpool.cli.pool.Service;
import io.dbcpool.cli.process.RunFiles;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolConfig.Machine;
import java.io.IOException;
import java.nio.file.Files;

/** The rental-watcher of a pool on this host, as an operator reaches it. */
public final class Watcher {

    private final PoolConfig pool;
    private final ServiceClient client;

    public Watcher(PoolConfig pool) {
        this.pool = pool;
        var ports = new RunFiles(pool.stateDir()).findPorts().orElse(new HttpPorts(HttpPorts.DEFAULT_BASE));
        this.client = new ServiceClient(ports);
    }

    public JsonNode get(String path) throws CannotReachException, InterruptedException {
        return client.get(Service.RENTAL_WATCHER, path);
    }

    public JsonNode getMachine(Machine machine) throws CannotReachException, InterruptedException {
        return get(path(machine));
    }

    /** With the operator's token. */
    public JsonNode tell(Machine machine, String verb, Record body) throws CannotReachException, InterruptedException {
        return client.post(Service.RENTAL_WATCHER, path(machine) + "/" + verb, token(), body);
    }

    private static String path(Machine machine) {
        return "/machines/" + machine.id();
    }

    /** The pool's own, or the one that the watcher writes for whoever may read its state folder. */
    private String token() throws CannotReachException {
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

    /** Who asks, for what is kept of it. */
    public static String operator() {
        return System.getProperty("user.name");
    }
}
