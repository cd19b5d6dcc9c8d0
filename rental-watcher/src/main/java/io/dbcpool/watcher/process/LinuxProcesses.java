package io.dbcpool.watcher.process;

import com.sun.jna.LastErrorException;
import io.dbcpool.watcher.release.Holdings;
import io.dbcpool.watcher.release.Leftovers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** {@link LocalProcesses} by {@code /proc} and pidfds (Linux 5.3 and later). */
public final class LinuxProcesses implements LocalProcesses {

    private final ProcFs proc;

    private final SysFs sys;

    public LinuxProcesses() {
        this(Path.of("/proc"), Path.of("/sys"));
    }

    LinuxProcesses(Path proc, Path sys) {
        this.proc = new ProcFs(proc);
        this.sys = new SysFs(sys);
    }

    @Override
    public Optional<QemuProcess> findQemu(UUID domainUuid) {
        return proc.findQemu(domainUuid).filter(proc::isAlive);
    }

    /**
     * Opens first and checks then: what is open cannot change any more, and the check says that it is the right one.
     * One that ends has no command line any more.
     */
    @Override
    public Optional<Grip> grip(QemuProcess process) {
        var pidfd = openPidfd(process);
        boolean isIt = false;
        try {
            isIt = pidfd.isPresent() && proc.isAlive(process) && !proc.runsAnother(process.pid(), process.domainUuid());
        } finally {
            if (!isIt) {
                pidfd.ifPresent(Kernel::close);
            }
        }
        return isIt ? pidfd.map(open -> new PidfdGrip(process, open)) : Optional.empty();
    }

    /** Empty if there is no process with that pid. */
    private static Optional<Integer> openPidfd(QemuProcess process) {
        try {
            return Optional.of(Kernel.openPidfd(process.pid()));
        } catch (LastErrorException e) {
            if (Kernel.saysNoSuchProcess(e)) {
                return Optional.empty();
            }
            throw new ProcessLookException(
                    "process %d cannot be held: %s".formatted(process.pid(), Kernel.explain(e)), e);
        }
    }

    @Override
    public Optional<String> findObstacle(QemuProcess process) {
        try (var grip = (PidfdGrip) grip(process).orElse(null)) {
            if (grip == null) {
                return Optional.empty();
            }
            Kernel.send(grip.pidfd, 0);
            return proc.listDevices(process.pid()).isPresent() || !proc.isAlive(process)
                    ? Optional.empty()
                    : Optional.of("/proc/%d/fd cannot be read: CAP_SYS_PTRACE or CAP_DAC_READ_SEARCH is missing"
                            .formatted(process.pid()));
        } catch (ProcessLookException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (LastErrorException e) {
            return e.getErrorCode() == Kernel.NO_SUCH_PROCESS
                    ? Optional.empty()
                    : Optional.of(
                            "no signal can be sent to process %d: %s".formatted(process.pid(), Kernel.explain(e)));
        }
    }

    @Override
    public Optional<List<String>> listDevices(QemuProcess process) {
        return proc.listDevices(process.pid());
    }

    @Override
    public Holdings findHoldings(QemuProcess process) {
        var cgroup = proc.findCgroup(process.pid()).flatMap(DomainCgroup::find);
        return new Holdings(
                proc.listDevices(process.pid()),
                cgroup,
                proc.findHugepagesKb(process.pid()),
                sys.findFreeHugepagesKb());
    }

    /** Where {@code /proc} shows nothing of that pid the kernel is asked too: others' processes may be hidden. */
    @Override
    public boolean isGone(QemuProcess process) {
        if (proc.isAlive(process)) {
            return false;
        }
        if (proc.shows(process.pid())) {
            return true;
        }
        var hidden = openPidfd(process);
        hidden.ifPresent(Kernel::close);
        return hidden.isEmpty();
    }

    @Override
    public Leftovers findLeftovers(QemuProcess process, Holdings held) {
        var nodes = Set.copyOf(held.devices().orElse(List.of()));
        var unreadable = new AtomicInteger();
        var holders = nodes.isEmpty()
                ? List.<Leftovers.Holder>of()
                : proc.listHolders(nodes, held.cgroup(), unreadable::incrementAndGet);
        return new Leftovers(
                holders,
                unreadable.get(),
                held.cgroup().map(sys::countProcesses).orElse(Optional.of(0)),
                sys.findFreeHugepagesKb());
    }

    private static final class PidfdGrip implements Grip {

        private final QemuProcess process;
        private final int pidfd;
        private boolean closed;

        private PidfdGrip(QemuProcess process, int pidfd) {
            this.process = process;
            this.pidfd = pidfd;
        }

        @Override
        public QemuProcess process() {
            return process;
        }

        @Override
        public synchronized void send(EndSignal signal) throws ProcessSignalException {
            if (closed) {
                return; // it has ended; its descriptor's number may be another's by now
            }
            try {
                Kernel.send(pidfd, signal.number());
            } catch (LastErrorException e) {
                if (e.getErrorCode() != Kernel.NO_SUCH_PROCESS) {
                    throw new ProcessSignalException("SIG%s could not be sent to QEMU process %d of domain %s: %s"
                            .formatted(signal, process.pid(), process.domainUuid(), Kernel.explain(e)));
                }
            }
        }

        /** In short turns, because a thread inside a system call does not notice that it is interrupted. */
        @Override
        public boolean awaitEnd(Duration limit) throws InterruptedException {
            long end = System.nanoTime() + limit.toNanos();
            while (true) {
                long left = Math.max(0, end - System.nanoTime());
                if (Kernel.awaitEnd(pidfd, Duration.ofMillis(Math.min(250, left / 1_000_000)))) {
                    return true;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (left == 0) {
                    return false;
                }
            }
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                Kernel.close(pidfd);
            }
        }
    }
}
