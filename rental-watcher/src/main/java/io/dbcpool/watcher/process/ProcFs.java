package io.dbcpool.watcher.process;

import io.dbcpool.watcher.release.Leftovers.Holder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads {@code /proc}. Every answer may be out of date by the time it is given; a process that vanishes is no error.
 * What may not be read of whether a process is there is a {@link ProcessLookException}; what may not be read of what it
 * holds is not known.
 */
final class ProcFs {

    private static final int START_TIME_FIELD = 22;
    private static final int STATE_FIELD = 3;
    private static final int THREADS_FIELD = 20;

    /** Whoever sees any process sees it: it is there from the first to the last. */
    private static final int FIRST_PROCESS = 1;

    /** It takes some milliseconds. */
    private static final Duration PASS_HANGS_AFTER = Duration.ofMillis(100);

    private final Path root;
    private final SharedPass looks = new SharedPass(this::listQemuUntil, PASS_HANGS_AFTER);

    ProcFs(Path root) {
        this.root = root;
    }

    /** Looks that are asked for at once share a pass. */
    Optional<QemuProcess> findQemu(UUID domainUuid) {
        return looks.find(domainUuid);
    }

    /** Each that can be read is told of; that others cannot be is said in the end, if those were not enough. */
    private void listQemuUntil(Predicate<QemuProcess> isEnough) {
        Optional<ProcessLookException> unreadable = Optional.empty();
        boolean isFirstShown = false;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, "[0-9]*")) {
            for (Path entry : entries) {
                int pid = Integer.parseInt(entry.getFileName().toString());
                isFirstShown |= pid == FIRST_PROCESS;
                try {
                    if (findQemu(pid).filter(isEnough).isPresent()) {
                        return;
                    }
                } catch (ProcessLookException e) {
                    unreadable = Optional.of(e);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new ProcessLookException("%s cannot be listed: %s".formatted(root, e.getMessage()), e);
        }
        if (unreadable.isPresent()) {
            throw unreadable.get();
        }
        if (!isFirstShown) {
            throw new ProcessLookException(
                    "%s hides other users' processes (hidepid): CAP_SYS_PTRACE is missing".formatted(root));
        }
    }

    /** Not one that bears a renter's marker: whosever UUID it has, it is not the owner's. */
    private Optional<QemuProcess> findQemu(int pid) {
        return findCommandLine(pid)
                .flatMap(line -> line.findDomain()
                        .filter(domain -> line.findRentersMarkers(domain).isEmpty()))
                .flatMap(domain -> findStartTicks(pid).map(start -> new QemuProcess(pid, start, domain)));
    }

    /**
     * Whether it is still the same process, and has not ended. One whose first thread only waits to be collected has
     * ended when no other thread is left: until then those may hold its files, in a device's release for example.
     */
    boolean isAlive(QemuProcess process) {
        return findStat(process.pid())
                .filter(stat -> stat.startTicks() == process.startTicks())
                .filter(stat -> stat.state() != 'X' && (stat.state() != 'Z' || hasOtherThreads(process.pid())))
                .isPresent();
    }

    private boolean hasOtherThreads(int pid) {
        try (Stream<Path> threads = Files.list(root.resolve(pid + "/task"))) {
            return threads.count() > 1;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException | UncheckedIOException e) {
            return requireGone(pid, e);
        }
    }

    /** Whether there is a process with that pid, whichever. */
    boolean shows(int pid) {
        return findStat(pid).isPresent();
    }

    /** Whether the process with that pid says of itself that it is not QEMU for the domain. */
    boolean runsAnother(int pid, UUID domainUuid) {
        return readCommandLine(pid).isPresent()
                && findDomain(pid).filter(domainUuid::equals).isEmpty();
    }

    /**
     * Of a process whose first thread has ended the kernel tells it only by a thread that is left. Threads of the
     * kernel, which are most of what has none, and what only waits to be collected have no other thread.
     */
    private Optional<String> readCommandLine(int pid) {
        var ofFirst = readOfThere(pid, "cmdline");
        if (ofFirst.isPresent()) {
            return ofFirst;
        }
        if (findStat(pid).filter(stat -> stat.threads() > 1).isEmpty()) {
            return Optional.empty();
        }
        try (Stream<Path> threads = Files.list(root.resolve(pid + "/task"))) {
            return threads.map(thread -> read(thread.resolve("cmdline")))
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            requireGone(pid, e);
            return Optional.empty();
        }
    }

    Optional<Long> findStartTicks(int pid) {
        return findStat(pid).map(Stat::startTicks);
    }

    /** The GPU's device nodes among its open files. Empty where another user's files may not be read. */
    Optional<List<String>> listDevices(int pid) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(pid + "/fd"))) {
            var devices = new ArrayList<String>();
            for (Path file : files) {
                findTarget(file)
                        .filter(target -> target.startsWith("/dev/vfio/") || target.equals("/dev/iommu"))
                        .ifPresent(devices::add);
            }
            return Optional.of(devices.stream().distinct().sorted().toList());
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.empty();
        }
    }

    /**
     * Which processes hold one of these device nodes. Where no process can be listed, nothing is known of any: that is
     * a {@link ProcessLookException}.
     *
     * @param cgroup the control group of a process that is gone
     * @param unreadable is told of each process whose files may not be read
     */
    List<Holder> listHolders(Set<String> nodes, Optional<String> cgroup, Runnable unreadable) {
        var holders = new ArrayList<Holder>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, "[0-9]*")) {
            for (Path entry : entries) {
                int pid = Integer.parseInt(entry.getFileName().toString());
                var devices = listDevices(pid);
                if (devices.isEmpty() && mayHoldSome(pid)) {
                    unreadable.run();
                }
                devices.orElse(List.of()).stream()
                        .filter(nodes::contains)
                        .forEach(device -> holders.add(holder(device, pid, cgroup)));
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new ProcessLookException("%s cannot be listed: %s".formatted(root, e.getMessage()), e);
        }
        return holders;
    }

    private boolean mayHoldSome(int pid) {
        try {
            return findStat(pid).filter(stat -> stat.state() != 'Z').isPresent();
        } catch (ProcessLookException e) {
            return true;
        }
    }

    /** Whose domain it runs, if that can be read. */
    private Optional<UUID> findReadableDomain(int pid) {
        try {
            return findDomain(pid);
        } catch (ProcessLookException e) {
            return Optional.empty();
        }
    }

    private Holder holder(String device, int pid, Optional<String> cgroup) {
        boolean inIt = cgroup.isPresent()
                && findCgroup(pid).flatMap(DomainCgroup::find).equals(cgroup);
        return new Holder(
                device,
                pid,
                read(root.resolve(pid + "/comm")).map(String::strip).orElse("?"),
                findReadableDomain(pid),
                inIt);
    }

    private Optional<UUID> findDomain(int pid) {
        return findCommandLine(pid).flatMap(QemuCommandLine::findDomain);
    }

    private Optional<QemuCommandLine> findCommandLine(int pid) {
        return readCommandLine(pid).flatMap(QemuCommandLine::find);
    }

    /** The lines of {@code /proc/PID/cgroup}. */
    Optional<String> findCgroup(int pid) {
        return read(root.resolve(pid + "/cgroup"));
    }

    Optional<Long> findHugepagesKb(int pid) {
        return read(root.resolve(pid + "/status"))
                .flatMap(status -> status.lines()
                        .filter(line -> line.startsWith("HugetlbPages:"))
                        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .findFirst());
    }

    /** Empty for a file that was closed since the list was read. */
    private static Optional<String> findTarget(Path file) throws IOException {
        try {
            return Optional.of(Files.readSymbolicLink(file).toString());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private record Stat(char state, int threads, long startTicks) {}

    /** The second field is the command in parentheses and may hold any character, so fields count from the last one. */
    private Optional<Stat> findStat(int pid) {
        var line = readOfThere(pid, "stat");
        if (line.isEmpty() || line.get().indexOf(')') < 0) {
            return Optional.empty();
        }
        String[] fields =
                line.get().substring(line.get().lastIndexOf(')') + 2).trim().split(" ", -1);
        if (fields.length <= START_TIME_FIELD - STATE_FIELD) {
            return Optional.empty();
        }
        return Optional.of(new Stat(
                fields[0].charAt(0),
                Integer.parseInt(fields[THREADS_FIELD - STATE_FIELD]),
                Long.parseLong(fields[START_TIME_FIELD - STATE_FIELD])));
    }

    /** Empty if the process is gone, or the kernel has nothing to say of it. */
    private Optional<String> readOfThere(int pid, String file) {
        try {
            return Optional.of(Files.readString(root.resolve(pid + "/" + file), StandardCharsets.ISO_8859_1))
                    .filter(text -> !text.isEmpty());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            requireGone(pid, e);
            return Optional.empty();
        }
    }

    /** What was open as its process went is read in vain ("No such process"). @return false */
    private boolean requireGone(int pid, Exception failure) {
        boolean isGone = Files.notExists(root.resolve(String.valueOf(pid)))
                || String.valueOf(failure.getMessage()).contains("No such process");
        if (!isGone) {
            throw new ProcessLookException(
                    "process %d cannot be looked at: %s".formatted(pid, failure.getMessage()), failure);
        }
        return false;
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
