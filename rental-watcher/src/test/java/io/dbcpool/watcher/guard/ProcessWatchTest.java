package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.process.Grip;
import io.dbcpool.watcher.process.LocalProcesses;
import io.dbcpool.watcher.process.QemuProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProcessWatchTest {

    private static final MachineId MACHINE = new MachineId("8e".repeat(32));
    private static final UUID DOMAIN = new UUID(1, 1);

    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final ThreadPoolExecutor threads = (ThreadPoolExecutor) Executors.newCachedThreadPool();
    private final BlockingQueue<Observation> told = new LinkedBlockingQueue<>();
    private final ProcessWatch watch = new ProcessWatch(
            new HangingProcesses(), machine -> true, threads, (grip, ended) -> {}, (machine, seen) -> told.add(seen));

    @AfterEach
    void end() {
        mayGoOn.countDown();
        threads.shutdownNow();
    }

    /** One that hangs in the kernel keeps its thread, and each machine that is rented looks every few seconds. */
    @Test
    void looksThatHangKeepFewThreads() throws Exception {
        for (int i = 0; i < 100; i++) {
            var unused = watch.look(MACHINE, DOMAIN);
        }
        assertThat(threads.getLargestPoolSize()).isEqualTo(16);

        mayGoOn.countDown();
        assertThat(tell(16)).containsOnly(new Observation.Looked(DOMAIN, Optional.empty()));
        assertThat(watch.look(MACHINE, DOMAIN).get()).isEmpty();
        assertThat(tell(1)).containsExactly(new Observation.Looked(DOMAIN, Optional.empty()));
    }

    private List<Observation> tell(int number) throws InterruptedException {
        var all = new ArrayList<Observation>();
        for (int i = 0; i < number; i++) {
            all.add(told.poll(20, TimeUnit.SECONDS));
        }
        return all;
    }

    private final class HangingProcesses implements LocalProcesses {

        @Override
        public Optional<QemuProcess> findQemu(UUID domainUuid) {
            try {
                mayGoOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        }

        @Override
        public Optional<Grip> grip(QemuProcess process) {
            return Optional.empty();
        }

        @Override
        public Optional<String> findObstacle(QemuProcess process) {
            return Optional.empty();
        }

        @Override
        public Optional<List<String>> listDevices(QemuProcess process) {
            return Optional.empty();
        }
    }
}
