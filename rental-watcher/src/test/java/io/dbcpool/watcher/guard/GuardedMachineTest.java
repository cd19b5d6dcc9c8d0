package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.configuration.PoolConfig.Node;
import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.events.MachineReleased;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.EndedBy;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.belief.Signal.SaysEmpty;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import io.dbcpool.watcher.guard.Observation.Changed;
import io.dbcpool.watcher.guard.Observation.Disconnected;
import io.dbcpool.watcher.guard.Observation.Heard;
import io.dbcpool.watcher.guard.Observation.Listed;
import io.dbcpool.watcher.guard.Observation.Looked;
import io.dbcpool.watcher.guard.Observation.ProcessEnded;
import io.dbcpool.watcher.guard.Observation.Released;
import io.dbcpool.watcher.guard.Observation.Seen;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Whole histories of one machine, played through the rules with a clock that the test sets. */
class GuardedMachineTest {

    private static final MachineId MACHINE = new MachineId("8e".repeat(32));
    private static final Instant T0 = Instant.parse("2026-11-24T00:00:00Z");
    private static final UUID OWNERS = new UUID(1, 1);
    private static final UUID RENTERS = new UUID(2, 2);
    private static final VacatePolicy POLICY =
            new VacatePolicy(Duration.ofSeconds(5), Duration.ofSeconds(7), Duration.ofSeconds(10));
    private static final GuardSettings SETTINGS =
            new GuardSettings(POLICY, Duration.ofMinutes(3), "/dbcpool/test/rental-watcher/host", "boot-1");

    private final List<JournalRecord> journal = new ArrayList<>();
    private final List<Effect> done = new ArrayList<>();
    private List<String> listed = List.of("owner-vm");
    private Duration wallOffset = Duration.ZERO;
    private long nowMillis;
    private GuardedMachine machine = start();

    @Test
    void aGuestThatObeysEndsItself() {
        see(owners(DomainState.RUNNING));
        lookAt(OWNERS, true);
        hearRenting();
        at(1_300, new ProcessEnded(process()));
        change(1_400, owners(DomainState.SHUT_OFF));

        assertThat(receipt()).satisfies(receipt -> {
            assertThat(receipt.endedBy()).isEqualTo(EndedBy.GUEST);
            assertThat(receipt.outcome()).isEqualTo(Outcome.ON_TIME);
            assertThat(receipt.elapsedMillis()).isEqualTo(1_300);
            assertThat(receipt.marginMillis()).isEqualTo(8_700);
            assertThat(receipt.releasedAt()).contains(T0.plusMillis(1_300));
            assertThat(receipt.domainOffAt()).contains(T0.plusMillis(1_400));
            assertThat(receipt.notObserved()).isEmpty();
        });
    }

    @Test
    void oneThatHangsIsKilledAndItsReceiptDoesNotWaitForLibvirt() {
        see(owners(DomainState.RUNNING));
        lookAt(OWNERS, true);
        hearRenting();
        tickUntil(7_000);
        at(7_030, new ProcessEnded(process()));
        tickUntil(7_700);

        assertThat(forces()).containsExactly(Force.ASK, Force.ASK, Force.ASK, Force.ASK, Force.TERMINATE, Force.KILL);
        assertThat(receipt().endedBy()).isEqualTo(EndedBy.KILL);
        assertThat(receipt().elapsedMillis()).isEqualTo(7_030);
        assertThat(receipt().domainOffAt()).isEmpty();
    }

    @Test
    void oneThatCannotBeReapedBreaksTheMachineAndSaysSoByTheDeadline() {
        see(owners(DomainState.RUNNING));
        lookAt(OWNERS, true);
        hearRenting();
        tickUntil(10_000);

        assertThat(raised()).containsExactly("VacateNearMiss", "VacateLate", "MachineBroken");
        assertThat(view().broken()).isTrue();

        tickUntil(15_000);
        assertThat(raised()).contains("VacateCollateral");
        tickUntil(60_000);
        assertThat(receipt().outcome()).isEqualTo(Outcome.FAILED);
        at(61_000, new ProcessEnded(process()));
        tickUntil(62_000);
        assertThat(view().broken()).isFalse();
        assertThat(receipts()).hasSize(1);
    }

    /** The loop looked just before the deadline, and the process went just after it. */
    @Test
    void oneThatGoesJustAfterTheDeadlineIsLateAndSaysSo() {
        see(owners(DomainState.RUNNING));
        lookAt(OWNERS, true);
        hearRenting();
        tickUntil(9_900);
        at(10_003, new ProcessEnded(process()));
        change(10_100, owners(DomainState.SHUT_OFF));

        assertThat(raised()).containsExactly("VacateNearMiss", "VacateLate", "MachineBroken");
        assertThat(receipt().outcome()).isEqualTo(Outcome.LATE);
    }

    /** Its time and its source belong together, also where another word was believed first. */
    @Test
    void aVacateNamesTheEarliestWord() {
        nowMillis = 5_000;
        hearRenting();
        at(6_000, new Heard(new SaysRented(Trigger.of(Source.BEST_BLOCK, Via.KAFKA, T0), T0)));
        nowMillis = 6_500;
        see(owners(DomainState.RUNNING));

        assertThat(vacateTrigger()).isEqualTo(Trigger.of(Source.BEST_BLOCK, Via.KAFKA, T0));
    }

    /** What was seen before an earlier word came is that much longer after the signal, also the domain's end. */
    @Test
    void anEarlierWordMovesWhatWasSeenBefore() {
        see(owners(DomainState.RUNNING));
        nowMillis = 2_000;
        hearRenting();
        change(3_000, owners(DomainState.SHUT_OFF));
        var saidAt = T0.plusMillis(500);
        at(3_500, new Heard(new SaysRented(Trigger.of(Source.BEST_BLOCK, Via.DIRECT, saidAt), saidAt)));
        at(3_600, new Looked(OWNERS, Optional.empty()));

        assertThat(receipt().domainOffAt()).contains(T0.plusMillis(3_000));
        assertThat(receipt().releasedAt()).contains(T0.plusMillis(3_000));
        assertThat(receipt().elapsedMillis()).isEqualTo(2_500);
    }

    /** Its watch is slow to tell, and the domain was started again meanwhile. */
    @Test
    void theEndOfAProcessBeforeProvesNothingOfTheOneThatRuns() {
        see(owners(DomainState.RUNNING));
        lookAt(OWNERS, true);
        hearRenting();
        at(100, new Looked(OWNERS, Optional.of(new QemuProcess(43, 1_100, OWNERS))));
        at(200, new ProcessEnded(process()));
        tickUntil(1_000);

        assertThat(receipts()).isEmpty();
        assertThat(view().runningVacates()).hasSize(1);
    }

    @Test
    void whatWasUsedAndWhatIsLeftAddUp() {
        see(owners(DomainState.RUNNING));
        lookAt(OWNERS, true);
        hearRenting();
        nowMillis = 258;
        take(machine.on(
                new ProcessEnded(process()),
                new Moment(now().wall(), new MonotonicTime(now().monotonic().nanos() + 900_000))));
        change(300, owners(DomainState.SHUT_OFF));

        assertThat(receipt().elapsedMillis()).isEqualTo(258);
        assertThat(receipt().marginMillis()).isEqualTo(9_742);
    }

    /** The step that came before the clock was set, the signal and the release are told by one clock. */
    @Test
    void aClockThatIsSetInTheMidstBendsNoLabelWhenAnEarlierWordComes() {
        see(owners(DomainState.RUNNING));
        lookAt(OWNERS, true);
        nowMillis = 3_000;
        hearRenting();
        wallOffset = Duration.ofHours(1);
        var saidAt = T0.plusMillis(1_000).plus(wallOffset);
        at(4_000, new Heard(new SaysRented(Trigger.of(Source.BEST_BLOCK, Via.DIRECT, saidAt), saidAt)));
        at(4_500, new ProcessEnded(process()));
        change(4_600, owners(DomainState.SHUT_OFF));

        assertThat(receipt()).satisfies(receipt -> {
            assertThat(receipt.trigger().source()).isEqualTo(Source.BEST_BLOCK);
            assertThat(receipt.trigger().observedAt()).isEqualTo(T0.plusMillis(1_000));
            assertThat(receipt.deadline()).isEqualTo(T0.plusMillis(11_000));
            assertThat(receipt.releasedAt()).contains(T0.plusMillis(4_500));
            assertThat(receipt.elapsedMillis()).isEqualTo(3_500);
        });
    }

    @Test
    void whatCannotBeObservedIsSaidInTheReceipt() {
        see(owners(DomainState.RUNNING));
        hearRenting();
        lookAt(OWNERS, false);
        change(200, owners(DomainState.SHUT_OFF));

        assertThat(receipt().notObserved()).containsExactly("process", "devices", "cgroup", "hugepages");
        assertThat(receipt().releasedAt()).isEqualTo(receipt().domainOffAt());
    }

    @Test
    void repeatsChangeNothing() {
        see(owners(DomainState.RUNNING));
        lookAt(OWNERS, true);
        hearRenting();
        int before = done.size();
        at(100, renting(100));
        at(200, new Heard(new SaysEmpty(T0.plusMillis(200))));
        at(300, renting(300));

        assertThat(done.subList(before, done.size())).noneMatch(Effect.Apply.class::isInstance);
        tickUntil(5_000);
        assertThat(forces()).endsWith(Force.TERMINATE);
    }

    /** Another heard it 3 s before us: the deadline moves, and only this way. */
    @Test
    void anEarlierWordMovesTheDeadline() {
        see(owners(DomainState.RUNNING));
        lookAt(OWNERS, true);
        at(3_000, renting(3_000));
        at(3_001, renting(0));
        tickUntil(5_000);

        assertThat(forces()).endsWith(Force.TERMINATE);
        at(5_010, new ProcessEnded(process()));
        tickUntil(6_000);
        assertThat(receipt().trigger().observedAt()).isEqualTo(T0);
        assertThat(receipt().elapsedMillis()).isEqualTo(5_010);
        assertThat(receipt().steps().get(0).atMillis()).isEqualTo(3_000);
    }

    /** The listener heard the same datagram, and its clock is a little behind ours. */
    @Test
    void aWordThatSeemsEarlierByTheClocksNoiseIsTheSameWord() {
        see(owners(DomainState.RUNNING));
        lookAt(OWNERS, true);
        at(3_000, renting(3_000));
        at(3_001, renting(2_750));
        tickUntil(3_100);
        at(3_100, new ProcessEnded(process()));
        tickUntil(4_000);

        assertThat(receipt().trigger().observedAt()).isEqualTo(T0.plusMillis(3_000));
        assertThat(receipt().elapsedMillis()).isEqualTo(100);
    }

    @Test
    void aDomainThatWasStartedDuringTheRentalCountsFromItsStart() {
        see(owners(DomainState.SHUT_OFF));
        at(3_000, renting(3_000));
        change(4_000, owners(DomainState.RUNNING));
        lookAt(OWNERS, true);
        at(4_001, renting(0));
        at(4_100, new ProcessEnded(process()));
        tickUntil(5_000);

        assertThat(receipt().trigger().observedAt()).isEqualTo(T0.plusMillis(4_000));
        assertThat(receipt().elapsedMillis()).isEqualTo(100);
    }

    @Test
    void aDomainThatIsNotListedIsNeverTouched() {
        see(owners(DomainState.RUNNING), domain(new UUID(3, 3), "somebody's", DomainState.RUNNING));
        hearRenting();
        tickUntil(12_000);

        assertThat(done.stream()
                        .filter(Effect.Apply.class::isInstance)
                        .map(effect -> ((Effect.Apply) effect).domain().uuid()))
                .containsOnly(OWNERS);
    }

    @Test
    void aRentersDomainThatBecomesActiveIsAWord() {
        see(owners(DomainState.RUNNING));
        change(1_000, renters(DomainState.RUNNING));

        assertThat(forces()).containsExactly(Force.ASK);
        assertThat(vacateTrigger()).isEqualTo(Trigger.of(Source.HYPERVISOR, Via.DIRECT, T0.plusMillis(1_000)));
    }

    @Test
    void oneThatLiesShutOffSaysNothing() {
        see(owners(DomainState.RUNNING), renters(DomainState.SHUT_OFF));

        assertThat(forces()).isEmpty();
    }

    @Test
    void aListedDomainWithARentersMarkersIsRefusedWithAnAlert() {
        see(seen(OWNERS, "owner-vm", DomainState.RUNNING, Optional.of("1234567890ab"), "destroy"));
        hearRenting();
        tickUntil(12_000);

        assertThat(forces()).isEmpty();
        assertThat(raised()).contains("RenterDomainRefused");
    }

    @Test
    void anOwnersDomainThatStartsOnARentedMachineGoesAgain() {
        see(owners(DomainState.SHUT_OFF));
        hearRenting();
        change(60_000, owners(DomainState.RUNNING));

        assertThat(forces()).containsExactly(Force.ASK);
        assertThat(vacateTrigger()).isEqualTo(Trigger.of(Source.HYPERVISOR, Via.DIRECT, T0.plusMillis(60_000)));
    }

    @Test
    void oneThatLibvirtStillCallsRunningIsNotStoppedAgainWhenItsProcessHasEnded() {
        see(owners(DomainState.RUNNING));
        lookAt(OWNERS, true);
        hearRenting();
        at(1_300, new ProcessEnded(process()));
        change(1_310, domain(new UUID(3, 3), "another", DomainState.SHUT_OFF));
        tickUntil(3_000);
        change(3_000, domain(new UUID(3, 3), "another", DomainState.RUNNING));

        assertThat(receipt().elapsedMillis()).isEqualTo(1_300);
        assertThat(journalled(JournalRecord.VacateBegun.class)).hasSize(1);
    }

    @Test
    void oneThatCameBackBetweenTwoLooksGoesAgain() {
        see(owners(DomainState.RUNNING));
        lookAt(OWNERS, true);
        hearRenting();
        at(1_300, new ProcessEnded(process()));
        tickUntil(30_000);
        at(30_000, new Looked(OWNERS, Optional.of(new QemuProcess(43, 3_000, OWNERS))));

        assertThat(journalled(JournalRecord.VacateBegun.class)).hasSize(2);
        assertThat(((JournalRecord.VacateBegun)
                                journalled(JournalRecord.VacateBegun.class).get(1))
                        .trigger())
                .isEqualTo(Trigger.of(Source.HYPERVISOR, Via.DIRECT, T0.plusMillis(30_000)));
    }

    @ParameterizedTest
    @EnumSource(
            value = DomainState.class,
            names = {"PAUSED", "PM_SUSPENDED", "CRASHED", "UNKNOWN", "NO_STATE", "SHUTTING_DOWN"})
    void oneThatCannotHearIsNotAsked(DomainState state) {
        see(owners(state));
        hearRenting();

        assertThat(forces()).containsExactly(Force.TERMINATE);
    }

    @ParameterizedTest
    @EnumSource(value = DomainState.class, mode = Mode.EXCLUDE, names = "SHUT_OFF")
    void anyStateButOffHasToGo(DomainState state) {
        see(owners(state));
        hearRenting();

        assertThat(forces()).hasSize(1);
    }

    @Test
    void askingOneThatRestartsOnPoweroffWouldRebootIt() {
        see(seen(OWNERS, "owner-vm", DomainState.RUNNING, Optional.empty(), "restart"));
        hearRenting();

        assertThat(forces()).containsExactly(Force.TERMINATE);
    }

    @Test
    void whereNoOwnersDomainRunsThereIsNoRecord() {
        see(owners(DomainState.SHUT_OFF));
        hearRenting();
        tickUntil(12_000);

        assertThat(receipts()).isEmpty();
        assertThat(view().belief().state()).isEqualTo("rented");
    }

    @Test
    void aPinnedProcessIsStoppedThoughLibvirtIsAway() {
        see(owners(DomainState.RUNNING));
        restart();
        at(500, new Disconnected("gone"));
        at(1_000, renting(1_000));
        at(1_010, new Looked(OWNERS, Optional.of(process())));

        assertThat(forces()).containsExactly(Force.ASK);
    }

    @Test
    void aKilledWatcherGoesOnWithTheSameVacateAndTheSameDeadline() {
        see(owners(DomainState.RUNNING));
        lookAt(OWNERS, true);
        hearRenting();
        tickUntil(2_000);
        var first = journalled(JournalRecord.VacateBegun.class);
        nowMillis = 6_000;
        restart();
        lookAt(OWNERS, true);
        see(owners(DomainState.RUNNING));
        tickUntil(7_000);
        at(7_030, new ProcessEnded(process()));
        tickUntil(8_000);

        assertThat(journalled(JournalRecord.VacateBegun.class)).isEqualTo(first).hasSize(1);
        assertThat(receipt().vacateId()).isEqualTo(((JournalRecord.VacateBegun) first.get(0)).vacateId());
        assertThat(receipt().elapsedMillis()).isEqualTo(7_030);
        assertThat(receipt().steps()).extracting(step -> step.name()).contains("resumed");
    }

    @Test
    void whatIsToldAgainAfterARestartIsToldInTheSameWords() {
        see(owners(DomainState.RUNNING));
        lookAt(OWNERS, true);
        nowMillis = 30;
        hearRenting();
        at(40, new Observation.Applied(vacateId(), Force.ASK, "asked to power off"));
        at(50, renting(0));
        tickUntil(2_000);
        nowMillis = 6_000;
        restart();

        var told = done.stream()
                .filter(Effect.Publish.class::isInstance)
                .map(Effect.Publish.class::cast)
                .toList();
        assertThat(told.stream().distinct())
                .extracting(Effect.Publish::id)
                .doesNotHaveDuplicates()
                .hasSizeLessThan(told.size());
    }

    @Test
    void anOperatorsWordIsObeyedAndTold() {
        see(owners(DomainState.SHUT_OFF));
        hearRenting();
        at(5_000, new Released("kim", "false alarm"));
        change(6_000, owners(DomainState.RUNNING));

        assertThat(forces()).isEmpty();
        assertThat(done)
                .filteredOn(Effect.Publish.class::isInstance)
                .extracting(effect -> ((Effect.Publish) effect).event())
                .hasAtLeastOneElementOfType(MachineReleased.class);
    }

    @Test
    void whatWasBegunIsFinishedThoughTheOperatorReleases() {
        see(owners(DomainState.RUNNING));
        lookAt(OWNERS, true);
        hearRenting();
        at(1_000, new Released("kim", ""));
        tickUntil(5_000);

        assertThat(forces()).endsWith(Force.TERMINATE);
    }

    @Test
    void aListThatWasAskedForBeforeAChangeDoesNotUndoIt() {
        see(owners(DomainState.RUNNING));
        hearRenting();
        lookAt(OWNERS, false);
        nowMillis = 1_000;
        change(1_000, owners(DomainState.SHUT_OFF));
        nowMillis = 500;
        var old = owners(DomainState.RUNNING);
        at(1_100, new Listed(new MonotonicTime(400_000_000), List.of(old)));
        tickUntil(3_000);

        assertThat(receipts()).hasSize(1);
        assertThat(forces()).containsExactly(Force.ASK);
    }

    @Test
    void aProcessOfThisHostThatCannotBeSeenIsAnObstacle() {
        see(owners(DomainState.RUNNING));
        lookAt(OWNERS, false);
        at(100, new Observation.LastStepProbed(Optional.empty()));

        assertThat(raised()).containsExactly("LastStepUnavailable");
        assertThat(view().lastStepAvailable()).isFalse();
    }

    /** libvirt's word was that it is off; its owner started it where we cannot hear. */
    @Test
    void aProcessIsLookedForAgainAndAgainWhileLibvirtIsAway() {
        see(owners(DomainState.SHUT_OFF));
        at(500, new Disconnected("gone"));
        at(1_000, renting(1_000));
        int looks = looks();
        tickUntil(3_100);

        assertThat(looks).isPositive();
        assertThat(looks()).isGreaterThanOrEqualTo(looks + 2);
        at(3_200, new Looked(OWNERS, Optional.of(process())));
        assertThat(forces()).containsExactly(Force.ASK);
    }

    /** libvirt says that it is off, and is wrong; or its last word of a start was lost. */
    @Test
    void aProcessThatLibvirtKnowsNothingOfIsLookedForWhenARentalBegins() {
        see(owners(DomainState.SHUT_OFF));
        at(1_000, renting(1_000));
        assertThat(looks()).isPositive();
        at(1_010, new Looked(OWNERS, Optional.of(process())));

        assertThat(forces()).containsExactly(Force.ASK);
    }

    /** It is active, and libvirt would not say what it is: its pin and its process do. */
    @Test
    void aPinnedDomainWhoseDefinitionCannotBeReadIsStoppedByItsPin() {
        see(owners(DomainState.SHUT_OFF));
        restart();
        var unread = owners(DomainState.RUNNING);
        at(100, new Listed(now().monotonic(), List.of(new Seen(unread.snapshot(), Optional.empty(), unread.at()))));
        at(1_000, renting(1_000));
        int looks = looks();
        tickUntil(2_100);
        assertThat(looks()).isGreaterThan(looks);
        at(2_200, new Looked(OWNERS, Optional.of(process())));

        assertThat(forces()).containsExactly(Force.ASK);
    }

    @Test
    void aWallClockThatIsSetBackHidesNoChange() {
        see(owners(DomainState.SHUT_OFF));
        wallOffset = Duration.ofHours(-9);
        change(1_000, owners(DomainState.RUNNING));
        at(2_000, new Heard(new SaysRented(Trigger.of(Source.BROADCAST, Via.DIRECT, now().wall()), now().wall())));

        assertThat(forces()).containsExactly(Force.ASK);
    }

    @Test
    void aReleaseBeforeTheClockWasSetBackLeavesNobodyDeaf() {
        see(owners(DomainState.RUNNING));
        wallOffset = Duration.ofHours(9);
        at(1_000, new Released("kim", ""));
        wallOffset = Duration.ZERO;
        at(2_000, renting(2_000));

        assertThat(forces()).containsExactly(Force.ASK);
    }

    @Test
    void aDomainWhoseDefinitionCannotBeReadIsNotOff() {
        see(owners(DomainState.RUNNING));
        hearRenting();
        lookAt(OWNERS, false);
        restart();
        lookAt(OWNERS, false);
        var unread = owners(DomainState.RUNNING);
        at(
                nowMillis,
                new Listed(now().monotonic(), List.of(new Seen(unread.snapshot(), Optional.empty(), unread.at()))));

        assertThat(receipts()).isEmpty();
        assertThat(machine.isVacating()).isTrue();
    }

    @Test
    void aRentalThatLibvirtHidForLongerThanTheDeadlineIsLate() {
        at(0, renting(0));
        nowMillis = 15_000;
        see(owners(DomainState.RUNNING));
        lookAt(OWNERS, true);
        at(15_100, new ProcessEnded(process()));
        tickUntil(16_000);

        assertThat(receipt().outcome()).isEqualTo(Outcome.LATE);
        assertThat(receipt().elapsedMillis()).isEqualTo(15_100);
    }

    @Test
    void aClaimThatWasTakenBackIsNoClaim() {
        see(owners(DomainState.RUNNING));
        listed = List.of();
        restart();
        at(1_000, renting(1_000));
        at(1_010, new Looked(OWNERS, Optional.of(process())));

        assertThat(forces()).isEmpty();
    }

    /** Twenty words a second would fill the disk, each of them overturning the last. */
    @Test
    void wordsThatOverturnEachOtherAreNotWrittenDown() {
        see(owners(DomainState.SHUT_OFF));
        hearRenting();
        int before = journal.size();
        for (int i = 1; i <= 100; i++) {
            at(i * 100L, new Heard(new SaysEmpty(now().wall())));
            at(i * 100L + 50, renting(i * 100L + 50));
        }

        assertThat(journal).hasSize(before);
    }

    @Test
    void aKillThatDoesNotHelpIsToldOnce() {
        see(owners(DomainState.RUNNING));
        lookAt(OWNERS, true);
        hearRenting();
        tickUntil(120_000);

        assertThat(journalled(JournalRecord.VacateWent.class)).hasSizeLessThan(20);
    }

    @Test
    void anEntryThatMatchesNothingIsToldOnce() {
        see();
        see();
        assertThat(raised()).containsExactly("OwnDomainUnmatched");
    }

    // ---- the world of one machine

    private GuardedMachine start() {
        var config = new Machine(
                MACHINE,
                "gpu-01",
                URI.create("qemu:///system"),
                listed,
                Optional.empty(),
                Restart.NEVER,
                Optional.empty(),
                new Node(Path.of("/"), List.of()));
        return new GuardedMachine(config, SETTINGS, Remembered.of(config, journal, SETTINGS, now()), now());
    }

    /** Kills the watcher and starts another from its journal. */
    private void restart() {
        machine = start();
        take(machine.start(now()));
    }

    private void see(Seen... domains) {
        at(nowMillis, new Listed(now().monotonic(), Arrays.asList(domains)));
    }

    private void lookAt(UUID domain, boolean there) {
        at(nowMillis, new Looked(domain, there ? Optional.of(process()) : Optional.empty()));
    }

    private void hearRenting() {
        at(nowMillis, renting(nowMillis));
    }

    private static Heard renting(long atMillis) {
        var at = T0.plusMillis(atMillis);
        return new Heard(new SaysRented(Trigger.of(Source.BROADCAST, Via.DIRECT, at), at));
    }

    private void tickUntil(long millis) {
        while (nowMillis < millis) {
            nowMillis = Math.min(millis, nowMillis + 100);
            take(machine.pass(now()));
        }
    }

    private void at(long millis, Observation observation) {
        nowMillis = millis;
        take(machine.on(observation, now()));
    }

    private void take(List<Effect> effects) {
        for (Effect effect : effects) {
            done.add(effect);
            if (effect instanceof Effect.Write write) {
                journal.add(write.record());
            } else if (effect instanceof Effect.SignReceipt sign) {
                journal.add(new JournalRecord.VacateEnded(sign.draft()));
            }
        }
    }

    private Moment now() {
        return new Moment(T0.plusMillis(nowMillis).plus(wallOffset), new MonotonicTime(nowMillis * 1_000_000));
    }

    private Changed changed(Seen seen) {
        return new Changed(new Seen(
                new DomainSnapshot(
                        seen.snapshot().uuid(),
                        seen.snapshot().name(),
                        seen.snapshot().state(),
                        true,
                        now().wall()),
                seen.definition(),
                now().monotonic()));
    }

    private void change(long millis, Seen seen) {
        nowMillis = millis;
        at(millis, changed(seen));
    }

    private Seen owners(DomainState state) {
        return domain(OWNERS, "owner-vm", state);
    }

    private Seen renters(DomainState state) {
        return seen(RENTERS, "renters", state, Optional.of("1234567890ab"), "destroy");
    }

    private Seen domain(UUID uuid, String name, DomainState state) {
        return seen(uuid, name, state, Optional.empty(), "destroy");
    }

    private Seen seen(UUID uuid, String name, DomainState state, Optional<String> vendor, String onPoweroff) {
        return new Seen(
                new DomainSnapshot(uuid, name, state, true, now().wall()),
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

    private static QemuProcess process() {
        return new QemuProcess(42, 987, OWNERS);
    }

    private List<Force> forces() {
        return done.stream()
                .filter(Effect.Apply.class::isInstance)
                .map(effect -> ((Effect.Apply) effect).force())
                .toList();
    }

    private int looks() {
        return (int)
                done.stream().filter(Effect.LookForProcess.class::isInstance).count();
    }

    private List<String> raised() {
        return done.stream()
                .filter(Effect.Raise.class::isInstance)
                .map(effect -> ((Effect.Raise) effect).alert())
                .distinct()
                .toList();
    }

    private List<VacateCompleted> receipts() {
        return done.stream()
                .filter(Effect.SignReceipt.class::isInstance)
                .map(effect -> ((Effect.SignReceipt) effect).draft())
                .toList();
    }

    private VacateCompleted receipt() {
        assertThat(receipts()).hasSize(1);
        return receipts().get(0);
    }

    private UUID vacateId() {
        return ((JournalRecord.VacateBegun)
                        journalled(JournalRecord.VacateBegun.class).get(0))
                .vacateId();
    }

    private Trigger vacateTrigger() {
        return ((JournalRecord.VacateBegun)
                        journalled(JournalRecord.VacateBegun.class).get(0))
                .trigger();
    }

    private List<JournalRecord> journalled(Class<? extends JournalRecord> kind) {
        return journal.stream().filter(kind::isInstance).toList();
    }

    private MachineView view() {
        return machine.view(now(), Optional.empty());
    }
}
