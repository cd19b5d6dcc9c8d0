package io.dbcpool.cli.setup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Steps L and M of the guide: DBC's {@code check_env} starts a VM with all GPUs, a person runs the tests in it, and it
 * is cleaned up whatever came of them. Its own texts are from {@code check_kvm.cpp}.
 *
 * @param checkEnv the program
 * @param results where the line is kept that the check {@code gpu-tests-passed} reads
 * @param tester hands back what pytest said, once it has
 */
record GpuTrial(Path checkEnv, Path results, PrintStream out, Tester tester) {

    private static final Pattern SUCCESS = Pattern.compile("check vm domain_test successful");
    private static final Pattern ADDRESS =
            Pattern.compile("\\b((?:10|172|192)\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3})\\b");

    /** The person, or a file. */
    @FunctionalInterface
    interface Tester {
        String test(String address) throws IOException;
    }

    /** @return whether all tests have passed */
    boolean run(Instant at) throws IOException, InterruptedException {
        var said = run(List.of(checkEnv.toString()));
        boolean started = said.stream().anyMatch(line -> SUCCESS.matcher(line).find());
        var address = said.stream()
                .map(ADDRESS::matcher)
                .filter(Matcher::find)
                .map(match -> match.group(1))
                .reduce((first, last) -> last);
        if (!started || address.isEmpty()) {
            out.println("check_env has not said 'check vm domain_test successful' with the VM's address; see above.");
            cleanUp(address);
            return false;
        }
        try {
            guide(address.get());
            return keep(tester.test(address.get()), at);
        } finally {
            cleanUp(address);
        }
    }

    private void guide(String address) {
        out.println("""

                The VM runs. In another terminal:
                  ssh dbc@%s            (password vm123456)
                  sudo -i
                  cd /test/dbc_gpu_server_test/
                  pytest .              (18 tests, about 10 min; more than 30 min is suspicious)
                """.formatted(address));
    }

    private boolean keep(String output, Instant at) throws IOException {
        var summary = PytestSummary.find(output);
        if (summary.isEmpty()) {
            out.println("No line of pytest with what passed was found; nothing was kept.");
            return false;
        }
        Files.createDirectories(results.toAbsolutePath().getParent());
        String line = summary.get().line(at);
        Files.writeString(results, line + "\n");
        out.println(line);
        return summary.get().isGood();
    }

    /** Left running, the DBC node could start no VM. */
    private void cleanUp(Optional<String> address) throws IOException, InterruptedException {
        out.println("Cleaning up.");
        var line = new ArrayList<>(List.of(checkEnv.toString(), "--localip"));
        line.add(address.orElse("127.0.0.1"));
        run(line);
    }

    private List<String> run(List<String> line) throws IOException, InterruptedException {
        out.println("$ " + String.join(" ", line));
        var process = new ProcessBuilder(line)
                .directory(Objects.requireNonNullElse(checkEnv.toAbsolutePath().getParent(), Path.of("/"))
                        .toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var said = new ArrayList<String>();
        try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                out.println("  " + text);
                said.add(text);
            }
        }
        process.waitFor();
        return said;
    }
}
