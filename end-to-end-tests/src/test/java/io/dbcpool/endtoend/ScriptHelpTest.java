package io.dbcpool.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.endtoend.pool.PoolCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whom the script {@code pool} asks for a verb's help. Its JDK says only what it was started with. */
@Timeout(30)
class ScriptHelpTest {

    private static final List<String> SERVICES =
            List.of("broadcast-listener", "rental-watcher", "node-agent", "chain-bridge", "pool-console");

    @TempDir
    Path home;

    @BeforeEach
    void copyTheScript() throws Exception {
        Files.copy(PoolCommand.home().resolve("pool"), home.resolve("pool"), StandardCopyOption.COPY_ATTRIBUTES);
        write("jdk/release", "JAVA_VERSION=\"17.0.1\"\n");
        executable("jdk/bin/javac", "#!/bin/sh\n");
        executable("jdk/bin/java", "#!/bin/sh\necho \"started: $*\"\n");
    }

    @Test
    void aBenchTellsItsOwnHelp() throws Exception {
        build("built-bench");

        assertThat(pool("bench", "vacate", "--help")).contains("started: ", "io.dbcpool.bench.Bench vacate --help");
        assertThat(pool("bench", "--help")).contains("started: ", "io.dbcpool.bench.Bench --help");
    }

    @Test
    void aBenchThatIsNotBuiltSaysSo() throws Exception {
        assertThat(pool("bench", "vacate", "--help"))
                .contains("once it is built", "usage: ./pool VERB")
                .doesNotContain("started: ");
    }

    @Test
    void everyOtherVerbTellsItsOwnHelp() throws Exception {
        build("built-pool");

        assertThat(pool("status", "--help")).contains("io.dbcpool.cli.PoolCli status --help");
        assertThat(pool("test", "--help")).contains("usage: ./pool VERB").doesNotContain("started: ");
    }

    private void build(String stamp) throws Exception {
        write("target/" + stamp, "of these sources\n");
        write("pool-cli/target/pool-cli.jar", "");
        write("benchmarks/target/benchmarks.jar", "");
        for (String service : SERVICES) {
            write(service + "/target/quarkus-app/quarkus-run.jar", "");
        }
    }

    private void write(String path, String text) throws Exception {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void executable(String path, String text) throws Exception {
        write(path, text);
        assertThat(home.resolve(path).toFile().setExecutable(true)).isTrue();
    }

    private String pool(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(home.resolve("pool").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        var process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
