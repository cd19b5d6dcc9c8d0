package io.dbcpool.bench.poolsize;

import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.hypervisor.Hypervisor;
import io.dbcpool.hypervisor.HypervisorUnavailableException;
import io.dbcpool.hypervisor.LifecycleListener;
import io.dbcpool.hypervisor.StartResult;
import io.dbcpool.hypervisor.Subscription;
import io.dbcpool.hypervisor.testing.ScriptedDefinitions;
import java.net.ConnectException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The hosts of a pool: each a hypervisor of its own with one domain that takes as long to stop as real ones were
 * measured to. They share two threads, so that what is measured beside them is not theirs.
 */
final class Crowd implements AutoCloseable {

    static final String DOMAIN = "owner-vm";

    /** One guest in ten knows nothing of ACPI. */
    private static final double DEAF_SHARE = 0.1;

    /** A Debian guest is off 1.3 s after it was asked. */
    private static final double ASKED_MEDIAN_MILLIS = 1_300;

    private static final double ASKED_SPREAD = 0.35;

    /** libvirt looks every 200 ms whether a process that was sent SIGTERM is gone. */
    private static final long TERMINATED_MILLIS = 200;

    private final long seed;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService teller = Executors.newSingleThreadExecutor();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile long lastEndNanos;

    Crowd(long seed) {
        this.seed = seed;
    }

    static URI uri(int machine) {
        return URI.create("qemu+tcp://host-%d.example/system".formatted(machine));
    }

    Hypervisor open(URI uri) {
        String host = uri.getHost();
        return new OneDomain(Integer.parseInt(host.substring(host.indexOf('-') + 1, host.indexOf('.'))));
    }

    /** How many domains are off. */
    int ended() {
        return ended.get();
    }

    long lastEndNanos() {
        return lastEndNanos;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        teller.shutdownNow();
    }

    private final class OneDomain implements Hypervisor {

        private final UUID uuid;
        private final boolean deaf;
        private final long askedMillis;
        private final AtomicBoolean asked = new AtomicBoolean();
        private final AtomicBoolean terminated = new AtomicBoolean();
        private final CompletableFuture<DomainSnapshot> off = new CompletableFuture<>();
        private final List<LifecycleListener> listeners = new CopyOnWriteArrayList<>();

        OneDomain(int machine) {
            var random = new SplittableRandom(seed + machine);
            uuid = new UUID(random.nextLong(), random.nextLong());
            deaf = random.nextDouble() < DEAF_SHARE;
            askedMillis = Math.round(ASKED_MEDIAN_MILLIS * Math.exp(ASKED_SPREAD * random.nextGaussian()));
        }

        @Override
        public List<DomainSnapshot> listDomains() {
            return List.of(snapshot());
        }

        @Override
        public Optional<DomainSnapshot> findDomain(UUID wanted) {
            return Optional.of(snapshot()).filter(domain -> domain.uuid().equals(wanted));
        }

        @Override
        public Optional<DomainDefinition> findDefinition(UUID wanted) {
            return Optional.of(ScriptedDefinitions.plain(uuid, DOMAIN))
                    .filter(definition -> definition.uuid().equals(wanted));
        }

        @Override
        public void askToPowerOff(UUID wanted) {
            if (!deaf && !asked.getAndSet(true)) {
                endAfter(askedMillis);
            }
        }

        @Override
        public void terminate(UUID wanted) throws HypervisorUnavailableException {
            if (!terminated.getAndSet(true)) {
                endAfter(TERMINATED_MILLIS);
            }
            try {
                off.get(CALL_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                throw new HypervisorUnavailableException("it goes on", new ConnectException("it goes on"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new HypervisorUnavailableException("interrupted", e);
            }
        }

        @Override
        public void destroy(UUID wanted) throws HypervisorUnavailableException {
            terminate(wanted);
        }

        @Override
        public StartResult startIf(UUID wanted, Predicate<DomainDefinition> mayStart) {
            return StartResult.NOT_ALLOWED;
        }

        @Override
        public Subscription subscribe(LifecycleListener listener) {
            listeners.add(listener);
            teller.execute(listener::onConnected);
            return () -> listeners.remove(listener);
        }

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public void close() {
            listeners.clear();
        }

        private void endAfter(long millis) {
            var unused = timer.schedule(this::end, millis, TimeUnit.MILLISECONDS);
        }

        private void end() {
            if (off.complete(snapshot(DomainState.SHUT_OFF))) {
                lastEndNanos = System.nanoTime();
                ended.incrementAndGet();
                teller.execute(() -> listeners.forEach(listener -> listener.onChanged(off.join())));
            }
        }

        private DomainSnapshot snapshot() {
            return off.getNow(snapshot(DomainState.RUNNING));
        }

        private DomainSnapshot snapshot(DomainState state) {
            return new DomainSnapshot(uuid, DOMAIN, state, true, Instant.now());
        }
    }
}
