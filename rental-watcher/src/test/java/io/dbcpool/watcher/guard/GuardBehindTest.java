package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.configuration.PoolConfig.Node;
import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.events.VacateStep;
import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import io.dbcpool.watcher.guard.Observation.Applied;
import io.dbcpool.watcher.guard.Observation.Changed;
import io.dbcpool.watcher.guard.Observation.Disconnected;
import io.dbcpool.watcher.guard.Observation.Heard;
import io.dbcpool.watcher.guard.Observation.Listed;
import io.dbcpool.watcher.guard.Observation.Looked;
import io.dbcpool.watcher.guard.Observation.ProcessEnded;
import io.dbcpool.watcher.guard.Observation.Seen;
import io.dbcpool.watcher.journal.JournalRecord;
import io.dbcpool.watcher.owner.OwnerAllowList;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The guard's thread comes late to what was told long before, as where a whole pool is rented in one block: what it
 * writes down is when it was told, and not when it came to it.
 */
class GuardBehindTest {

    private static final Instant T0 = Instant.parse("2026-11-24T00:00:00Z");
    private static final GuardSettings SETTINGS = new GuardSettings(
            new VacatePolicy(Duration.ofSeconds(5), Duration.ofSeconds(7), Duration.ofSeconds(10)),
            Duration.ofMinutes(3),
            "/dbcpool/test/rental-watcher/host",
            "boot-1");
    private static final long HELD_MILLIS = AfterTheAct.HELD_NANOS / 1_000_000;
    private static final MachineId FIRST = id(0);
    private static final MachineId SECOND = id(1);

    private final List<JournalRecord> journal = new ArrayList<>();
    private final List<Effect> done = new ArrayList<>();
    private final List<OwnerAllowList> actedBy = new ArrayList<>();
    private long nowMillis;
    private Guard guard = newGuard();

    @Test
    void aReceiptTellsWhenTheEndWasHeardOfAndNotWhenTheGuardCameToIt() {
        rentTwoMachines();
        hear(6_600, FIRST, new ProcessEnded(process(FIRST)));
        change(6_700, FIRST, DomainState.SHUT_OFF);
        turnAt(27_000);

        assertThat(receipt(FIRST)).satisfies(receipt -> {
            assertThat(receipt.outcome()).isEqualTo(Outcome.ON_TIME);
            assertThat(receipt.elapsedMillis()).isEqualTo(6_600);
            assertThat(receipt.marginMillis()).isEqualTo(3_400);
            assertThat(receipt.releasedAt()).contains(T0.plusMillis(6_600));
            assertThat(receipt.domainOffAt()).contains(T0.plusMillis(6_700));
            assertThat(names(receipt)).doesNotContain("near-miss", "breach", "collateral", "kill");
        });
    }

    @Test
    void whatWasGoneInTimeRaisesNoAlertWhenTheGuardComesToIt() {
        rentTwoMachines();
        hear(6_600, FIRST, new ProcessEnded(process(FIRST)));
        hear(6_600, SECOND, new ProcessEnded(process(SECOND)));
        turnAt(27_000);

        assertThat(raised()).isEmpty();
    }

    /** The one that is there still is late, whatever is told of the other. */
    @Test
    void whatIsStillThereIsLateAsSoonAsTheGuardLooks() {
        rentTwoMachines();
        hear(6_600, FIRST, new ProcessEnded(process(FIRST)));
        turnAt(27_000);

        assertThat(raised()).contains("VacateLate", "MachineBroken", "VacateCollateral");
        assertThat(appliedTo(SECOND)).endsWith(Force.KILL);
        assertThat(appliedTo(FIRST)).containsExactly(Force.ASK);
    }

    @Test
    void whatWentTooLateIsLateAlsoByItsOwnMoment() {
        rentTwoMachines();
        hear(10_003, FIRST, new ProcessEnded(process(FIRST)));
        change(10_100, FIRST, DomainState.SHUT_OFF);
        turnAt(27_000);

        assertThat(receipt(FIRST).outcome()).isEqualTo(Outcome.LATE);
        assertThat(receipt(FIRST).elapsedMillis()).isEqualTo(10_003);
        assertThat(names(receipt(FIRST))).contains("breach").doesNotContain("collateral");
    }

    /** The ten seconds run from when the word came, and not from when there was time for it. */
    @Test
    void aWordCountsFromWhenItWasHeard() {
        rentTwoMachines(3_000);

        assertThat(begun(FIRST).trigger().observedAt()).isEqualTo(T0);
        assertThat(begun(FIRST).fromNanos()).isZero();
        assertThat(begun(FIRST).startedAt()).isEqualTo(T0.plusMillis(3_000));
    }

    /** What libvirt had running long before it was lost is nothing that it had not looked at. */
    @Test
    void whatRanLongBeforeGoesAlsoWhereItsTenSecondsAreOverByThen() {
        listAndLook();
        hear(20_000, FIRST, renting(20_000));
        hear(25_000, FIRST, new Disconnected("killed"));
        turnAt(45_000);

        assertThat(begun(FIRST).fromNanos()).isEqualTo(20_000_000_000L);
        assertThat(appliedTo(FIRST)).contains(Force.KILL);
        assertThat(raisedFor(FIRST)).contains("VacateLate", "MachineBroken");
    }

    /** It is looked for only when the guard comes to the list, however long ago that was heard. */
    @Test
    void whatOnlyALateFirstListHasRunningIsLookedForFirst() {
        rentTwoMachines();
        for (MachineId machine : List.of(FIRST, SECOND)) {
            hear(1_000, machine, new ProcessEnded(process(machine)));
            change(1_100, machine, DomainState.SHUT_OFF);
        }
        turnAt(1_200);
        assertThat(receipts(FIRST)).hasSize(1);

        nowMillis = 5_000;
        guard = newGuard();
        guard.begin();
        hear(20_000, FIRST, new Listed(now().monotonic(), List.of(domain(FIRST, DomainState.RUNNING))));
        turnAt(27_000);
        hear(27_100, FIRST, new Looked(uuid(FIRST), Optional.empty()));
        change(27_300, FIRST, DomainState.SHUT_OFF);
        turnAt(30_000);

        assertThat(begunOf(FIRST)).hasSize(1);
        assertThat(raised()).doesNotContain("VacateLate", "MachineBroken");
    }

    /** What was told before the vacate began proves nothing of a moment before that. */
    @Test
    void noReleaseIsEarlierThanTheVacateThatItEnds() {
        listAndLook();
        hear(0, FIRST, renting(0));
        hear(500, FIRST, new ProcessEnded(process(FIRST)));
        turnAt(2_000);
        change(2_100, FIRST, DomainState.SHUT_OFF);
        turnAt(2_100);

        assertThat(receipt(FIRST).elapsedMillis()).isEqualTo(2_000);
        assertThat(receipt(FIRST).steps()).extracting(VacateStep::atMillis).isSorted();
    }

    /** Nor is the alarm of a release that was late: an earlier word may have moved the deadline meanwhile. */
    @Test
    void noAlarmIsEarlierThanTheVacateThatItIsOf() {
        listAndLook();
        hear(0, FIRST, renting(0));
        hear(500, FIRST, ordered(-5_000));
        hear(8_000, FIRST, new ProcessEnded(process(FIRST)));
        change(8_100, FIRST, DomainState.SHUT_OFF);
        turnAt(13_000);

        assertThat(receipt(FIRST).steps())
                .containsExactly(
                        new VacateStep("begun", 18_000),
                        new VacateStep("kill", 18_000),
                        new VacateStep("breach", 18_000),
                        new VacateStep("collateral", 18_000),
                        new VacateStep("released", 18_000),
                        new VacateStep("domain-off", 18_000));
    }

    /** An old word leaves no time to ask; what has gone meanwhile is not killed for it. */
    @Test
    void whatIsGoneIsNotHurried() {
        nowMillis = 40_000;
        guard = newGuard();
        guard.begin();
        hear(40_000, FIRST, new Listed(now().monotonic(), List.of(domain(FIRST, DomainState.RUNNING))));
        hear(40_000, FIRST, new Looked(uuid(FIRST), Optional.of(process(FIRST))));
        hear(40_000, FIRST, ordered(39_000));
        turnAt(40_100);
        hear(40_500, FIRST, ordered(4_000));
        hear(43_000, FIRST, new ProcessEnded(process(FIRST)));
        change(43_100, FIRST, DomainState.SHUT_OFF);
        turnAt(48_000);

        assertThat(appliedTo(FIRST)).containsExactly(Force.ASK);
        assertThat(receipt(FIRST).outcome()).isEqualTo(Outcome.ON_TIME);
    }

    /** Started again before the guard came to its end: the first vacate has ended, and another has begun. */
    @Test
    void oneThatIsBackWhenTheGuardComesToItsEndIsVacatedAnew() {
        rentTwoMachines();
        hear(2_000, FIRST, new ProcessEnded(process(FIRST)));
        change(2_100, FIRST, DomainState.SHUT_OFF);
        change(3_000, FIRST, DomainState.RUNNING);
        turnAt(9_000);

        assertThat(receipt(FIRST).elapsedMillis()).isEqualTo(2_000);
        assertThat(begunOf(FIRST)).hasSize(2);
        var second = begunOf(FIRST).get(1);
        assertThat(second.fromNanos()).isEqualTo(3_000_000_000L);
        assertThat(second.trigger().observedAt()).isEqualTo(T0.plusMillis(3_000));
    }

    /** The moment is in the journal: whoever goes on writes the same receipt. */
    @Test
    void theNextWatcherKnowsTheMoment() {
        rentTwoMachines();
        hear(6_600, FIRST, new ProcessEnded(process(FIRST)));
        turnAt(7_000);
        assertThat(receipts(FIRST)).isEmpty();

        nowMillis = 30_000;
        guard = newGuard();
        guard.begin();
        change(30_000, FIRST, DomainState.SHUT_OFF);
        turnAt(31_000);

        assertThat(receipt(FIRST).elapsedMillis()).isEqualTo(6_600);
        assertThat(receipt(FIRST).outcome()).isEqualTo(Outcome.ON_TIME);
    }

    /** Telling by code that nothing has run yet takes a third of a second, and what is left of the ten may be less. */
    @Test
    void whatTheNextWatcherGoesOnWithIsDoneBeforeItIsToldOf() {
        goOnAt(8_500);
        assertThat(done)
                .hasOnlyElementsOfTypes(Effect.Write.class, Effect.LookForProcess.class)
                .contains(new Effect.LookForProcess(uuid(FIRST)), new Effect.LookForProcess(uuid(SECOND)));

        for (MachineId machine : List.of(FIRST, SECOND)) {
            hear(8_700, machine, new Looked(uuid(machine), Optional.of(process(machine))));
        }
        guard.turnNow();
        assertThat(appliedTo(FIRST)).containsExactly(Force.KILL);
        assertThat(appliedTo(SECOND)).containsExactly(Force.KILL);
        assertThat(published()).isEmpty();

        hear(8_710, FIRST, new Applied(begun(FIRST).vacateId(), Force.KILL, "SIGKILL"));
        guard.turnNow();
        assertThat(published()).isNotEmpty();
    }

    @Test
    void whatTheNextWatcherFindsNothingOfIsToldAllTheSame() {
        goOnAt(8_500);
        hear(8_600, FIRST, new Looked(uuid(FIRST), Optional.empty()));
        hear(8_600, SECOND, new Looked(uuid(SECOND), Optional.empty()));
        guard.turnNow();
        assertThat(published()).isEmpty();

        nowMillis = 8_500 + AfterTheAct.FIRST_HELD_NANOS / 1_000_000;
        guard.turnNow();
        assertThat(published()).isNotEmpty();
    }

    /** Time passes for a machine only when nothing that was told of it waits, whoever else is waited for. */
    @Test
    void aDeadlineIsJudgedByWhatWasToldBeforeIt() {
        rentTwoMachines();
        IntStream.range(0, 200)
                .forEach(i -> hear(6_000, SECOND, new Looked(uuid(SECOND), Optional.of(process(SECOND)))));
        hear(9_990, FIRST, new ProcessEnded(process(FIRST)));
        turnAt(10_500);

        assertThat(raisedFor(FIRST)).doesNotContain("VacateLate");
    }

    /** Where libvirt does not answer when it is asked again, the list is all that keeps a renter's domain. */
    @Test
    void whatWasToldMeanwhileCountsBeforeAnythingIsDone() {
        listAndLook();
        hear(0, FIRST, renting(0));
        hear(500, FIRST, new Changed(rentersNow(FIRST)));
        turnAt(6_000);

        assertThat(actedBy)
                .isNotEmpty()
                .noneMatch(list -> list.recognisePinned(uuid(FIRST)).isPresent());
        assertThat(raised()).contains("RenterDomainRefused");
    }

    private void rentTwoMachines() {
        rentTwoMachines(0);
    }

    private void rentTwoMachines(long comesToItMillis) {
        listAndLook();
        hear(0, FIRST, renting(0));
        hear(0, SECOND, renting(0));
        turnAt(comesToItMillis);
        assertThat(appliedTo(FIRST)).containsExactly(Force.ASK);
    }

    private void goOnAt(long millis) {
        rentTwoMachines();
        nowMillis = millis;
        done.clear();
        guard = newGuard();
        guard.begin();
    }

    private void listAndLook() {
        guard.begin();
        for (MachineId machine : List.of(FIRST, SECOND)) {
            hear(0, machine, new Listed(now().monotonic(), List.of(domain(machine, DomainState.RUNNING))));
            hear(0, machine, new Looked(uuid(machine), Optional.of(process(machine))));
        }
        turnAt(0);
    }

    private static Heard renting(long atMillis) {
        var at = T0.plusMillis(atMillis);
        return new Heard(new SaysRented(Trigger.of(Source.BROADCAST, Via.DIRECT, at), at));
    }

    private static Heard ordered(long atMillis) {
        var at = T0.plusMillis(atMillis);
        return new Heard(new SaysRented(Trigger.of(Source.BEST_BLOCK, Via.KAFKA, at), at));
    }

    private void hear(long atMillis, MachineId machine, Observation observation) {
        nowMillis = atMillis;
        guard.observe(machine, observation);
    }

    private void change(long atMillis, MachineId machine, DomainState state) {
        nowMillis = atMillis;
        guard.observe(machine, new Changed(domain(machine, state)));
    }

    /** And once more when what is told of an act is held back no longer. */
    private void turnAt(long millis) {
        nowMillis = millis;
        guard.turnNow();
        nowMillis = millis + HELD_MILLIS;
        guard.turnNow();
    }

    private Guard newGuard() {
        var machines = List.of(FIRST, SECOND).stream()
                .map(GuardBehindTest::config)
                .map(machine ->
                        new GuardedMachine(machine, SETTINGS, Remembered.of(machine, journal, SETTINGS, now()), now()))
                .toList();
        return new Guard(
                machines,
                new Effects() {
                    @Override
                    public void carryOut(Machine machine, OwnerAllowList allowList, Effect effect) {
                        if (effect instanceof Effect.Apply) {
                            actedBy.add(allowList);
                        }
                        take(effect);
                    }

                    @Override
                    public Optional<VacateCompleted> findLastReceipt(MachineId machineId) {
                        return Optional.empty();
                    }
                },
                this::now,
                () -> {});
    }

    private void take(Effect effect) {
        done.add(effect);
        if (effect instanceof Effect.Write write) {
            journal.add(write.record());
        } else if (effect instanceof Effect.SignReceipt sign) {
            journal.add(new JournalRecord.VacateEnded(sign.draft()));
        }
    }

    private Moment now() {
        return new Moment(T0.plusMillis(nowMillis), new MonotonicTime(nowMillis * 1_000_000));
    }

    private static MachineId id(int number) {
        return new MachineId("%064x".formatted(number));
    }

    private static UUID uuid(MachineId machine) {
        return new UUID(1, machine.equals(FIRST) ? 1 : 2);
    }

    private static QemuProcess process(MachineId machine) {
        return new QemuProcess(42, 0, uuid(machine));
    }

    private static Machine config(MachineId machine) {
        return new Machine(
                machine,
                "gpu",
                URI.create("qemu:///system"),
                List.of("owner-vm"),
                Optional.empty(),
                Restart.NEVER,
                Optional.empty(),
                new Node(Path.of("/"), List.of()));
    }

    private Seen domain(MachineId machine, DomainState state) {
        return domain(machine, state, Optional.empty());
    }

    /** DBC's own marker, which an owner's domain does not bear. */
    private Seen rentersNow(MachineId machine) {
        return domain(machine, DomainState.RUNNING, Optional.of("1234567890ab"));
    }

    private Seen domain(MachineId machine, DomainState state, Optional<String> hypervVendorId) {
        return new Seen(
                new DomainSnapshot(uuid(machine), "owner-vm", state, true, now().wall()),
                Optional.of(new DomainDefinition(
                        uuid(machine),
                        "owner-vm",
                        "qemu",
                        "destroy",
                        List.of(),
                        List.of(),
                        List.of(),
                        hypervVendorId,
                        false,
                        List.of(),
                        Optional.empty())),
                now().monotonic());
    }

    private List<JournalRecord.VacateBegun> begunOf(MachineId machine) {
        return journal.stream()
                .filter(JournalRecord.VacateBegun.class::isInstance)
                .map(JournalRecord.VacateBegun.class::cast)
                .filter(begun -> begun.machineId().equals(machine))
                .toList();
    }

    private JournalRecord.VacateBegun begun(MachineId machine) {
        return begunOf(machine).get(0);
    }

    private List<VacateCompleted> receipts(MachineId machine) {
        return done.stream()
                .filter(Effect.SignReceipt.class::isInstance)
                .map(effect -> ((Effect.SignReceipt) effect).draft())
                .filter(draft -> draft.machineId().equals(machine))
                .toList();
    }

    private VacateCompleted receipt(MachineId machine) {
        assertThat(receipts(machine)).hasSize(1);
        return receipts(machine).get(0);
    }

    private static List<String> names(VacateCompleted receipt) {
        return receipt.steps().stream().map(VacateStep::name).toList();
    }

    private List<Force> appliedTo(MachineId machine) {
        return done.stream()
                .filter(Effect.Apply.class::isInstance)
                .map(Effect.Apply.class::cast)
                .filter(apply -> apply.domain().uuid().equals(uuid(machine)))
                .map(Effect.Apply::force)
                .toList();
    }

    private List<Effect> published() {
        return done.stream().filter(Effect.Publish.class::isInstance).toList();
    }

    private List<String> raised() {
        return done.stream()
                .filter(Effect.Raise.class::isInstance)
                .map(effect -> ((Effect.Raise) effect).alert())
                .toList();
    }

    private List<String> raisedFor(MachineId machine) {
        return done.stream()
                .filter(Effect.Raise.class::isInstance)
                .map(Effect.Raise.class::cast)
                .filter(raise -> raise.subject().equals(uuid(machine).toString()))
                .map(Effect.Raise::alert)
                .toList();
    }
}
