package io.dbcpool.watcher.guard;

import io.dbcpool.watcher.process.EndSignal;
import io.dbcpool.watcher.process.Grip;
import io.dbcpool.watcher.process.LocalProcesses;
import io.dbcpool.watcher.process.ProcessSignalException;
import io.dbcpool.watcher.process.QemuProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** One QEMU process of this host that runs one domain and ignores every signal, which it remembers. */
final class OwnProcess implements LocalProcesses, Grip {

    private final QemuProcess process;
    private final CountDownLatch isThere = new CountDownLatch(1);
    private final List<EndSignal> sent = new CopyOnWriteArrayList<>();
    private volatile boolean signalsForbidden;
    private volatile boolean hidden;

    OwnProcess(UUID domain) {
        process = new QemuProcess(4711, 12, domain);
    }

    /** From now on a look finds it; before that a look lasts. */
    void show() {
        isThere.countDown();
    }

    /** Whoever looks for it finds none. */
    void hide() {
        hidden = true;
        isThere.countDown();
    }

    void forbidSignals() {
        signalsForbidden = true;
    }

    List<EndSignal> sent() {
        return List.copyOf(sent);
    }

    @Override
    public Optional<QemuProcess> findQemu(UUID domainUuid) {
        try {
            isThere.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.of(process).filter(own -> !hidden && own.domainUuid().equals(domainUuid));
    }

    @Override
    public Optional<Grip> grip(QemuProcess looked) {
        return Optional.of(this);
    }

    @Override
    public Optional<String> findObstacle(QemuProcess looked) {
        return Optional.empty();
    }

    @Override
    public Optional<List<String>> listDevices(QemuProcess looked) {
        return Optional.of(List.of());
    }

    @Override
    public boolean isGone(QemuProcess looked) {
        return false;
    }

    @Override
    public QemuProcess process() {
        return process;
    }

    @Override
    public void send(EndSignal signal) throws ProcessSignalException {
        if (signalsForbidden) {
            throw new ProcessSignalException("SIG%s could not be sent: CAP_KILL is missing".formatted(signal));
        }
        sent.add(signal);
    }

    @Override
    public boolean awaitEnd(Duration limit) {
        return false;
    }

    @Override
    public void close() {
        // nothing is held
    }
}
