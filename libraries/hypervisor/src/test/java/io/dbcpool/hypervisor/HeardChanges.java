package io.dbcpool.hypervisor;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what it was told. */
class HeardChanges implements LifecycleListener {

    private final List<DomainSnapshot> changes = new CopyOnWriteArrayList<>();
    private final Set<String> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connected = new AtomicInteger();
    private final List<String> losses = new CopyOnWriteArrayList<>();

    @Override
    public void onChanged(DomainSnapshot domain) {
        threads.add(Thread.currentThread().getName());
        changes.add(domain);
    }

    @Override
    public void onConnected() {
        threads.add(Thread.currentThread().getName());
        connected.incrementAndGet();
    }

    @Override
    public void onDisconnected(String reason) {
        threads.add(Thread.currentThread().getName());
        losses.add(reason);
    }

    DomainSnapshot awaitState(UUID uuid, DomainState state) {
        return await("domain " + uuid + " told as " + state)
                .atMost(HypervisorContract.PATIENCE)
                .until(
                        () -> changes.stream()
                                .filter(change -> change.uuid().equals(uuid) && change.state() == state)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    List<DomainState> states(UUID uuid) {
        return changes.stream()
                .filter(change -> change.uuid().equals(uuid))
                .map(DomainSnapshot::state)
                .toList();
    }

    void forget() {
        changes.clear();
    }

    int connectedCount() {
        return connected.get();
    }

    List<String> losses() {
        return List.copyOf(losses);
    }

    Set<String> threads() {
        return Set.copyOf(threads);
    }
}
