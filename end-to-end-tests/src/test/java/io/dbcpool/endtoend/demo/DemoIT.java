package io.dbcpool.endtoend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.endtoend.pool.PoolCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first thing that the README asks a new user to run. */
class DemoIT {

    /** It takes half a minute where nothing else runs. */
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private static final Pattern BUDGET = Pattern.compile("(?m)^budget (\\d+) ms, used (\\d+) ms, left (\\d+) ms$");

    @Test
    void theOwnersDomainIsOffInTimeAndTheTimelineSaysHow(@TempDir Path folder) throws Exception {
        var demo = PoolCommand.run(LIMIT, folder, "demo");

        assertThat(demo.exitCode()).as(demo.output()).isZero();
        assertThat(demo.output())
                .containsSubsequence("says 'renting', datagram 1", "begun", "is off", "released")
                .contains("receipt: on time");
        var budget = BUDGET.matcher(demo.output());
        assertThat(budget.find()).as(demo.output()).isTrue();
        assertThat(number(budget.group(1))).isEqualTo(10_000);
        // Of both what is less than a millisecond is left out.
        assertThat(number(budget.group(2)) + number(budget.group(3))).isBetween(9_999L, 10_000L);
        draw(demo.output());
    }

    @Test
    void aQemuThatHangsIsKilledInTime(@TempDir Path folder) throws Exception {
        var demo = PoolCommand.run(LIMIT, folder, "demo", "--fault", "hung-qemu");

        assertThat(demo.exitCode()).as(demo.output()).isZero();
        assertThat(demo.output())
                .containsSubsequence("says 'renting', datagram 1", "begun", "kill", "released")
                .contains("receipt: on time");
    }

    /** Without Kafka, because the chain-bridge may be quicker than the watcher's own look at the chain. */
    @Test
    void aRentalThatTheWatcherReadsOnTheChainStandsInTheReceiptWithItsBlock(@TempDir Path folder) throws Exception {
        var demo = PoolCommand.run(LIMIT, folder, "demo", "--chain", "--fault", "kafka-down", "--json");

        assertThat(demo.exitCode()).as(demo.output()).isZero();
        var receipt = demo.json();
        var trigger = receipt.path("trigger");
        assertThat(trigger.path("source").asText()).isEqualTo("best-block");
        assertThat(trigger.path("via").asText()).isEqualTo("direct");
        assertThat(receipt.at("/evidence/signals")).anySatisfy(signal -> {
            assertThat(signal.path("source")).isEqualTo(trigger.path("source"));
            assertThat(signal.path("via")).isEqualTo(trigger.path("via"));
            assertThat(signal.path("block")).isEqualTo(trigger.path("block"));
            assertThat(signal.path("blockHash").asText()).matches("0x[0-9a-f]{64}");
        });
    }

    private static long number(String digits) {
        return Long.parseLong(digits);
    }

    /** For the README, when asked for; else beside the test's other files. */
    private static void draw(String output) throws Exception {
        Path pictures = Boolean.getBoolean("dbcpool.pictures")
                ? PoolCommand.home().resolve("docs/pictures")
                : Path.of("target/pictures");
        List<String> told =
                output.lines().dropWhile(line -> !line.startsWith("hypervisor")).toList();
        assertThat(told).isNotEmpty();
        Files.createDirectories(pictures);
        Files.writeString(pictures.resolve("demo.svg"), TerminalPicture.svg("./pool demo", told));
    }
}
