package io.dbcpool.bench.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.bench.BenchException;
import io.dbcpool.bench.Ground;
import io.dbcpool.bench.RunningService;
import io.dbcpool.bench.Waiting;
import io.dbcpool.cli.pool.Service;
import io.dbcpool.events.EventCodec;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.LifecycleListener;
import io.dbcpool.hypervisor.libvirt.LibvirtHypervisor;
import io.dbcpool.parts.libvirt.DomainShape;
import io.dbcpool.parts.libvirt.TestDriverDomain;
import io.dbcpool.values.MachineId;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rental-watcher with the chain as its only source: libvirt says that the machine's domain is off. A domain of the
 * test driver stops the moment it is told, so that this is when the watcher's first action reached libvirt.
 */
final class WatcherWitness implements Witness {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Ground ground;
    private final RunningService service;
    private final LibvirtHypervisor hypervisor;
    private final List<MachineId> machines;
    private final List<TestDriverDomain> domains = new ArrayList<>();
    private final Map<UUID, Long> stoppedAtNanos = new ConcurrentHashMap<>();

    WatcherWitness(Ground ground, URI node, List<MachineId> machines) {
        this.ground = ground;
        this.machines = machines;
        URI uri = ground.libvirtd().testUri();
        for (int i = 0; i < machines.size(); i++) {
            domains.add(ground.keep(TestDriverDomain.start(
                    uri, DomainShape.named("chain-%d".formatted(i)).withPersistence())));
        }
        this.hypervisor = new LibvirtHypervisor(uri);
        hypervisor.subscribe(new LifecycleListener() {
            @Override
            public void onChanged(DomainSnapshot changed) {
                long now = System.nanoTime();
                if (!changed.isActive()) {
                    stoppedAtNanos.putIfAbsent(changed.uuid(), now);
                }
            }

            @Override
            public void onConnected() {}

            @Override
            public void onDisconnected(String reason) {}
        });
        this.service = RunningService.start(
                ground,
                ground.installation(),
                Service.RENTAL_WATCHER,
                PoolText.of(ground, node, machines, "libvirt: \"%s\", own-domains: [chain-%%d]".formatted(uri)));
    }

    @Override
    public boolean isReadyAt(long block) {
        try {
            JsonNode views = EventCodec.json().readTree(service.get("/machines"));
            return views.size() == machines.size()
                    && views.findValues("belief").stream()
                            .allMatch(belief -> belief.path("state").asText().equals("free"));
        } catch (JsonProcessingException e) {
            throw new BenchException("what the watcher says of its machines cannot be read", e);
        }
    }

    @Override
    public String name() {
        return "rental-watcher: domain stopped";
    }

    @Override
    public long doneAtNanos(MachineId machine, String rentOrder) {
        UUID domain = domains.get(machines.indexOf(machine)).uuid();
        Waiting.until(
                "the domain of machine " + machine + " to be off",
                LIMIT,
                Duration.ofMillis(1),
                () -> stoppedAtNanos.containsKey(domain));
        return Objects.requireNonNull(stoppedAtNanos.get(domain));
    }

    @Override
    public void beginAgain() {
        domains.stream()
                .filter(domain -> stoppedAtNanos.containsKey(domain.uuid()))
                .forEach(TestDriverDomain::startAgain);
        stoppedAtNanos.clear();
    }

    @Override
    public void close() {
        ground.drop(service);
        hypervisor.close();
    }
}
