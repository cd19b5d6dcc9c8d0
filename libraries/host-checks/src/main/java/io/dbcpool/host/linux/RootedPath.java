package io.dbcpool.host.linux;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Paths of a host whose root is mounted somewhere else. A link on that host, {@code /etc/localtime -> /usr/share/…},
 * means the host's file, and followed by the kernel it would lead to ours.
 *
 * @param root without a slash at its end; empty for our own
 */
record RootedPath(String root) {

    private static final int MOST_LINKS = 40;

    /**
     * What a process of another PID namespace sees of itself is nothing: the host's own is that of its first process.
     */
    private String translate(String path) {
        if (root.isEmpty()) {
            return path;
        }
        if (path.equals("/proc/mounts")) {
            return "/proc/1/mounts";
        }
        return path.startsWith("/proc/net/") ? "/proc/1/net/" + path.substring("/proc/net/".length()) : path;
    }

    /** Where it really is, each link followed within the root. The file need not exist. */
    Path resolve(String path) throws IOException {
        return resolve(path, true);
    }

    /** The same, but for the last link, which is itself what is asked for. */
    Path resolveLink(String path) throws IOException {
        return resolve(path, false);
    }

    private Path resolve(String path, boolean last) throws IOException {
        String wanted = translate(path);
        if (root.isEmpty()) {
            return Path.of(wanted);
        }
        Deque<String> left = new ArrayDeque<>();
        push(left, wanted);
        Path at = Path.of("/");
        int links = 0;
        while (!left.isEmpty()) {
            String name = left.pop();
            if (name.equals("..")) {
                at = at.getParent() == null ? at : at.getParent();
                continue;
            }
            Path next = at.resolve(name);
            Path real = real(next);
            if (Files.isSymbolicLink(real) && (last || !left.isEmpty())) {
                if (++links > MOST_LINKS) {
                    throw new FileSystemLoopException(path);
                }
                String target = Files.readSymbolicLink(real).toString();
                at = target.startsWith("/") ? Path.of("/") : at;
                push(left, target);
            } else {
                at = next;
            }
        }
        return real(at);
    }

    private Path real(Path inside) {
        return Path.of(root + inside);
    }

    private static void push(Deque<String> left, String path) {
        String[] names = path.split("/", -1);
        for (int i = names.length - 1; i >= 0; i--) {
            if (!names[i].isEmpty() && !names[i].equals(".")) {
                left.push(names[i]);
            }
        }
    }
}
