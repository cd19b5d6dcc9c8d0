package io.dbcpool.host.linux;

import io.dbcpool.host.setup.FileEdit;
import io.dbcpool.host.setup.SetupCommand;
import io.dbcpool.host.setup.SetupPlan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Carries a plan out on a host, and takes it back. The only thing here that changes a host. */
public final class HostEditor {

    private static final int PERMISSIONS = 07777;

    /** Runs a program of the host, and says how it ended. */
    @FunctionalInterface
    public interface Runner {

        /** @return its exit code; 127 if there is no such program */
        int run(List<String> words) throws IOException, InterruptedException;
    }

    private final RootedPath paths;
    private final SetupJournal journal;
    private final Runner runner;
    private final Consumer<String> tell;

    /**
     * @param root where the host's root is mounted; {@code /} for our own
     * @param tell each thing that is done, in a line
     */
    public HostEditor(Path root, SetupJournal journal, Runner runner, Consumer<String> tell) {
        String prefix = root.toAbsolutePath().normalize().toString();
        this.paths = new RootedPath(prefix.equals("/") ? "" : prefix);
        this.journal = journal;
        this.runner = runner;
        this.tell = tell;
    }

    /**
     * @return what went wrong; nothing if all was done. It ends with the first thing that does, and what was done until
     *     then can be undone, or gone on with by a plan made anew
     */
    public Optional<String> apply(SetupPlan plan) throws IOException, InterruptedException {
        for (FileEdit edit : plan.edits()) {
            if (!isStill(edit)) {
                return Optional.of("%s has changed since the plan was made; nothing was done".formatted(edit.path()));
            }
        }
        for (SetupCommand command : plan.first()) {
            var failure = run(command);
            if (failure.isPresent()) {
                return failure;
            }
        }
        for (FileEdit edit : plan.edits()) {
            if (!isStill(edit)) {
                return Optional.of("%s has changed meanwhile; make the plan again".formatted(edit.path()));
            }
            apply(edit);
        }
        for (SetupCommand command : plan.commands()) {
            var failure = run(command);
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    /** The file itself where a link leads to it: the link stays, and its own mode is nobody's. */
    private Path fileAt(String path) throws IOException {
        Path file = paths.resolve(path);
        return Files.isSymbolicLink(file) ? file.toRealPath() : file;
    }

    private boolean isStill(FileEdit edit) throws IOException {
        try {
            byte[] now = Files.readAllBytes(fileAt(edit.path()));
            return edit.before()
                    .filter(text -> Arrays.equals(text.getBytes(StandardCharsets.UTF_8), now))
                    .isPresent();
        } catch (NoSuchFileException e) {
            return edit.before().isEmpty();
        }
    }

    private void apply(FileEdit edit) throws IOException {
        Path file = fileAt(edit.path());
        int number = journal.read().size();
        byte[] content = edit.after().getBytes(StandardCharsets.UTF_8);
        if (edit.before().isPresent()) {
            Map<String, Object> seen = Files.readAttributes(file, "unix:mode,uid,gid,lastModifiedTime");
            byte[] before = Files.readAllBytes(file);
            journal.write(new SetupEntry(
                    Optional.of(edit.path()),
                    true,
                    "%03o".formatted((Integer) seen.getOrDefault("mode", 0) & PERMISSIONS),
                    "%s:%s".formatted(seen.get("uid"), seen.get("gid")),
                    ((FileTime) seen.getOrDefault("lastModifiedTime", FileTime.fromMillis(0))).to(TimeUnit.NANOSECONDS),
                    journal.keep(before, number),
                    sha256(content),
                    0,
                    List.of(),
                    List.of()));
            replace(file, content, (Integer) seen.getOrDefault("mode", 0) & PERMISSIONS);
        } else {
            int missing = missingFolders(file);
            journal.write(new SetupEntry(
                    Optional.of(edit.path()), false, "", "", 0, "", sha256(content), missing, List.of(), List.of()));
            Files.createDirectories(file.getParent());
            replace(file, content, 0644);
        }
        tell.accept((edit.before().isPresent() ? "edited " : "made ") + edit.path());
    }

    private static int missingFolders(Path file) {
        int missing = 0;
        for (Path above = file.getParent(); above != null && !Files.exists(above); above = above.getParent()) {
            missing++;
        }
        return missing;
    }

    /** Those that were made for the file, unless somebody has put something into them since. */
    private static void removeFolders(Path file, int made) throws IOException {
        Path above = file.getParent();
        for (int i = 0; i < made && above != null; i++) {
            try {
                Files.deleteIfExists(above);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
            above = above.getParent();
        }
    }

    /** As a whole or not at all, with the owner that it has. */
    private static void replace(Path file, byte[] content, int mode) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".dbc-pool-next");
        // Nobody else's from the first byte on, and on disk before it is in the other's place: a host boots by some of
        // these.
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            var left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        if (Files.exists(file)) {
            Map<String, Object> seen = Files.readAttributes(file, "unix:uid,gid");
            own(next, seen.getOrDefault("uid", 0), seen.getOrDefault("gid", 0));
        }
        Files.setAttribute(next, "unix:mode", mode);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void own(Path file, Object uid, Object gid) throws IOException {
        Map<String, Object> now = Files.readAttributes(file, "unix:uid,gid");
        if (!uid.equals(now.get("uid"))) {
            Files.setAttribute(file, "unix:uid", uid);
        }
        if (!gid.equals(now.get("gid"))) {
            Files.setAttribute(file, "unix:gid", gid);
        }
    }

    private Optional<String> run(SetupCommand command) throws IOException, InterruptedException {
        journal.write(SetupEntry.run(command.words(), command.undo()));
        int code = runner.run(command.words());
        if (code != 0) {
            return Optional.of("'%s' ended with %s"
                    .formatted(command.text(), code == 127 ? "'no such program'" : "exit code " + code));
        }
        tell.accept("ran " + command.text());
        return Optional.empty();
    }

    /**
     * Takes all back that the journal knows, the last first.
     *
     * @param suffix of the name under which the journal is kept after
     * @return what could not be taken back: a file that somebody has changed since, a command that failed
     */
    public List<String> undo(String suffix) throws IOException, InterruptedException {
        var entries = journal.read();
        var faults = new ArrayList<String>();
        // What takes up what is in files is the same word forth and back, and comes after all files.
        var takeUp = new LinkedHashSet<List<String>>();
        for (int i = entries.size() - 1; i >= 0; i--) {
            SetupEntry entry = entries.get(i);
            if (entry.path().isPresent()) {
                restore(entry, entry.path().get()).ifPresent(faults::add);
            } else if (entry.undo().equals(entry.command())) {
                takeUp.add(entry.undo());
            } else if (!entry.undo().isEmpty()) {
                runUndo(entry.undo()).ifPresent(faults::add);
            }
        }
        for (List<String> words : takeUp) {
            runUndo(words).ifPresent(faults::add);
        }
        if (faults.isEmpty() && !entries.isEmpty()) {
            journal.close(suffix);
        }
        return faults;
    }

    private Optional<String> restore(SetupEntry entry, String path) throws IOException {
        Path file = fileAt(path);
        boolean isThere = Files.exists(file);
        byte[] now = isThere ? Files.readAllBytes(file) : new byte[0];
        if (entry.existed() && isThere && Arrays.equals(now, journal.kept(entry))) {
            return Optional.empty();
        }
        if (!entry.existed() && !isThere) {
            return Optional.empty();
        }
        if (!isThere || !sha256(now).equals(entry.written())) {
            return Optional.of("%s was changed since, and is left as it is%s"
                    .formatted(
                            path,
                            entry.existed()
                                    ? "; as it was before it is in "
                                            + journal.folder().resolve(entry.backup())
                                    : ""));
        }
        if (entry.existed()) {
            replace(file, journal.kept(entry), Integer.parseInt(entry.mode(), 8));
            Files.setLastModifiedTime(file, FileTime.from(entry.modifiedNanos(), TimeUnit.NANOSECONDS));
            tell.accept("restored " + path);
        } else {
            Files.delete(file);
            removeFolders(file, entry.madeFolders());
            tell.accept("removed " + path);
        }
        return Optional.empty();
    }

    private Optional<String> runUndo(List<String> words) throws IOException, InterruptedException {
        String text = String.join(" ", words);
        int code = runner.run(words);
        if (code != 0) {
            return Optional.of("'%s' ended with exit code %d".formatted(text, code));
        }
        tell.accept("ran " + text);
        return Optional.empty();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Programs of this host, or of the one whose root is mounted, by chroot. Their output is shown. */
    public static Runner programs(Path root) {
        boolean own = root.toAbsolutePath().normalize().equals(Path.of("/"));
        return words -> {
            var line = new ArrayList<String>();
            if (!own) {
                line.add("chroot");
                line.add(root.toAbsolutePath().normalize().toString());
            }
            line.addAll(words);
            var builder = new ProcessBuilder(line).inheritIO();
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            builder.environment().merge("PATH", "/usr/sbin:/sbin:/usr/bin:/bin", (has, more) -> has + ":" + more);
            try {
                return builder.start().waitFor();
            } catch (IOException e) {
                return 127;
            }
        };
    }
}
