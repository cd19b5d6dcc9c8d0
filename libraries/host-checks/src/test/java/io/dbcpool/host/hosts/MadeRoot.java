package io.dbcpool.host.hosts;

import io.dbcpool.host.probe.Answer;
import io.dbcpool.host.probe.Answer.Fields;
import io.dbcpool.host.probe.Answer.Names;
import io.dbcpool.host.probe.Answer.Text;
import io.dbcpool.host.probe.HostRecord;
import io.dbcpool.host.probe.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A recorded host's files as a root file system in a folder: what was read, listed, linked and looked at. */
public final class MadeRoot {

    private final Path root;

    private MadeRoot(Path root) {
        this.root = root;
    }

    public static void write(HostRecord record, Path root) throws IOException {
        var made = new MadeRoot(root);
        for (Map.Entry<Question, Answer> one : record.answers().entrySet()) {
            made.write(one.getKey(), one.getValue());
        }
        // Names that nothing else is known of, and times: after all files are there.
        for (Map.Entry<Question, Answer> one : record.answers().entrySet()) {
            made.finish(one.getKey(), one.getValue());
        }
    }

    private void write(Question question, Answer answer) throws IOException {
        if (!question.subject().startsWith("/")) {
            return;
        }
        Path path = at(question.subject());
        switch (question.kind()) {
            case READ -> {
                if (answer instanceof Text text) {
                    Files.createDirectories(path.getParent());
                    Files.writeString(path, text.text());
                }
            }
            case LINK -> {
                if (answer instanceof Text text && !text.text().isEmpty()) {
                    Files.createDirectories(path.getParent());
                    Files.deleteIfExists(path);
                    Files.createSymbolicLink(path, Path.of(text.text()));
                }
            }
            default -> {
                // No file.
            }
        }
    }

    private void finish(Question question, Answer answer) throws IOException {
        if (!question.subject().startsWith("/")) {
            return;
        }
        Path path = at(question.subject());
        switch (question.kind()) {
            case LIST -> {
                if (answer instanceof Names names) {
                    for (String name : names.names()) {
                        if (!Files.exists(path.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                            Files.createDirectories(path.resolve(name));
                        }
                    }
                }
            }
            case LOOK -> {
                if (answer instanceof Fields fields) {
                    look(path, fields.fields());
                }
            }
            default -> {
                // Nothing that a folder could show.
            }
        }
    }

    private static void look(Path path, Map<String, String> fields) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(path.getParent());
            if (fields.getOrDefault("type", "file").equals("folder")) {
                Files.createDirectories(path);
            } else {
                Files.createFile(path);
            }
        }
        if (!Files.isSymbolicLink(path)) {
            Files.setAttribute(path, "unix:mode", Integer.parseInt(fields.getOrDefault("mode", "644"), 8));
            Files.setLastModifiedTime(
                    path,
                    FileTime.from(
                            Long.parseLong(
                                    Optional.ofNullable(fields.get("modified")).orElse("0")),
                            TimeUnit.SECONDS));
        }
    }

    /** As a reader of a mounted root finds it. */
    private Path at(String path) {
        String inside = path.equals("/proc/mounts")
                ? "/proc/1/mounts"
                : path.startsWith("/proc/net/") ? "/proc/1/net/" + path.substring("/proc/net/".length()) : path;
        return Path.of(root + inside);
    }
}
