package io.dbcpool.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.configuration.PoolConfig.Machine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceConfigTest {

    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writePool() throws IOException {
        file = folder.resolve("pool.yaml");
        Files.writeString(file, "pool: {name: p, machines: [{id: %s, name: gpu-01}, {id: %s}]}".formatted(A, B));
    }

    @ParameterizedTest(name = "DBCPOOL_MACHINES ''{0}'' serves {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                | gpu-01 bbbbbbbb",
                "' , '             | gpu-01 bbbbbbbb",
                "gpu-01            | gpu-01",
                "' bbbbbbbb,'      | bbbbbbbb",
                "bbbbbbbb , gpu-01 | gpu-01 bbbbbbbb",
            })
    void theMachinesOfThisHostAreServed(String machines, String served) throws Exception {
        var config = ServiceConfig.read(Optional.of(file.toString()), Optional.of(machines));

        assertThat(config.machines()).extracting(Machine::name).containsExactly(served.split(" "));
    }

    @Test
    void aMachineIsServedByItsIdToo() throws Exception {
        var config = ServiceConfig.read(Optional.of(file.toString()), Optional.of("A".repeat(64)));

        assertThat(config.machines()).extracting(Machine::name).containsExactly("gpu-01");
    }

    @Test
    void anUnknownMachineIsNamed() {
        assertThatThrownBy(() -> ServiceConfig.read(Optional.of(file.toString()), Optional.of("gpu-01,gpu-10")))
                .isInstanceOf(PoolFileException.class)
                .hasMessage(
                        "DBCPOOL_MACHINES: wanted machines of %s [bbbbbbbb, gpu-01], found 'gpu-10'; did you mean 'gpu-01'?",
                        file);
    }

    @Test
    void theCheckPrintsTheOneMessageAndNothingElse() {
        var err = new ByteArrayOutputStream();
        var missing = folder.resolve("none.yaml");

        boolean usable = ServiceConfig.check(
                Map.of("DBCPOOL_CONFIG", missing.toString()), new PrintStream(err, true, StandardCharsets.UTF_8));

        assertThat(usable).isFalse();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(missing + ": wanted a pool file, found nothing there\n");
    }

    @Test
    void aProcessThatCannotUseItsFileEndsWithTwo() throws Exception {
        assertThat(exitCode(folder.resolve("none.yaml"))).isEqualTo(2);
        assertThat(exitCode(file)).isZero();
    }

    private int exitCode(Path pool) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OnlyChecks.class.getName())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        process.environment().put("DBCPOOL_CONFIG", pool.toString());
        process.environment().remove("DBCPOOL_MACHINES");
        var started = process.start();
        assertThat(started.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return started.exitValue();
    }

    static final class OnlyChecks {

        private OnlyChecks() {}

        public static void main(String[] args) {
            ServiceConfig.checkOrExit(System.getenv());
        }
    }
}
