package io.dbcpool.bench.substrate;

import io.dbcpool.cli.CannotReachException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** polkadot-js under Node, a process for each operation. */
final class PolkadotJs {

    private final Path script;
    private final Path modules;

    /** @param modules where npm has installed {@code @polkadot/api} */
    PolkadotJs(Path script, Path modules) {
        this.script = script;
        this.modules = modules;
    }

    void prepare(Path metadata, Path target) throws CannotReachException {
        run("prepare", metadata, target);
    }

    /** The microseconds of one operation, in each of the measured seconds. */
    List<Double> measure(String operation, Path metadata, Path vectors) throws CannotReachException {
        return run(operation, metadata, vectors).stream().map(Double::valueOf).toList();
    }

    private List<String> run(String... words) throws CannotReachException {
        List<String> command = new ArrayList<>(List.of("node", script.toString(), modules.toString()));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command)
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

    private List<String> run(String operation, Path metadata, Path more) throws CannotReachException {
        return run(operation, metadata.toString(), more.toString());
    }
}
