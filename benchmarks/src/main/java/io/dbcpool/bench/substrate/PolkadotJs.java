package io.dbcpool.bench.substrate;

import io.dbcpool.cli.CannotReachException;
import io.dbcpool.substrate.crypto.KeyScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** polkadot-js under Node, a process for each operation. */
final class PolkadotJs {

    private static final String OPERATIONS = "substrate.mjs";

    private final Path scripts;
    private final Path modules;

    /** @param modules where npm has installed {@code @polkadot/api} */
    PolkadotJs(Path scripts, Path modules) {
        this.scripts = scripts;
        this.modules = modules;
    }

    void prepare(Path metadata, Path target) throws CannotReachException {
        run(OPERATIONS, "prepare", metadata.toString(), target.toString());
    }

    /** The microseconds of one operation, in each of the measured seconds. */
    List<Double> measure(String operation, Path metadata, Path vectors) throws CannotReachException {
        return run(OPERATIONS, operation, metadata.toString(), vectors.toString()).stream()
                .map(Double::valueOf)
                .toList();
    }

    /** What it says to each line of {@code messages}, see {@code interop.mjs}. */
    List<String> answer(KeyScheme scheme, Path messages) throws CannotReachException {
        return run("interop.mjs", scheme.word(), messages.toString());
    }

    List<String> command(String script, String... words) {
        List<String> command =
                new ArrayList<>(List.of("node", scripts.resolve(script).toString(), modules.toString()));
        command.addAll(List.of(words));
        return command;
    }

    private List<String> run(String script, String... words) throws CannotReachException {
        try {
            Process process = new ProcessBuilder(command(script, words))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new CannotReachException(
                        "wanted polkadot-js to do %s, but node ended with exit code %d".formatted(words[0], code));
            }
            return said.lines().toList();
        } catch (IOException noNode) {
            throw new CannotReachException("wanted to run node, but cannot: " + noNode.getMessage());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new CannotReachException("interrupted while polkadot-js was measured");
        }
    }
}
