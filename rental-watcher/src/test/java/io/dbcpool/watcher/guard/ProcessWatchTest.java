package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.guard.Observation.LookFailed;
import io.dbcpool.watcher.guard.Observation.Looked;
import io.dbcpool.watcher.guard.Observation.ProcessEnded;
import io.dbcpool.watcher.process.EndSignal;
import io.dbcpool.watcher.process.Grip;
import io.dbcpool.watcher.process.LocalProcesses;
import io.dbcpool.watcher.process.ProcessLookException;
import io.dbcpool.watcher.process.QemuProcess;
import io.dbcpool.watcher.release.Holdings;
import io.dbcpool.watcher.release.Leftovers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProcessWatchTest {

    private static final MachineId MACHINE = new MachineId("8e".repeat(32));
    private static final UUID DOMAIN = new UUID(1, 1);
    private static final QemuProcess PROCESS = new QemuProcess(42, 987, DOMAIN);
    private static final Looked NOT_THERE = new Looked(DOMAIN, Optional.empty());
    private static final Looked FOUND = new Looked(DOMAIN, Optional.of(PROCESS));

    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final ThreadPoolExecutor threads = (ThreadPoolExecutor) Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final BlockingQueue<Observation> told = new LinkedBlockingQueue<>();
    private final PlayedProcesses processes = new PlayedProcesses();
    private final ProcessWatch watch = new ProcessWatch(
            processes, machine -> true, threads, timer, this::awaitEnd, (machine, seen) -> told.add(seen));

    private volatile CountDownLatch mayGoOn = new CountDownLatch(1);
    private volatile boolean awaitFails;

    private void awaitEnd(Grip grip, Runnable ended) throws InterruptedException {
        if (awaitFails) {
            awaitFails = false;
            throw new IllegalStateException("on purpose");
        }
        mayEnd.await();
        processes.there = false;
        ended.run();
    }

    @AfterEach
    void end() {
        mayGoOn.countDown();
        threads.shutdownNow();
        timer.shutdownNow();
    }

    /** One that hangs in the kernel keeps its thread, and each machine that is rented looks every few seconds. */
    @Test
    void looksThatHangKeepFewThreads() throws Exception {
        processes.there = false;
        for (int i = 0; i < 100; i++) {
            var unused = watch.look(MACHINE, DOMAIN);
        }
        assertThat(threads.getLargestPoolSize()).isEqualTo(16);

        mayGoOn.countDown();
        assertThat(tell(16)).containsOnly(NOT_THERE);
        assertThat(watch.look(MACHINE, DOMAIN).get()).isEmpty();
        assertThat(tell(1)).containsExactly(NOT_THERE);
    }

    @Test
    void aLookThatFailsIsTakenAgain() throws Exception {
        mayGoOn.countDown();
        processes.failures = 3;

        assertThat(watch.look(MACHINE, DOMAIN).get()).isEmpty();

        assertThat(tell(1)).containsExactly(FOUND);
    }

    /** What it says lets libvirt's word release a machine, so nothing is said for a moment's want of descriptors. */
    @Test
    void oneThatFailsForHalfASecondSaysSo() throws Exception {
        mayGoOn.countDown();
        processes.failures = 10;

        assertThat(watch.look(MACHINE, DOMAIN).get()).isEmpty();

        assertThat(tell(2)).containsExactly(failed("too many open files"), FOUND);
    }

    /** Who has to end it within the second looks at once, and by the answer knows already that the look failed. */
    @Test
    void whoHasToEndItLooksAgainAfterALookThatFailed() throws Exception {
        mayGoOn.countDown();
        processes.there = false;
        assertThat(watch.look(MACHINE, DOMAIN).get()).isEmpty();
        mayGoOn = new CountDownLatch(1);
        processes.there = true;
        processes.failures = 1;

        var found = watch.look(MACHINE, DOMAIN)
                .thenApply(failed -> watch.findGripWithin(Duration.ofSeconds(20), MACHINE, DOMAIN));
        mayGoOn.countDown();

        assertThat(found.get()).isPresent();
    }

    @Test
    void oneThatIsHeldAndNotWaitedForIsLookedForAgain() throws Exception {
        mayGoOn.countDown();
        awaitFails = true;

        assertThat(watch.look(MACHINE, DOMAIN).get()).isPresent();

        assertThat(tell(2)).containsExactly(FOUND, FOUND);
        mayEnd.countDown();
        assertThat(tell(1)).containsExactly(new ProcessEnded(PROCESS));
        assertThat(processes.closed).isEqualTo(processes.gripped);
    }

    @Test
    void theEndOfOneThatIsGoneIsTold() throws Exception {
        processes.there = false;

        watch.lookForEnd(MACHINE, PROCESS, Holdings.NOTHING);

        assertThat(tell(1)).containsExactly(new ProcessEnded(PROCESS));
    }

    /** The kernel has taken its command line and not yet its devices. */
    @Test
    void oneThatEndsJustNowIsHeldOnTo() throws Exception {
        watch.lookForEnd(MACHINE, PROCESS, Holdings.NOTHING);

        assertThat(tell(1)).containsExactly(FOUND);
        assertThat(watch.findGrip(MACHINE, DOMAIN)).isPresent();
        mayEnd.countDown();
        assertThat(tell(1)).containsExactly(new ProcessEnded(PROCESS));
        assertThat(watch.findGrip(MACHINE, DOMAIN)).isEmpty();
    }

    @Test
    void oneWhoseEndCannotBeSaidIsLookedAtUntilItCan() throws Exception {
        processes.failures = 3;
        processes.there = false;

        watch.lookForEnd(MACHINE, PROCESS, Holdings.NOTHING);

        assertThat(tell(1)).containsExactly(new ProcessEnded(PROCESS));
    }

    /** A device that nobody could look for is not free. */
    @Test
    void whatIsLeftOfItIsLookedAtAgain() throws Exception {
        processes.there = false;
        processes.failuresToLookAround = 3;

        watch.lookForEnd(MACHINE, PROCESS, Holdings.NOTHING);

        assertThat(tell(1)).containsExactly(new ProcessEnded(PROCESS));
        assertThat(processes.failuresToLookAround).isZero();
    }

    private static LookFailed failed(String reason) {
        return new LookFailed(DOMAIN, reason);
    }

    private List<Observation> tell(int number) throws InterruptedException {
        var all = new ArrayList<Observation>();
        for (int i = 0; i < number; i++) {
            all.add(told.poll(20, TimeUnit.SECONDS));
        }
        return all;
    }

    /** One process, which runs from the begin on. */
    private final class PlayedProcesses implements LocalProcesses {

        private volatile boolean there = true;
        private volatile int failures;
        private volatile int failuresToLookAround;
        private volatile int gripped;
        private volatile int closed;

        @Override
        public Optional<QemuProcess> findQemu(UUID domainUuid) {
            try {
                mayGoOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            failIfItIsTo();
            return there ? Optional.of(PROCESS) : Optional.empty();
        }

        private synchronized void failIfItIsTo() {
            if (failures > 0) {
                failures--;
                throw new ProcessLookException("too many open files");
            }
        }

        @Override
        public boolean isGone(QemuProcess process) {
            failIfItIsTo();
            return !there;
        }

        @Override
        public synchronized Leftovers findLeftovers(QemuProcess process, Holdings held) {
            if (failuresToLookAround > 0) {
                failuresToLookAround--;
                throw new ProcessLookException("too many open files");
            }
            return Leftovers.NOTHING;
        }

        @Override
        public synchronized Optional<Grip> grip(QemuProcess process) {
            gripped++;
            return Optional.of(new PlayedGrip());
        }

        @Override
        public Optional<String> findObstacle(QemuProcess process) {
            return Optional.empty();
        }

        @Override
        public Optional<List<String>> listDevices(QemuProcess process) {
            return Optional.empty();
        }

        private synchronized void onClosed() {
            closed++;
        }
    }

    private final class PlayedGrip implements Grip {

        @Override
        public QemuProcess process() {
            return PROCESS;
        }

        @Override
        public void send(EndSignal signal) {
            // nobody sends it anything
        }

        @Override
        public boolean awaitEnd(Duration limit) {
            return false;
        }

        @Override
        public void close() {
            processes.onClosed();
        }
    }
}
