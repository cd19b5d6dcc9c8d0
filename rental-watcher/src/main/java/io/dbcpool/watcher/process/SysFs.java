package io.dbcpool.watcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code /sys}: control groups and huge pages. */
final class SysFs {

    private final Path root;

    SysFs(Path root) {
        this.root = root;
    }

    /**
     * How many processes are in a control group and those below it; 0 if it is gone.
     *
     * @param cgroup as {@link DomainCgroup} gives it
     * @return empty where no hierarchy is to be seen that could hold it
     */
    Optional<Integer> countProcesses(String cgroup) {
        int colon = cgroup.indexOf(':');
        String path = cgroup.substring(colon + 1);
        String hierarchy = colon < 0 ? "" : cgroup.substring(0, colon);
        var mount = Stream.of(hierarchy.isEmpty() ? List.of("unified", "") : List.of(hierarchy))
                .flatMap(List::stream)
                .map(name -> root.resolve("fs/cgroup").resolve(name))
                .filter(folder -> Files.exists(folder.resolve("cgroup.procs")))
                .findFirst();
        return mount.flatMap(folder -> count(folder.resolve(path.substring(1))));
    }

    private static Optional<Integer> count(Path cgroup) {
        if (!Files.isDirectory(cgroup)) {
            return Optional.of(0);
        }
        try (Stream<Path> folders = Files.walk(cgroup)) {
            int processes = 0;
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                processes += lines(folder.resolve("cgroup.procs"));
            }
            return Optional.of(processes);
        } catch (IOException | UncheckedIOException e) {
            return Files.isDirectory(cgroup) ? Optional.empty() : Optional.of(0);
        }
    }

    private static int lines(Path file) throws IOException {
        try {
            return (int) Files.readString(file).lines().count();
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Of all sizes together; empty where the kernel has none. */
    Optional<Long> findFreeHugepagesKb() {
        try (Stream<Path> sizes = Files.list(root.resolve("kernel/mm/hugepages"))) {
            var free = new ArrayList<Long>();
            for (Path size : sizes.toList()) {
                long kb = Long.parseLong(size.getFileName().toString().replaceAll("[^0-9]", ""));
                long pages = Long.parseLong(Files.readString(size.resolve("free_hugepages"), StandardCharsets.US_ASCII)
                        .strip());
                free.add(kb * pages);
            }
            return Optional.of(free.stream().mapToLong(Long::longValue).sum());
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
