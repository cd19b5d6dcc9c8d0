package io.dbcpool.watcher.guard;

import io.dbcpool.events.Evidence.Versions;
import io.dbcpool.hypervisor.Hypervisor;
import io.dbcpool.watcher.journal.FileJournal;
import io.dbcpool.watcher.journal.Journal;
import io.dbcpool.watcher.process.BootId;
import io.dbcpool.watcher.process.LocalProcesses;
import io.dbcpool.watcher.receipt.ReceiptKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a guard's room has of the world: a simulation gives it another one.
 *
 * @param readers for each hypervisor where it is read
 * @param threads for what may take time
 * @param desk where receipts are signed, one after the other
 * @param timer only says when; nothing is done on its thread that may take time
 * @param prober where it is proven that processes could be ended: a look that hangs in the kernel holds up no other
 * @param ids a new id each time
 * @param bootId this run of the host
 * @param versions what makes the receipts
 * @param rehearsal how long vacates are rehearsed after the start
 */
record GuardPorts(
        Journal journal,
        ReceiptKey key,
        Function<URI, Hypervisor> hypervisors,
        Function<URI, HypervisorReader> readers,
        LocalProcesses processes,
        EndWatch ends,
        StartLock lock,
        ExecutorService threads,
        ExecutorService desk,
        ScheduledExecutorService timer,
        ScheduledExecutorService prober,
        HostClock clock,
        Supplier<UUID> ids,
        String bootId,
        Versions versions,
        Duration rehearsal) {

    private static final Logger LOG = LoggerFactory.getLogger(GuardPorts.class);

    private static final Duration REHEARSAL = Duration.ofSeconds(4);

    static GuardPorts ofThisHost(
            Path stateDir, Function<URI, Hypervisor> hypervisors, LocalProcesses processes, InstantSource clock) {
        var journal = FileJournal.open(stateDir.resolve("journal"));
        var threads = Executors.newCachedThreadPool(named("stopper"));
        var timer = Executors.newSingleThreadScheduledExecutor(named("guard-timer"));
        return new GuardPorts(
                journal,
                openKey(stateDir, journal),
                hypervisors,
                uri -> new SerialReader(threads, timer),
                processes,
                EndWatch::here,
                StartLock.ofThisHost(),
                threads,
                Executors.newSingleThreadExecutor(named("receipt-desk")),
                timer,
                Executors.newSingleThreadScheduledExecutor(named("last-step-probe")),
                HostClock.of(clock),
                UUID::randomUUID,
                BootId.read(),
                OurVersions.OURS,
                REHEARSAL);
    }

    /** Without a journal the next run could not go on with the chain, and the host's key would have signed two. */
    static ReceiptKey openKey(Path stateDir, Journal journal) {
        if (!journal.outlivesThisRun()) {
            LOG.error("receipts of this run are kept nowhere here, it signs them with a key of its own");
            return ReceiptKey.ofThisRun();
        }
        try {
            return ReceiptKey.open(stateDir);
        } catch (IOException e) {
            LOG.error("receipt key cannot be opened, this run signs with one of its own reason={}", e.toString());
            return ReceiptKey.ofThisRun();
        }
    }

    private static ThreadFactory named(String name) {
        var count = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
