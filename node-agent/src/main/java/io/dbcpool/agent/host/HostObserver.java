package io.dbcpool.agent.host;

import io.dbcpool.agent.machine.ListedDomain;
import io.dbcpool.agent.machine.Observation;
import io.dbcpool.agent.machine.Observation.DomainActive;
import io.dbcpool.agent.machine.Observation.DomainOff;
import io.dbcpool.agent.machine.Observation.HostAway;
import io.dbcpool.agent.machine.Observation.HostListed;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.Hypervisor;
import io.dbcpool.hypervisor.HypervisorUnavailableException;
import io.dbcpool.hypervisor.LifecycleListener;
import io.dbcpool.hypervisor.Subscription;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Watches one hypervisor: each change as it is told, and the whole list when it connects and every 10 s. */
public final class HostObserver implements AutoCloseable {

    /** A changed definition is told by nobody, so it is looked for; 20 domains take a few milliseconds. */
    static final Duration LIST_EVERY = Duration.ofSeconds(10);

    private static final System.Logger LOG = System.getLogger(HostObserver.class.getName());

    private final URI host;
    private final Hypervisor hypervisor;
    private final Consumer<Observation> loop;
    private final Clock clock = Clock.systemUTC();
    private final ScheduledExecutorService thread;
    private final Subscription subscription;

    private HostObserver(URI host, Hypervisor hypervisor, Consumer<Observation> loop) {
        this.host = host;
        this.hypervisor = hypervisor;
        this.loop = loop;
        // Discards: a change that is told while we close is for nobody.
        this.thread = new ScheduledThreadPoolExecutor(1, this::newThread, new DiscardPolicy());
        this.subscription = hypervisor.subscribe(new Told());
    }

    /** @param loop told from one thread; must not block */
    public static HostObserver start(URI host, Hypervisor hypervisor, Consumer<Observation> loop) {
        var observer = new HostObserver(host, hypervisor, loop);
        observer.everyTenSeconds();
        return observer;
    }

    @Override
    public void close() {
        subscription.close();
        thread.shutdownNow();
        hypervisor.close();
    }

    private Thread newThread(Runnable work) {
        var made = new Thread(work, "host-observer " + host);
        made.setDaemon(true);
        return made;
    }

    private void everyTenSeconds() {
        var unused = thread.scheduleWithFixedDelay(this::list, 0, LIST_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void list() {
        try {
            var listed = new ArrayList<ListedDomain>();
            for (DomainSnapshot domain : hypervisor.listDomains()) {
                hypervisor
                        .findDefinition(domain.uuid())
                        .ifPresent(definition -> listed.add(new ListedDomain(definition, domain.isActive())));
            }
            loop.accept(new HostListed(host, listed, clock.instant()));
        } catch (HypervisorUnavailableException e) {
            loop.accept(new HostAway(host, String.valueOf(e.getMessage()), clock.instant()));
        } catch (RuntimeException e) {
            // Thrown on, it would end the listing for good.
            LOG.log(System.Logger.Level.ERROR, "host cannot be listed uri=" + host, e);
            loop.accept(new HostAway(host, "a defect of ours: " + e, clock.instant()));
        }
    }

    private void lookAt(DomainSnapshot domain) {
        if (!domain.isActive()) {
            loop.accept(new DomainOff(host, domain.uuid(), domain.observedAt()));
            return;
        }
        try {
            // None: it was transient and has ended since. That is told next.
            hypervisor
                    .findDefinition(domain.uuid())
                    .ifPresent(definition -> loop.accept(new DomainActive(host, definition, domain.observedAt())));
        } catch (HypervisorUnavailableException e) {
            loop.accept(new HostAway(host, String.valueOf(e.getMessage()), clock.instant()));
        }
    }

    /** Hands over at once: the hypervisor's own thread is not ours to keep. */
    private final class Told implements LifecycleListener {

        @Override
        public void onChanged(DomainSnapshot domain) {
            thread.execute(() -> lookAt(domain));
        }

        @Override
        public void onConnected() {
            thread.execute(HostObserver.this::list);
        }

        @Override
        public void onDisconnected(String reason) {
            thread.execute(() -> loop.accept(new HostAway(host, reason, clock.instant())));
        }
    }
}
