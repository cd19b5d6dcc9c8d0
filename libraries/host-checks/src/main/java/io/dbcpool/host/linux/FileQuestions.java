package io.dbcpool.host.linux;

import io.dbcpool.host.probe.Answer;
import io.dbcpool.host.probe.Answer.Absent;
import io.dbcpool.host.probe.Answer.Fields;
import io.dbcpool.host.probe.Answer.Names;
import io.dbcpool.host.probe.Answer.Text;
import io.dbcpool.host.probe.Answer.Unknown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;

/** What files and folders say. */
final class FileQuestions {

    /** More than any file that is asked for has: a /proc/cpuinfo has 1.5 KiB for each CPU. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int MOST_NAMES = 20_000;
    private static final int FILE_TYPE = 0170000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int FOLDER = 0040000;
    private static final int REGULAR = 0100000;
    private static final int LINK = 0120000;
    private static final int PERMISSIONS = 07777;
    private static final int WRITES = 5;

    private interface Asked {
        Answer answer() throws IOException;
    }

    private final RootedPath paths;

    FileQuestions(RootedPath paths) {
        this.paths = paths;
    }

    private static Answer answer(Asked asked) {
        try {
            return asked.answer();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return new Absent();
        } catch (AccessDeniedException e) {
            return new Unknown("no permission");
        } catch (IOException e) {
            return new Unknown(String.valueOf(e.getMessage()));
        }
    }

    Answer read(String path) {
        return answer(() -> {
            return new Text(Secrets.remove(path, text(paths.resolve(path)).text()));
        });
    }

    private static Text text(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new Text(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
        }
    }

    /** Ours, and behind it the host's. One of them is enough to know something. */
    Answer kept(String path) {
        Answer ours = answer(() -> text(Path.of(path)));
        if (paths.root().isEmpty()) {
            return ours;
        }
        Answer hosts = read(path);
        if (ours instanceof Text one && hosts instanceof Text other) {
            return new Text(one.text() + other.text());
        }
        return ours instanceof Text || !(hosts instanceof Text || hosts instanceof Unknown) ? ours : hosts;
    }

    Answer list(String folder) {
        return answer(() -> {
            var names = new TreeSet<String>();
            try (var entries = Files.newDirectoryStream(paths.resolve(folder))) {
                for (Path entry : entries) {
                    names.add(String.valueOf(entry.getFileName()));
                    if (names.size() > MOST_NAMES) {
                        return new Unknown("more than %d names".formatted(MOST_NAMES));
                    }
                }
            }
            return new Names(names.stream().toList());
        });
    }

    Answer link(String path) {
        return answer(() -> {
            Path link = paths.resolveLink(path);
            try {
                return new Text(Files.readSymbolicLink(link).toString());
            } catch (NotLinkException e) {
                return new Text("");
            }
        });
    }

    Answer look(String path) {
        return answer(() -> {
            Map<String, Object> seen = Files.readAttributes(
                    paths.resolve(path), "unix:mode,uid,gid,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
            int mode = (Integer) seen.getOrDefault("mode", 0);
            FileTime modified = (FileTime) seen.getOrDefault("lastModifiedTime", FileTime.fromMillis(0));
            return new Fields(Map.of(
                    "type", type(mode & FILE_TYPE),
                    "mode", "%03o".formatted(mode & PERMISSIONS),
                    "owner", String.valueOf(seen.get("uid")),
                    "group", String.valueOf(seen.get("gid")),
                    "size", String.valueOf(seen.get("size")),
                    "modified", String.valueOf(modified.toInstant().getEpochSecond())));
        });
    }

    private static String type(int type) {
        return switch (type) {
            case REGULAR -> "file";
            case FOLDER -> "folder";
            case CHARACTER_DEVICE -> "char";
            case LINK -> "link";
            default -> "other";
        };
    }

    Answer space(String path) {
        return answer(() -> {
            var store = Files.getFileStore(paths.resolve(path));
            return new Fields(Map.of(
                    "total", String.valueOf(store.getTotalSpace()),
                    "usable", String.valueOf(store.getUsableSpace())));
        });
    }

    /** In a file of its own, which is gone after. */
    Answer fsync(String folder) {
        return answer(() -> {
            if (!Files.isDirectory(Path.of(folder))) {
                return new Absent();
            }
            Path file = Files.createTempFile(Path.of(folder), "fsync", ".probe");
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                double[] millis = new double[WRITES];
                for (int i = 0; i < WRITES; i++) {
                    long began = System.nanoTime();
                    channel.write(ByteBuffer.wrap(new byte[512]));
                    channel.force(true);
                    millis[i] = (System.nanoTime() - began) / 1e6;
                }
                Arrays.sort(millis);
                return new Fields(Map.of("millis", String.valueOf(millis[WRITES / 2])));
            } finally {
                Files.deleteIfExists(file);
            }
        });
    }
}
