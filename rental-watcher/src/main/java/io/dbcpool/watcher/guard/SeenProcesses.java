package io.dbcpool.watcher.guard;

import io.dbcpool.watcher.process.QemuProcess;
import io.dbcpool.watcher.vacate.MonotonicTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The domains' processes, and which of them have ended. libvirt looks every 200 ms, so for that long it calls a domain
 * running whose process is gone; such a one is not to be stopped again.
 */
final class SeenProcesses {

    /** libvirt looks every 200 ms, and has other things to do. */
    static final Duration CALLED_RUNNING_FOR = Duration.ofSeconds(1);

    private final Map<UUID, QemuProcess> seen = new HashMap<>();
    private final Map<UUID, MonotonicTime> ended = new HashMap<>();
    private final Map<UUID, QemuProcess> lastEnded = new HashMap<>();
    private final Map<UUID, QemuProcess> lastLeft = new HashMap<>();

    /** @return whether it is a new one, of a domain whose process had ended */
    boolean see(QemuProcess process) {
        var before = seen.put(process.domainUuid(), process);
        return !process.equals(before) && ended.remove(process.domainUuid()) != null;
    }

    /** The end of another than the one seen last is old news. */
    void end(QemuProcess process, MonotonicTime at) {
        if (process.equals(seen.get(process.domainUuid()))) {
            ended.putIfAbsent(process.domainUuid(), at);
            lastEnded.put(process.domainUuid(), process);
        }
    }

    /** Whether one was seen and has not ended. */
    boolean isThere(UUID domain) {
        return seen.containsKey(domain) && !hasLastSeenEnded(domain);
    }

    boolean hasEnded(UUID domain) {
        return ended.containsKey(domain);
    }

    /** The vacate that waited for it is over, and its end may be told after that. */
    void leave(QemuProcess process) {
        lastLeft.put(process.domainUuid(), process);
    }

    /** The last of those that have ended or were left: an end of it, or of one before it, is no later one's. */
    Optional<QemuProcess> findEarlier(UUID domain) {
        return Stream.of(lastEnded, lastLeft)
                .flatMap(processes -> Optional.ofNullable(processes.get(domain)).stream())
                .max(Comparator.comparingLong(QemuProcess::startTicks));
    }

    /** Also when libvirt has seen it. Its processes are to be seen on this host, so none that is not seen is there. */
    boolean hasLastSeenEnded(UUID domain) {
        return seen.containsKey(domain) && seen.get(domain).equals(lastEnded.get(domain));
    }

    /** Also when libvirt has seen it: a look that began before may be told after all that. */
    boolean hasEnded(QemuProcess process) {
        return process.equals(lastEnded.get(process.domainUuid()));
    }

    /** libvirt has seen by now that these are off, so what it calls active next was started again. */
    void forgetIf(Predicate<UUID> isOff) {
        ended.keySet().removeIf(isOff);
    }

    /**
     * Where processes cannot be looked for, a domain that libvirt calls running so long after the end of its process
     * was started again.
     *
     * @param runsAt when libvirt had it running
     * @return whether it was
     */
    boolean forgetIfItRunsAgain(UUID domain, MonotonicTime runsAt) {
        var endedAt = ended.get(domain);
        boolean runsAgain = endedAt != null && endedAt.plus(CALLED_RUNNING_FOR).isBefore(runsAt);
        if (runsAgain) {
            ended.remove(domain);
        }
        return runsAgain;
    }
}
