package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.configuration.PoolConfig.Node;
import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.belief.BeliefPolicy;
import io.dbcpool.watcher.belief.Signal.ChainSaysFree;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import io.dbcpool.watcher.comeback.StartOutcome;
import io.dbcpool.watcher.guard.Observation.Changed;
import io.dbcpool.watcher.guard.Observation.Heard;
import io.dbcpool.watcher.guard.Observation.Listed;
import io.dbcpool.watcher.guard.Observation.Looked;
import io.dbcpool.watcher.guard.Observation.ProcessEnded;
import io.dbcpool.watcher.guard.Observation.Seen;
import io.dbcpool.watcher.guard.Observation.StartEnded;
import io.dbcpool.watcher.journal.JournalRecord;
import io.dbcpool.watcher.process.QemuProcess;
import io.dbcpool.watcher.vacate.Force;
import io.dbcpool.watcher.vacate.Moment;
import io.dbcpool.watcher.vacate.MonotonicTime;
import io.dbcpool.watcher.vacate.VacatePolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** One machine, its journal and its world, for whole histories with a clock that the test sets. */
final class PlayedMachine {

    static final Instant T0 = Instant.parse("2026-11-24T00:00:00Z");
    static final UUID OWNERS = new UUID(1, 1);
    static final UUID RENTERS = new UUID(2, 2);
    static final Duration HOLD_DOWN = Duration.ofMinutes(3);
    private static final MachineId MACHINE = new MachineId("8e".repeat(32));
    private static final VacatePolicy POLICY =
            new VacatePolicy(Duration.ofSeconds(5), Duration.ofSeconds(7), Duration.ofSeconds(10));

    private final List<JournalRecord> journal = new ArrayList<>();
    private final List<Effect> done = new ArrayList<>();
    private Machine config;
    private GuardSettings settings;
    private long nowMillis;
    private Duration wallClockAhead = Duration.ZERO;
    private int processNumber = 42;
    private long processStartTicks;
    private int looksAnswered;
    private MonotonicTime startBegunAt = new MonotonicTime(0);
    private GuardedMachine machine;

    PlayedMachine(Restart restart, Optional<Duration> drillEvery) {
        this("qemu:///system", restart, drillEvery);
    }

    PlayedMachine(String libvirt, Restart restart, Optional<Duration> drillEvery) {
        config = config(URI.create(libvirt), restart, List.of("owner-vm"));
        settings = settings(POLICY, drillEvery);
        machine = newMachine();
    }

    private static Machine config(URI libvirt, Restart restart, List<String> ownDomains) {
        return new Machine(
                MACHINE,
                "gpu-01",
                libvirt,
                ownDomains,
                Optional.empty(),
                restart,
                Optional.empty(),
                new Node(Path.of("/"), List.of()));
    }

    private static GuardSettings settings(VacatePolicy policy, Optional<Duration> drillEvery) {
        return new GuardSettings(
                policy,
                BeliefPolicy.ofHoldDown(HOLD_DOWN),
                "/dbcpool/test/rental-watcher/host",
                "boot-1",
                drillEvery,
                true);
    }

    /** Kills the watcher, and its operator writes other times into the configuration before it is started again. */
    void restartWith(VacatePolicy policy) {
        settings = settings(policy, settings.drillEvery());
        restart();
    }

    /** Kills the watcher, and its operator lists these as own-domains before it is started again. */
    void restartListing(List<String> ownDomains) {
        config = config(config.libvirt(), config.restart(), ownDomains);
        restart();
    }

    private GuardedMachine newMachine() {
        return newMachine(false);
    }

    private GuardedMachine newMachine(boolean journalIsDamaged) {
        return new GuardedMachine(
                config, settings, Remembered.of(config, journal, journalIsDamaged, settings, now()), now());
    }

    /** Kills the watcher, loses what it did after its first {@code kept} records, and starts another. */
    void restartWith(int kept) {
        journal.subList(kept, journal.size()).clear();
        machine = newMachine();
        take(machine.start(now()));
    }

    /** Kills the watcher, loses what it did after its first {@code kept} records, and starts another after a while. */
    void dieFor(int kept, long awayMillis) {
        nowMillis += awayMillis;
        restartWith(kept);
    }

    /** Kills the watcher, damages these records, and starts another, which is told that some are missing. */
    void restartDamaged(Predicate<JournalRecord> damaged) {
        journal.removeIf(damaged);
        machine = newMachine(true);
        take(machine.start(now()));
    }

    void restart() {
        restartWith(journal.size());
    }

    /** The owner's domain runs, its process is seen, and the chain says that the machine is free. */
    void ownersDomainRunsOnAFreeMachine() {
        see(owners(DomainState.RUNNING));
        lookAtProcess();
        becomeFree();
    }

    void becomeFree() {
        observe(new Heard(new ChainSaysFree(now().wall())));
        passUntil(nowMillis + HOLD_DOWN.toMillis());
    }

    void hearRenting() {
        hear(Source.BROADCAST, Via.DIRECT, now().wall());
    }

    /** That it is rented, as was said then. */
    void hear(Source source, Via via, Instant saidAt) {
        observe(new Heard(new SaysRented(Trigger.of(source, via, saidAt), saidAt)));
    }

    void see(Seen... domains) {
        observe(new Listed(now().monotonic(), Arrays.asList(domains)));
    }

    void change(Seen seen) {
        observe(new Changed(seen));
    }

    void lookAtProcess() {
        observe(new Looked(OWNERS, Optional.of(process())));
    }

    /** Its owner has it back in the moment in which it was gone. */
    void startedAgain() {
        processStarts();
        lookAtProcess();
    }

    /** Seen by nobody yet. */
    void processStarts() {
        processNumber++;
        processStartTicks = nowMillis / 10;
    }

    /** The kernel's ticks went on meanwhile, so the domain's process seems to start later than now. */
    void hostWasSuspended() {
        processStartTicks = nowMillis / 10 + 1_000;
    }

    /** The guest is off, and libvirt says so 100 ms later. */
    void goesOff() {
        observe(new ProcessEnded(process()));
        processStarts();
        passUntil(nowMillis + 100);
        change(owners(DomainState.SHUT_OFF));
    }

    /** The process that a watcher before this one held on to is gone. */
    void answerLooksForEnds() {
        effects(Effect.LookForEnd.class).stream().skip(looksAnswered).toList().forEach(look -> {
            looksAnswered++;
            observe(new ProcessEnded(look.process()));
        });
    }

    void startEnds(StartOutcome outcome, String note) {
        var start = starts().get(starts().size() - 1);
        observe(new StartEnded(start.domain(), outcome, startBegunAt, note));
    }

    /** The clock stands there now, and until something is observed nobody was told that time has passed. */
    PlayedMachine at(long millis) {
        nowMillis = millis;
        return this;
    }

    /** It tells that much more than the time that has passed since {@link #T0}. */
    void setWallClock(Duration ahead) {
        wallClockAhead = ahead;
    }

    void passUntil(long millis) {
        while (nowMillis < millis) {
            nowMillis = Math.min(millis, nowMillis + (machine.isVacating() ? 100 : 1_000));
            take(machine.pass(now()));
        }
    }

    void pass(Duration duration) {
        passUntil(nowMillis + duration.toMillis());
    }

    /** Time passes, and nobody comes to anything. */
    void standStill(Duration duration) {
        nowMillis += duration.toMillis();
    }

    void observe(Observation observation) {
        observe(observation, now());
    }

    void observe(Observation observation, Moment at) {
        take(machine.on(observation, at));
    }

    private void take(List<Effect> effects) {
        // As the guard does it: what is written goes first.
        effects.stream().filter(Effect::isUrgent).forEach(this::take);
        effects.stream().filter(effect -> !effect.isUrgent()).forEach(this::take);
    }

    private void take(Effect effect) {
        done.add(effect);
        if (effect instanceof Effect.Write write) {
            journal.add(write.record());
        } else if (effect instanceof Effect.SignReceipt sign) {
            journal.add(new JournalRecord.VacateEnded(sign.draft()));
        } else if (effect instanceof Effect.Start) {
            startBegunAt = now().monotonic();
        }
    }

    Seen owners(DomainState state) {
        return owners(state, true, "destroy");
    }

    Seen owners(DomainState state, boolean persistent, String onPoweroff) {
        return seen(OWNERS, "owner-vm", state, Optional.empty(), persistent, onPoweroff);
    }

    Seen renters(DomainState state) {
        return seen(RENTERS, "renters", state, Optional.of("1234567890ab"), true);
    }

    Seen seen(UUID uuid, String name, DomainState state, Optional<String> vendor, boolean persistent) {
        return seen(uuid, name, state, vendor, persistent, "destroy");
    }

    private Seen seen(
            UUID uuid, String name, DomainState state, Optional<String> vendor, boolean persistent, String onPoweroff) {
        return new Seen(
                new DomainSnapshot(uuid, name, state, persistent, now().wall()),
                Optional.of(new DomainDefinition(
                        uuid,
                        name,
                        "qemu",
                        onPoweroff,
                        List.of(),
                        List.of(),
                        List.of(),
                        vendor,
                        false,
                        List.of(),
                        Optional.empty())),
                now().monotonic());
    }

    QemuProcess process() {
        return new QemuProcess(processNumber, processStartTicks, OWNERS);
    }

    Moment now() {
        return new Moment(T0.plusMillis(nowMillis).plus(wallClockAhead), new MonotonicTime(nowMillis * 1_000_000));
    }

    long nowMillis() {
        return nowMillis;
    }

    List<JournalRecord> journal() {
        return journal;
    }

    boolean isVacating() {
        return machine.isVacating();
    }

    MachineView view() {
        return machine.view(now(), Optional.empty());
    }

    <R extends JournalRecord> List<R> records(Class<R> kind) {
        return journal.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Of those that were begun, in order. */
    List<UUID> vacateIds() {
        return records(JournalRecord.VacateBegun.class).stream()
                .map(JournalRecord.VacateBegun::vacateId)
                .distinct()
                .toList();
    }

    List<VacateCompleted> receipts() {
        return effects(Effect.SignReceipt.class).stream()
                .map(Effect.SignReceipt::draft)
                .toList();
    }

    /** The only one. */
    VacateCompleted receipt() {
        assertThat(receipts()).hasSize(1);
        return receipts().get(0);
    }

    List<Force> forces() {
        return effects(Effect.Apply.class).stream().map(Effect.Apply::force).toList();
    }

    <E extends Effect> List<E> effects(Class<E> kind) {
        return done.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<Effect.Start> starts() {
        return effects(Effect.Start.class);
    }

    <E extends PoolEvent> List<E> told(Class<E> kind) {
        return effects(Effect.Publish.class).stream()
                .map(Effect.Publish::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    List<String> raised() {
        return effects(Effect.Raise.class).stream()
                .map(Effect.Raise::alert)
                .distinct()
                .toList();
    }
}
