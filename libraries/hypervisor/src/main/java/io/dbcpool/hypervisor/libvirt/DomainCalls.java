package io.dbcpool.hypervisor.libvirt;

import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.HypervisorUnavailableException;
import io.dbcpool.hypervisor.StartResult;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import org.libvirt.LibvirtException;

/** What is asked of the daemon about domains, each with its own thread, connection and limit. */
final class DomainCalls implements AutoCloseable {

    /** Twice what libvirt takes to end a QEMU that obeys. */
    private static final Duration HELD_AFTER = Duration.ofMillis(400);

    private final CallPool pool = new CallPool("libvirt-call");
    private final EndingDomains ending = new EndingDomains();
    private final KnownDefinitions definitions = new KnownDefinitions();
    private final IdleConnections connections;
    private final DomainLedger ledger;

    DomainCalls(URI uri, DomainLedger ledger) {
        this.connections = new IdleConnections(uri);
        this.ledger = ledger;
    }

    interface Look<T> {
        Optional<T> at(DomainHandle domain) throws LibvirtFailure;
    }

    interface Act {
        void on(DomainHandle domain) throws LibvirtFailure;
    }

    CallPool pool() {
        return pool;
    }

    /** Empty if there is no such domain. */
    Optional<DomainDefinition> findDefinition(UUID uuid) throws HypervisorUnavailableException {
        String name = "read the definition of " + uuid;
        CompletableFuture<Optional<DomainDefinition>> read =
                pool.begin(() -> lookAgain(uuid, domain -> domain.findXml().map(xml -> definitions.read(uuid, xml))));
        return pool.await(name, read, CallPool.giveUpAt());
    }

    /** All domains, asked of the daemon. */
    List<DomainSnapshot> listDomains(Duration limit) throws HypervisorUnavailableException {
        return pool.await("list domains", beginList(), System.nanoTime() + limit.toNanos());
    }

    /** As {@link #listDomains()} has it; empty if there is no such domain. */
    Optional<DomainSnapshot> findDomain(UUID uuid) throws HypervisorUnavailableException {
        return await(
                "find " + uuid,
                pool.begin(() -> look(uuid, DomainHandle::findSnapshot)),
                held -> held.contains(uuid)
                        ? ledger.findAll()
                                .map(known -> CompletableFuture.completedFuture(known.stream()
                                        .filter(domain -> domain.uuid().equals(uuid))
                                        .findFirst()))
                        : Optional.empty());
    }

    /**
     * All domains. Those that the daemon holds because it waits for their end are as they were last told, for they have
     * not ended; all others are asked.
     */
    List<DomainSnapshot> listDomains() throws HypervisorUnavailableException {
        return await(
                "list domains",
                begin(ending.listLongerThan(HELD_AFTER)),
                held -> held.isEmpty() ? Optional.empty() : Optional.of(begin(held)));
    }

    /**
     * Waits for the answer; when it does not come, for another that can be had although the daemon holds some domains.
     */
    private <T> T await(
            String name, CompletableFuture<T> first, Function<Set<UUID>, Optional<CompletableFuture<T>>> otherwise)
            throws HypervisorUnavailableException {
        long giveUpAt = CallPool.giveUpAt();
        CompletableFuture<T> asked = first;
        while (!CallPool.isDoneWithin(asked, HELD_AFTER) && System.nanoTime() - giveUpAt < 0) {
            asked = otherwise.apply(ending.listLongerThan(Duration.ZERO)).orElse(asked);
        }
        return pool.await(name, asked, giveUpAt);
    }

    private CompletableFuture<List<DomainSnapshot>> begin(Set<UUID> held) {
        Optional<List<DomainSnapshot>> known = ledger.findAll();
        return held.isEmpty() || known.isEmpty() ? beginList() : pool.begin(() -> ask(known.get(), held));
    }

    private CompletableFuture<List<DomainSnapshot>> beginList() {
        return pool.begin(() -> connections.use(connect -> DomainHandle.listSnapshots(connect.pointer())));
    }

    private List<DomainSnapshot> ask(List<DomainSnapshot> known, Set<UUID> held)
            throws LibvirtException, LibvirtFailure {
        List<DomainSnapshot> answers = new ArrayList<>();
        for (DomainSnapshot domain : known) {
            if (held.contains(domain.uuid())) {
                answers.add(domain);
            } else {
                look(domain.uuid(), DomainHandle::findSnapshot).ifPresent(answers::add);
            }
        }
        return List.copyOf(answers);
    }

    /** Ends the domain; meanwhile the daemon may hold it. */
    void end(String name, UUID uuid, int flags) throws HypervisorUnavailableException {
        act(name, uuid, domain -> ending.during(uuid, () -> domain.destroy(flags)));
    }

    /** Ends the domain if its definition allows it. Whether it did; a domain that is gone allows it. */
    boolean endIf(String name, UUID uuid, int flags, Predicate<DomainDefinition> mayEnd)
            throws HypervisorUnavailableException {
        long giveUpAt = CallPool.giveUpAt();
        CompletableFuture<Boolean> ended = pool.beginOrJoin(name, () -> {
            Optional<Boolean> allowed = lookAgain(uuid, domain -> endIf(domain, uuid, flags, mayEnd));
            return allowed.orElse(true);
        });
        return pool.await(name, ended, giveUpAt);
    }

    private Optional<Boolean> endIf(DomainHandle domain, UUID uuid, int flags, Predicate<DomainDefinition> mayEnd)
            throws LibvirtFailure {
        Optional<String> xml = domain.findXml();
        if (xml.isEmpty()) {
            return Optional.empty();
        }
        if (!mayEnd.test(definitions.read(uuid, xml.get()))) {
            return Optional.of(false);
        }
        ending.during(uuid, () -> domain.destroy(flags));
        return Optional.of(true);
    }

    /** Not joined by a second one: what may be started is asked anew each time. */
    StartResult startIf(UUID uuid, Predicate<DomainDefinition> mayStart) throws HypervisorUnavailableException {
        CompletableFuture<Optional<StartResult>> started =
                pool.begin(() -> look(uuid, domain -> startIf(domain, mayStart)));
        return pool.await("start " + uuid, started, CallPool.giveUpAt()).orElse(StartResult.GONE);
    }

    private static Optional<StartResult> startIf(DomainHandle domain, Predicate<DomainDefinition> mayStart)
            throws LibvirtFailure {
        Optional<String> xml = domain.findXml();
        if (xml.isEmpty()) {
            return Optional.empty();
        }
        if (domain.findSnapshot().filter(DomainSnapshot::isActive).isPresent()) {
            return Optional.of(StartResult.ACTIVE_ALREADY);
        }
        return mayStart.test(DomainXml.get(xml.get())) ? domain.start() : Optional.of(StartResult.NOT_ALLOWED);
    }

    /**
     * By the agent and by ACPI, both at once: libvirt by itself tries ACPI only after it has waited several seconds for
     * an agent that hangs.
     */
    void askToPowerOff(UUID uuid) throws HypervisorUnavailableException {
        long giveUpAt = CallPool.giveUpAt();
        String agentName = "ask agent of " + uuid;
        CompletableFuture<Boolean> agent =
                begin(agentName, uuid, domain -> domain.shutDown(LibvirtNative.SHUTDOWN_AGENT));
        try {
            String name = "ask by ACPI " + uuid;
            pool.await(name, begin(name, uuid, domain -> domain.shutDown(LibvirtNative.SHUTDOWN_ACPI)), giveUpAt);
        } catch (HypervisorUnavailableException withoutAcpi) {
            try {
                pool.await(agentName, agent, giveUpAt);
            } catch (HypervisorUnavailableException withoutAgent) {
                withoutAcpi.addSuppressed(withoutAgent);
                throw withoutAcpi;
            }
        }
    }

    private void act(String name, UUID uuid, Act act) throws HypervisorUnavailableException {
        long giveUpAt = CallPool.giveUpAt();
        pool.await(name, begin(name, uuid, act), giveUpAt);
    }

    /** Whether there is such a domain. */
    private CompletableFuture<Boolean> begin(String name, UUID uuid, Act act) {
        return pool.beginOrJoin(name, () -> {
            Optional<Boolean> done = look(uuid, domain -> {
                act.on(domain);
                return Optional.of(true);
            });
            return done.isPresent();
        });
    }

    /** On the handle that the connection has kept, if it has. */
    private <T> Optional<T> lookAgain(UUID uuid, Look<T> look) throws LibvirtException, LibvirtFailure {
        return connections.use(connect -> {
            Optional<DomainHandle> domain = connect.handles().find(connect.pointer(), uuid);
            Optional<T> seen = domain.isEmpty() ? Optional.empty() : look.at(domain.get());
            if (seen.isEmpty()) {
                connect.handles().drop(uuid);
            }
            return seen;
        });
    }

    private <T> Optional<T> look(UUID uuid, Look<T> look) throws LibvirtException, LibvirtFailure {
        return connections.use(connect -> {
            Optional<DomainHandle> found = DomainHandle.find(connect.pointer(), uuid);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            try (DomainHandle domain = found.get()) {
                return look.at(domain);
            }
        });
    }

    /** The daemon is gone, and with it every connection to it. */
    void dropConnections() {
        connections.drop();
    }

    @Override
    public void close() {
        pool.shutdown();
        connections.close();
    }
}
