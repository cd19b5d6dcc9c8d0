package io.dbcpool.hypervisor.testing;

import io.dbcpool.hypervisor.Announcer;
import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.hypervisor.Hypervisor;
import io.dbcpool.hypervisor.HypervisorUnavailableException;
import io.dbcpool.hypervisor.LifecycleListener;
import io.dbcpool.hypervisor.StartResult;
import io.dbcpool.hypervisor.Subscription;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A hypervisor that a test drives by hand. It keeps the same promises as the real one, and no others. Domains obey
 * unless told to ignore; listeners are called from a thread of its own, so wait for what they are told, or
 * {@link #awaitTold()}.
 */
public final class ScriptedHypervisor implements Hypervisor {

    /** What can be asked of it. */
    public enum Verb {
        LIST,
        FIND,
        FIND_DEFINITION,
        ASK,
        TERMINATE,
        DESTROY,
        START
    }

    /** A call that was made, whether or not it had success; {@code domain} is empty for {@link Verb#LIST}. */
    public record Call(Verb verb, Optional<UUID> domain) {}

    private record Ignored(Verb verb, UUID domain) {}

    private record Scripted(DomainDefinition definition, DomainState state, boolean persistent) {
        DomainSnapshot snapshot() {
            return new DomainSnapshot(definition.uuid(), definition.name(), state, persistent, Instant.now());
        }
    }

    private final Duration callLimit;
    private final Announcer announcer = new Announcer("scripted-hypervisor");
    private final Map<UUID, Scripted> domains = new LinkedHashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final Set<Verb> hanging = EnumSet.noneOf(Verb.class);
    private final Map<Verb, String> failing = new EnumMap<>(Verb.class);
    private final Set<Ignored> ignored = new HashSet<>();
    private boolean reachable = true;
    private boolean closed;

    /** With the port's own limit on calls. */
    public ScriptedHypervisor() {
        this(Duration.ofMillis(CALL_LIMIT_MILLIS));
    }

    /** @param callLimit when a call that hangs gives up; shorter than the port's for a test that must not wait */
    public ScriptedHypervisor(Duration callLimit) {
        this.callLimit = callLimit;
        announcer.connected();
    }

    /** Adds a domain, or changes it, and tells. */
    public synchronized void put(DomainDefinition definition, DomainState state, boolean persistent) {
        tell(store(new Scripted(definition, state, persistent)));
    }

    /** Adds a plain domain, or changes one and keeps its definition, and tells. */
    public synchronized void change(DomainSnapshot domain) {
        Scripted before = domains.get(domain.uuid());
        DomainDefinition definition =
                before == null ? ScriptedDefinitions.plain(domain.uuid(), domain.name()) : before.definition();
        put(definition, domain.state(), domain.persistent());
    }

    /** The domain enters this state of itself, and this is told. */
    public synchronized void change(UUID uuid, DomainState state) {
        Scripted before = domains.get(uuid);
        if (before == null) {
            throw new IllegalArgumentException("no domain " + uuid);
        }
        put(before.definition(), state, before.persistent());
    }

    /** Undefines the domain; where it was active, it ends first, and this is told. */
    public synchronized void remove(UUID uuid) {
        Scripted before = domains.remove(uuid);
        if (before != null && before.state().isActive()) {
            tell(new Scripted(before.definition(), DomainState.SHUT_OFF, false).snapshot());
        }
        notifyAll();
    }

    /** From now on this domain does not care: asking returns, the others last until the call limit and fail. */
    public synchronized void ignore(Verb verb, UUID uuid) {
        ignored.add(new Ignored(verb, uuid));
    }

    /** From now on such calls hang until {@link #heal} or the call limit. */
    public synchronized void hang(Verb verb) {
        hanging.add(verb);
    }

    /** From now on such calls fail at once. */
    public synchronized void fail(Verb verb, String reason) {
        failing.put(verb, reason);
    }

    /** Such calls work again, those that hang included. */
    public synchronized void heal(Verb verb) {
        hanging.remove(verb);
        failing.remove(verb);
        notifyAll();
    }

    public synchronized void disconnect(String reason) {
        reachable = false;
        announcer.disconnected(reason);
        notifyAll();
    }

    public synchronized void reconnect() {
        reachable = true;
        announcer.connected();
    }

    /** All calls so far, in the order they were made. */
    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The calls of one kind so far. */
    public synchronized List<UUID> calls(Verb verb) {
        return calls.stream()
                .filter(call -> call.verb() == verb)
                .flatMap(call -> call.domain().stream())
                .toList();
    }

    /** Returns once the listeners have been told all that happened before. Not to be called by a listener. */
    public void awaitTold() {
        announcer.awaitTold();
    }

    @Override
    public synchronized List<DomainSnapshot> listDomains() throws HypervisorUnavailableException {
        begin(Verb.LIST, null);
        return domains.values().stream().map(Scripted::snapshot).toList();
    }

    @Override
    public synchronized Optional<DomainSnapshot> findDomain(UUID uuid) throws HypervisorUnavailableException {
        begin(Verb.FIND, uuid);
        return Optional.ofNullable(domains.get(uuid)).map(Scripted::snapshot);
    }

    @Override
    public synchronized Optional<DomainDefinition> findDefinition(UUID uuid) throws HypervisorUnavailableException {
        begin(Verb.FIND_DEFINITION, uuid);
        return Optional.ofNullable(domains.get(uuid)).map(Scripted::definition);
    }

    @Override
    public synchronized void askToPowerOff(UUID uuid) throws HypervisorUnavailableException {
        begin(Verb.ASK, uuid);
        if (!ignored.contains(new Ignored(Verb.ASK, uuid))) {
            end(uuid);
        }
    }

    @Override
    public synchronized void terminate(UUID uuid) throws HypervisorUnavailableException {
        stop(Verb.TERMINATE, uuid);
    }

    @Override
    public synchronized void destroy(UUID uuid) throws HypervisorUnavailableException {
        stop(Verb.DESTROY, uuid);
    }

    /** One that is told to ignore it lasts until the call limit and fails. */
    @Override
    public synchronized StartResult startIf(UUID uuid, Predicate<DomainDefinition> mayStart)
            throws HypervisorUnavailableException {
        begin(Verb.START, uuid);
        if (ignored.contains(new Ignored(Verb.START, uuid))) {
            waitWhile(Verb.START, () -> !isActive(uuid));
        }
        Scripted domain = domains.get(uuid);
        if (domain == null) {
            return StartResult.GONE;
        }
        if (domain.state().isActive()) {
            return StartResult.ACTIVE_ALREADY;
        }
        if (!mayStart.test(domain.definition())) {
            return StartResult.NOT_ALLOWED;
        }
        tell(store(new Scripted(domain.definition(), DomainState.RUNNING, domain.persistent())));
        return StartResult.STARTED;
    }

    @Override
    public Subscription subscribe(LifecycleListener listener) {
        return announcer.subscribe(listener);
    }

    @Override
    public synchronized boolean isConnected() {
        return reachable && !closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        announcer.close();
        notifyAll();
    }

    private void stop(Verb verb, UUID uuid) throws HypervisorUnavailableException {
        begin(verb, uuid);
        if (ignored.contains(new Ignored(verb, uuid))) {
            waitWhile(verb, () -> isActive(uuid));
        }
        end(uuid);
    }

    private void begin(Verb verb, @Nullable UUID uuid) throws HypervisorUnavailableException {
        calls.add(new Call(verb, Optional.ofNullable(uuid)));
        requireReachable();
        waitWhile(verb, () -> hanging.contains(verb));
        String reason = failing.get(verb);
        if (reason != null) {
            throw new HypervisorUnavailableException(reason, new ConnectException(reason));
        }
    }

    private void waitWhile(Verb verb, BooleanSupplier condition) throws HypervisorUnavailableException {
        long giveUpAt = System.nanoTime() + callLimit.toNanos();
        while (condition.getAsBoolean()) {
            long leftMillis = (giveUpAt - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                throw new HypervisorUnavailableException(
                        verb + " was not answered within " + callLimit, new ConnectException("scripted to hang"));
            }
            try {
                wait(leftMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new HypervisorUnavailableException("interrupted while waiting for " + verb, e);
            }
            requireReachable();
        }
    }

    private void requireReachable() throws HypervisorUnavailableException {
        if (!isConnected()) {
            throw new HypervisorUnavailableException(
                    closed ? "it is closed" : "the test has disconnected it", new ConnectException());
        }
    }

    private boolean isActive(UUID uuid) {
        Scripted domain = domains.get(uuid);
        return domain != null && domain.state().isActive();
    }

    private void end(UUID uuid) {
        Scripted domain = domains.get(uuid);
        if (domain != null && domain.state().isActive()) {
            tell(store(new Scripted(domain.definition(), DomainState.SHUT_OFF, domain.persistent())));
        }
    }

    private DomainSnapshot store(Scripted domain) {
        UUID uuid = domain.definition().uuid();
        if (domain.persistent() || domain.state().isActive()) {
            domains.put(uuid, domain);
        } else {
            domains.remove(uuid);
        }
        notifyAll();
        return domain.snapshot();
    }

    private void tell(DomainSnapshot domain) {
        if (reachable) {
            announcer.changed(domain);
        }
    }
}
