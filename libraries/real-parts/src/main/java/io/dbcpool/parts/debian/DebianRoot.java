package io.dbcpool.parts.debian;

import io.dbcpool.parts.libvirt.PartsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The root file system of a Debian or Ubuntu, of the release that this machine is of, with a kernel, GRUB's
 * configuration, systemd and libvirtd: none of it runs. Its programs are run in it by {@code chroot}, as root.
 *
 * @param folder the root
 */
public record DebianRoot(Path folder) implements AutoCloseable {

    private static final String SCRIPT = "make-debian-root.sh";
    private static final Duration MAKING = Duration.ofMinutes(5);
    private static final Duration RUNNING = Duration.ofMinutes(2);

    /** To be raised when the script makes another. */
    private static final String VERSION = "debian-root-1";

    /** What a program said on both of its outputs. */
    public record Said(int exitCode, String output) {}

    /** Why there can be none here. */
    public static Optional<String> missing() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("not root: no root file system can be made");
        }
        for (String program : List.of("debootstrap", "chroot", "dpkg-deb")) {
            if (Arrays.stream((System.getenv("PATH") + ":/usr/sbin:/sbin").split(":", -1))
                    .noneMatch(folder -> Files.isExecutable(Path.of(folder, program)))) {
                return Optional.of("no %s here; on Debian or Ubuntu: apt-get install debootstrap".formatted(program));
            }
        }
        return Optional.empty();
    }

    /**
     * A copy in that folder, which must not be there, of the one in this user's cache. That one is made if it is not
     * there.
     *
     * @throws PartsException if it cannot be made: no network, no mirror
     */
    public static DebianRoot copiedTo(Path folder) {
        String home = System.getenv("XDG_CACHE_HOME");
        Path caches =
                home == null || home.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home);
        Path cache = caches.resolve("dbc-pool").resolve(VERSION);
        Path cached = cache.resolve("root");
        if (!Files.isDirectory(cached)) {
            make(cache);
        }
        var copied = run(MAKING, List.of("cp", "-a", "--reflink=auto", cached.toString(), folder.toString()));
        if (copied.exitCode() != 0) {
            throw new PartsException("cannot copy %s: %s".formatted(cached, copied.output()));
        }
        nameItsDisk(folder);
        return new DebianRoot(folder);
    }

    /** grub-probe wants a device of the disk that the root is on, by whatever name. It is not read. */
    private static void nameItsDisk(Path folder) {
        try {
            long device = (Long) Files.getAttribute(folder, "unix:dev");
            // sys/sysmacros.h, as far as the numbers of disks go.
            long major = (device >> 8) & 0xfff;
            long minor = (device & 0xff) | ((device >> 12) & 0xfff00);
            var made = run(
                    RUNNING,
                    List.of("mknod", folder + "/dev/disk-of-root", "b", Long.toString(major), Long.toString(minor)));
            if (made.exitCode() != 0) {
                throw new PartsException(made.output().strip());
            }
        } catch (IOException e) {
            throw new PartsException("cannot look at " + folder, e);
        }
    }

    private static void make(Path cache) {
        try (InputStream script =
                Objects.requireNonNull(DebianRoot.class.getResourceAsStream(SCRIPT), "the jar lacks " + SCRIPT)) {
            Files.createDirectories(cache);
            Path copy = cache.resolve(SCRIPT);
            Files.write(copy, script.readAllBytes());
            var made = run(MAKING, List.of("sh", copy.toString(), cache.toString()));
            if (made.exitCode() != 0) {
                throw new PartsException(made.output().strip());
            }
        } catch (IOException e) {
            throw new PartsException("cannot prepare " + cache, e);
        }
    }

    /** Runs one of its own programs in it, to its end. */
    public Said run(String... words) {
        var line = new ArrayList<>(List.of("chroot", folder.toString()));
        line.addAll(List.of(words));
        return run(RUNNING, line);
    }

    /** Where a path of it is, seen from outside. */
    public Path at(String path) {
        return Path.of(folder + path);
    }

    /** Removes it. */
    @Override
    public void close() {
        var removed = run(RUNNING, List.of("rm", "-rf", "--one-file-system", folder.toString()));
        if (removed.exitCode() != 0) {
            throw new PartsException(removed.output().strip());
        }
    }

    private static Said run(Duration limit, List<String> line) {
        @Nullable Path said = null;
        try {
            said = Files.createTempFile("said", ".log");
            var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(said.toFile());
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            builder.environment().put("LC_ALL", "C");
            builder.environment().merge("PATH", "/usr/sbin:/sbin:/usr/bin:/bin", (has, more) -> has + ":" + more);
            var process = builder.start();
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroy();
                throw new PartsException("%s: not done within %s".formatted(String.join(" ", line), limit));
            }
            return new Said(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new PartsException(String.join(" ", line) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartsException(String.join(" ", line) + ": interrupted", e);
        } finally {
            delete(said);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A file in /tmp that is left.
        }
    }
}
