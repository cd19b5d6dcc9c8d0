package io.dbcpool.watcher.guard;

import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.hypervisor.Hypervisor;
import io.dbcpool.hypervisor.HypervisorUnavailableException;
import io.dbcpool.hypervisor.LifecycleListener;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.guard.Observation.Seen;
import io.dbcpool.watcher.vacate.MonotonicTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what a hypervisor tells into observations of the machines that it serves. A change is told at once; what the
 * domain's definition says is read on a thread of this hypervisor, in order, because the teller's own must not wait.
 */
final class HypervisorEars implements LifecycleListener {

    private static final Logger LOG = LoggerFactory.getLogger(HypervisorEars.class);

    /**
     * What a list that failed waits before the next; lost callbacks are made up for by listing anew every half minute.
     */
    private static final long AGAIN_SOON_MILLIS = 500;

    private static final long LIST_AGAIN_MILLIS = 30_000;

    private final Hypervisor hypervisor;
    private final List<MachineId> machines;
    private final BiConsumer<MachineId, Observation> observe;
    private final HypervisorReader reader;
    private final HostClock clock;
    private final AtomicInteger connection = new AtomicInteger();

    /** @param reader is closed with this */
    HypervisorEars(
            Hypervisor hypervisor,
            List<MachineId> machines,
            HypervisorReader reader,
            HostClock clock,
            BiConsumer<MachineId, Observation> observe) {
        this.hypervisor = hypervisor;
        this.machines = List.copyOf(machines);
        this.reader = reader;
        this.clock = clock;
        this.observe = observe;
    }

    void listen() {
        hypervisor.subscribe(this);
        reader.executeEvery(LIST_AGAIN_MILLIS, this::listIfConnected);
    }

    void close() {
        reader.close();
        hypervisor.close();
    }

    @Override
    public void onChanged(DomainSnapshot domain) {
        if (!domain.isActive()) {
            // Nobody has to read what an inactive domain's definition says before its release is certified.
            tell(new Observation.Changed(new Seen(domain, Optional.empty(), now())));
        } else {
            var at = now();
            reader.execute(() -> {
                var seen = define(domain, at);
                tell(new Observation.Changed(seen));
                if (seen.definition().isEmpty() || domain.state() == DomainState.UNKNOWN) {
                    listSoon();
                }
            });
        }
    }

    @Override
    public void onConnected() {
        reader.execute(this::list);
    }

    @Override
    public void onDisconnected(String reason) {
        connection.incrementAndGet();
        tell(new Observation.Disconnected(reason));
    }

    private void listIfConnected() {
        if (hypervisor.isConnected()) {
            list();
        }
    }

    private void list() {
        try {
            int asked = connection.get();
            var askedAt = now();
            var seen = new ArrayList<Seen>();
            for (DomainSnapshot domain : hypervisor.listDomains()) {
                seen.add(define(domain, askedAt));
            }
            if (asked == connection.get()) {
                tell(new Observation.Listed(askedAt, seen));
            }
            if (seen.stream().anyMatch(domain -> domain.definition().isEmpty())) {
                listSoon();
            }
        } catch (HypervisorUnavailableException e) {
            LOG.warn("domains could not be listed, trying again reason={}", e.getMessage());
            listSoon();
        }
    }

    private void listSoon() {
        reader.executeAfter(AGAIN_SOON_MILLIS, this::listIfConnected);
    }

    private MonotonicTime now() {
        return clock.now().monotonic();
    }

    private Seen define(DomainSnapshot domain, MonotonicTime at) {
        try {
            return new Seen(domain, hypervisor.findDefinition(domain.uuid()), at);
        } catch (HypervisorUnavailableException e) {
            LOG.warn("definition could not be read domainUuid={} reason={}", domain.uuid(), e.getMessage());
            return new Seen(domain, Optional.empty(), at);
        }
    }

    private void tell(Observation observation) {
        machines.forEach(machine -> observe.accept(machine, observation));
    }
}
