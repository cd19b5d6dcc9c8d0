package io.dbcpool.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.endtoend.pool.FreePorts;
import io.dbcpool.endtoend.pool.OperatedPool;
import io.dbcpool.endtoend.pool.PoolCommand;
import io.dbcpool.endtoend.pool.TellOnFailure;
import io.dbcpool.parts.kafka.BrokerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code docs/quick-start.md}, done as it says; only the ports are others. */
@ExtendWith(TellOnFailure.class)
@Timeout(180)
class QuickStartIT {

    private static final Path PAGE = PoolCommand.home().resolve("docs/quick-start.md");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\./pool ([^#\n]*)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @Test
    void everyCommandOfThePageDoesWhatItIsThereFor() throws Exception {
        String page = Files.readString(PAGE);
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "pools").toAbsolutePath()), "quick-start-");
        int port = FreePorts.ofBroadcasts();
        try (var broker = BrokerProcess.start(folder.resolve("kafka"))) {
            var yaml = YAML.matcher(page).results().toList();
            assertThat(yaml).hasSize(1);
            String ports =
                    "  kafka: { bootstrap-servers: \"%s\" }%n  broadcast: { bind: \"0.0.0.0:%d\", canary: off }%n"
                            .formatted(broker.bootstrapServers(), port);
            Files.writeString(
                    folder.resolve("pool.yaml"), yaml.get(0).group(1).replace("  machines:", ports + "  machines:"));
            try (var pool = OperatedPool.upAndReady(folder, port)) {
                play(commands(page), folder, pool);
            }
        }
    }

    private static void play(List<List<String>> commands, Path folder, OperatedPool pool) throws Exception {
        assertThat(commands)
                .extracting(command -> command.get(0))
                .containsExactly("demo", "up", "events", "broadcast", "status", "receipt", "receipt", "release");
        for (List<String> command : commands.subList(3, 8)) {
            var ended = PoolCommand.run(folder, command.toArray(String[]::new));
            // A machine that is rented asks for the operator's eye.
            assertThat(ended.exitCode())
                    .as("%s: %s", command, ended.output())
                    .isIn(command.get(0).equals("status") ? List.of(0, 1) : List.of(0));
            if (command.get(0).equals("broadcast")) {
                awaitReceipt(folder, pool);
            }
        }
        var tail = PoolCommand.run(folder, commands.get(2).toArray(String[]::new));
        assertThat(tail.output()).contains("gpu-01", "renting");
    }

    private static void awaitReceipt(Path folder, OperatedPool pool) {
        Awaitility.await("the receipt of the VM")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(pool.getText("rental-watcher", "/receipts")).contains("\"outcome\":\"on-time\""));
        assertThat(folder.resolve("state/rental-watcher/receipts")).isNotEmptyDirectory();
    }

    /** Each line of the page that begins with {@code ./pool}, in words; what runs beside the next one as well. */
    private static List<List<String>> commands(String page) {
        var commands = new ArrayList<List<String>>();
        COMMAND.matcher(page).results().forEach(line -> {
            var words = new ArrayList<String>();
            WORD.matcher(line.group(1)).results().forEach(word -> {
                if (!"&".equals(word.group())) {
                    words.add(word.group(1) == null ? word.group(2) : word.group(1));
                }
            });
            commands.add(words);
        });
        return commands;
    }
}
