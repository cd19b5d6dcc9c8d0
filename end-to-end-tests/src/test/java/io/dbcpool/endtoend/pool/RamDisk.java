package io.dbcpool.endtoend.pool;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A small file system of its own (tmpfs), which can be filled and emptied. Needs root. */
public final class RamDisk implements AutoCloseable {

    private static final long LIMIT_SECONDS = 20;
    private static final int BLOCK_BYTES = 4_096;

    private final Path folder;

    private RamDisk(Path folder) {
        this.folder = folder;
    }

    /** Why none can be made here; empty if one can. */
    public static String obstacle() {
        try {
            if (!isRoot()) {
                return "only root can mount a file system";
            }
            var place = Files.createTempDirectory("dbcpool-mount-");
            try (var disk = mount(place, 1)) {
                return Files.isDirectory(disk.folder) ? "" : "mounted nothing";
            } finally {
                Files.deleteIfExists(place);
            }
        } catch (IOException e) {
            return "no file system can be mounted here: " + e.getMessage();
        }
    }

    public static boolean isRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    public static RamDisk mount(Path folder, int mebibytes) throws IOException {
        Files.createDirectories(folder);
        run("mount", "-t", "tmpfs", "-o", "size=%dm".formatted(mebibytes), "dbcpool-test", folder.toString());
        return new RamDisk(folder);
    }

    /** Until the last byte is taken. */
    public void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(filler())) {
            var block = new byte[BLOCK_BYTES];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (Files.size(filler()) == 0) {
                throw new IOException("wanted to fill %s, and could write nothing there".formatted(folder), e);
            }
        }
    }

    /** What filled it goes. */
    public void makeRoom() throws IOException {
        Files.delete(filler());
    }

    public void makeReadOnly() throws IOException {
        run("mount", "-o", "remount,ro", folder.toString());
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    private static void run(String... words) throws IOException {
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("%s: %s"
                        .formatted(
                                List.of(words),
                                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Whoever still has a file open there keeps it alive, and nobody sees it any more. */
    @Override
    public void close() throws IOException {
        run("umount", "--lazy", folder.toString());
    }
}
