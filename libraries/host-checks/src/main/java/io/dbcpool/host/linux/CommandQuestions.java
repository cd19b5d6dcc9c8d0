package io.dbcpool.host.linux;

import io.dbcpool.host.probe.Answer;
import io.dbcpool.host.probe.Answer.Absent;
import io.dbcpool.host.probe.Answer.Text;
import io.dbcpool.host.probe.Answer.Unknown;
import io.dbcpool.host.probe.HostCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the fixed list of programs says. */
final class CommandQuestions {

    static final int LIMIT_SECONDS = 5;

    private static final int MOST_BYTES = 1 << 20;

    /** qemu-img check says with these that it found something: that is an answer. */
    private static final Map<HostCommand, Set<Integer>> ANSWERS = Map.of(HostCommand.IMAGE, Set.of(0, 1, 2, 3));

    /** A file in /data and nothing that a shell or a program could take otherwise; there is no shell in between. */
    private static final Pattern ARGUMENT = Pattern.compile("/data/[A-Za-z0-9._-]+");

    private final String root;

    CommandQuestions(String root) {
        this.root = root;
    }

    Answer run(String subject) {
        var command = HostCommand.find(subject);
        if (command.isEmpty()) {
            return new Unknown("no program of the list");
        }
        String argument = subject.substring(command.get().word().length()).strip();
        if (!argument.isEmpty() && !ARGUMENT.matcher(argument).matches()) {
            return new Unknown("a file name that is passed to no program");
        }
        return run(command.get(), command.get().line(root, argument));
    }

    private static Answer run(HostCommand command, List<String> line) {
        Process process;
        try {
            var builder = new ProcessBuilder(line).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C");
            builder.environment().merge("PATH", "/usr/sbin:/sbin:/usr/bin:/bin", (has, more) -> has + ":" + more);
            process = builder.start();
        } catch (IOException e) {
            return new Absent();
        }
        try (InputStream output = process.getInputStream()) {
            process.getOutputStream().close();
            // Ends a program that hangs, and with it the reading.
            var unused = process.onExit()
                    .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .whenComplete((ended, late) -> {
                        if (late != null) {
                            process.destroyForcibly();
                        }
                    });
            String text = new String(output.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                return new Unknown("no answer within %d s".formatted(LIMIT_SECONDS));
            }
            int code = process.exitValue();
            return ANSWERS.getOrDefault(command, Set.of(0)).contains(code)
                    ? new Text(text.lines().filter(command::keeps).collect(Collectors.joining("\n", "", "\n")))
                    : new Unknown("exit code %d: %s"
                            .formatted(code, text.lines().findFirst().orElse("nothing said")));
        } catch (IOException e) {
            return new Unknown(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unknown("no answer in time");
        } finally {
            process.destroyForcibly();
        }
    }
}
