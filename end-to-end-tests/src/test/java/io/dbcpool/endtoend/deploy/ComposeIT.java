package io.dbcpool.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code docker-compose.yml}, as docker-compose reads it and as an engine runs it. */
class ComposeIT {

    private static final String COMPOSE = "docker-compose";

    @Test
    void theFileIsCleanAndHasTheWholePool() throws Exception {
        assumeTrue(Command.exists(COMPOSE), "docker-compose is not here; on Debian: apt-get install docker-compose");

        assertThat(config("-q")).isEmpty();
        assertThat(config("--services").lines())
                .containsExactlyInAnyOrder(
                        "broadcast-listener",
                        "rental-watcher",
                        "node-agent",
                        "chain-bridge",
                        "pool-console",
                        "kafka",
                        "kafka-ha",
                        "dbc-client",
                        "prometheus",
                        "alertmanager");
    }

    /** With every profile: only so do 1.29 and its successor list the same. */
    private static String config(String asked) throws Exception {
        var words = new ArrayList<>(List.of(COMPOSE));
        for (String profile : List.of("pool", "host", "ha", "client")) {
            words.addAll(List.of("--profile", profile));
        }
        words.addAll(List.of("-f", "docker-compose.yml", "config", asked));
        return Command.run(words.toArray(String[]::new)).succeeds().output();
    }

    /**
     * Takes minutes, an engine (or root and dockerd), and where nothing can be pulled some 500 MB from apt's mirror.
     */
    @Test
    void theStackStartsHearsABroadcastAndFreesTheMachine() throws Exception {
        assumeTrue(
                Boolean.getBoolean("dbcpool.compose") || Boolean.getBoolean("dbcpool.long"),
                "starts a whole stack: run with -Ddbcpool.compose=true, or ./pool test --long");

        var tried = Command.run(Duration.ofMinutes(20), Map.of(), "deploy/compose/try")
                .succeeds();
        assertThat(tried.output()).contains("all was seen").contains("nothing is left");
    }
}
