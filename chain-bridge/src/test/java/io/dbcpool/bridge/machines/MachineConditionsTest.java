package io.dbcpool.bridge.machines;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.bonding.upkeep.Shortage;
import io.dbcpool.chain.machine.Machine;
import io.dbcpool.chain.machine.MachineHardware;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.machine.MachineSite;
import io.dbcpool.chain.machine.MachineStatus;
import io.dbcpool.chain.machine.OfflineReason;
import io.dbcpool.chain.machine.Place;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.chain.stake.PendingSlash;
import io.dbcpool.chain.state.MachineState;
import io.dbcpool.events.Alert;
import io.dbcpool.events.Alert.Severity;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MachineConditionsTest {

    private static final MachineId ONE = new MachineId("1a".repeat(32));
    private static final MachineId OTHER = new MachineId("2b".repeat(32));
    private static final AccountId ANYBODY = AccountId.of(new byte[AccountId.BYTES]);
    private static final long BLOCK = 1_000_000;
    private static final Instant START = Instant.parse("2026-11-24T03:00:00Z");
    private static final MachineStatus ONLINE = new MachineStatus.Online();

    private final MachineConditions conditions = new MachineConditions();

    @Test
    void aMachineOfWhichAllIsWellIsNotTold() {
        assertThat(look(START, state(ONE, ONLINE))).isEmpty();
    }

    @Test
    void eachConditionIsToldOnceWhenItBeginsAndOnceWhenItEnds() {
        var offline = state(ONE, offline(10));

        assertThat(look(START, offline)).containsExactly("raised MachineOffline " + ONE);
        assertThat(look(START.plusSeconds(6), offline)).isEmpty();
        assertThat(look(START.plusSeconds(12), state(ONE, ONLINE))).containsExactly("cleared MachineOffline " + ONE);
        assertThat(look(START.plusSeconds(18), state(ONE, ONLINE))).isEmpty();
        assertThat(look(START.plusSeconds(24), offline)).containsExactly("raised MachineOffline " + ONE);
    }

    @Test
    void oneMachineIsNotTheOther() {
        assertThat(look(START, state(ONE, offline(10)), state(OTHER, ONLINE)))
                .containsExactly("raised MachineOffline " + ONE);
        assertThat(look(START, state(ONE, offline(10)), state(OTHER, offline(10))))
                .containsExactly("raised MachineOffline " + OTHER);
    }

    @Test
    void ofAMachineThatCouldNotBeReadNothingIsConcluded() {
        look(START, state(ONE, offline(10)));

        assertThat(look(START.plusSeconds(6))).isEmpty();
        assertThat(look(START.plusSeconds(12), state(ONE, ONLINE))).containsExactly("cleared MachineOffline " + ONE);
    }

    @Test
    void whatComingBackCostsAndWhenItCostsMoreIsSaid() {
        assertThat(summaries(state(ONE, offline(60))))
                .containsExactly("it is reported offline; coming back costs 2 % of its stake, and 4 % in 1 min");
        assertThat(MachineConditions.offline(state(ONE, offline(144_000))))
                .contains("it is reported offline; coming back costs 80 % of its stake");
    }

    @Test
    void aRentersReportPagesAndIsNotToldAsOfflineToo() {
        var told = alerts(state(ONE, reported("RentedInaccessible", 10)));

        assertThat(told).singleElement().satisfies(alert -> {
            assertThat(alert.alert()).isEqualTo("MachineReported");
            assertThat(alert.severity()).isEqualTo(Severity.PAGE);
            assertThat(alert.summary())
                    .isEqualTo(
                            "a renter's report forced it offline; coming back costs 4 % of its stake, and 8 % in 6 min");
            assertThat(alert.runbook()).isEqualTo("docs/runbooks/MachineReported.md");
        });
    }

    @Test
    void aReasonThatThisReleaseDoesNotKnowIsToldAllTheSame() {
        assertThat(summaries(state(ONE, reported("SomethingNew", 10))))
                .containsExactly("a renter's report forced it offline; what coming back costs is not known");
    }

    @Test
    void aStakeIsMissingDownToAPlanck() {
        assertThat(MachineConditions.stakeMissing(state(ONE, ONLINE, "400000", "0")))
                .isEmpty();
        assertThat(MachineConditions.stakeMissing(state(ONE, ONLINE, "399999.999999999999999", "0")))
                .contains("0.000000000000001 DBC of its stake is missing");
    }

    @Test
    void aSlashIsToldWhileItCanBeAppealedAndNobodyHas() {
        assertThat(MachineConditions.slashPending(withSlash(BLOCK + 601, false)))
                .contains("a slash of 16000 DBC (number 7) is pending, 1 h are left to appeal");
        assertThat(MachineConditions.slashPending(withSlash(BLOCK + 2, false))).isPresent();
        assertThat(MachineConditions.slashPending(withSlash(BLOCK + 1, false))).isEmpty();
        assertThat(MachineConditions.slashPending(withSlash(BLOCK + 601, true))).isEmpty();
    }

    @Test
    void rewardsAreToldAfterAWeekInWhichTheyWereNeverClaimed() {
        var unclaimed = state(ONE, ONLINE, "400000", "12");
        var weekLater = START.plus(MachineConditions.UNCLAIMED);

        assertThat(look(START, unclaimed)).isEmpty();
        assertThat(look(weekLater.minusMillis(1), unclaimed)).isEmpty();
        assertThat(look(weekLater, unclaimed)).containsExactly("raised RewardsUnclaimed " + ONE);
        assertThat(look(weekLater.plusSeconds(6), state(ONE, ONLINE)))
                .containsExactly("cleared RewardsUnclaimed " + ONE);
        assertThat(look(weekLater.plusSeconds(12), unclaimed))
                .as("another week begins")
                .isEmpty();
        assertThat(look(weekLater.plusSeconds(12).plus(Duration.ofDays(6)), unclaimed))
                .isEmpty();
    }

    @Test
    void anAccountThatCannotPayWhatIsNextIsToldUntilItCan() {
        var shortage =
                new Shortage("stash", ANYBODY, DbcAmount.ofDbc("11"), DbcAmount.ofDbc("3"), "the stake at bonding");
        var notOnChain = state(ONE, Optional.empty());

        var raised = conditions.look(List.of(notOnChain), Map.of(ONE, shortage), START);
        assertThat(raised).singleElement().satisfies(alert -> {
            assertThat(alert.alert()).isEqualTo("BalanceTooLow");
            assertThat(alert.severity()).isEqualTo(Severity.WARNING);
            assertThat(alert.summary()).isEqualTo(shortage.inWords());
        });
        assertThat(conditions.look(List.of(notOnChain), Map.of(ONE, shortage), START.plusSeconds(6)))
                .isEmpty();
        assertThat(look(START.plusSeconds(12), notOnChain)).containsExactly("cleared BalanceTooLow " + ONE);
    }

    private List<String> look(Instant now, MachineState... states) {
        return conditions.look(List.of(states), Map.of(), now).stream()
                .map(alert -> "%s %s %s"
                        .formatted(
                                alert.state().name().toLowerCase(Locale.ROOT),
                                alert.alert(),
                                alert.machineId().orElseThrow()))
                .toList();
    }

    private List<Alert> alerts(MachineState state) {
        return conditions.look(List.of(state), Map.of(), START);
    }

    private List<String> summaries(MachineState state) {
        return alerts(state).stream().map(Alert::summary).toList();
    }

    private static MachineStatus offline(long blocksAgo) {
        return new MachineStatus.StakerReportOffline(new BlockNumber(BLOCK - blocksAgo), ONLINE);
    }

    private static MachineStatus reported(String reason, long blocksAgo) {
        return new MachineStatus.ReporterReportOffline(
                new OfflineReason(reason, Optional.of(new BlockNumber(BLOCK - blocksAgo))),
                new MachineStatus.Rented(),
                ANYBODY,
                List.of());
    }

    private static MachineState state(MachineId machine, MachineStatus status) {
        return state(machine, status, "400000", "0");
    }

    private static MachineState state(MachineId machine, MachineStatus status, String stake, String claimable) {
        return state(machine, Optional.of(entry(status, stake)), List.of(), claimable);
    }

    private static MachineState state(MachineId machine, Optional<Machine> entry) {
        return state(machine, entry, List.of(), "0");
    }

    private static MachineState withSlash(long executedAt, boolean underReview) {
        var slash = new PendingSlash(
                ANYBODY,
                MachineKey.of(ONE),
                new BlockNumber(BLOCK - 10),
                DbcAmount.ofDbc("16000"),
                new BlockNumber(executedAt),
                new OfflineReason("OnlineReportOffline", Optional.empty()));
        return state(
                ONE, Optional.of(entry(ONLINE, "400000")), List.of(new MachineState.Slash(7, slash, underReview)), "0");
    }

    private static MachineState state(
            MachineId machine, Optional<Machine> entry, List<MachineState.Slash> slashes, String claimable) {
        return new MachineState(
                machine,
                new BlockRef(BLOCK, Hash256.of(new byte[Hash256.BYTES])),
                START,
                400,
                entry.map(found -> new MachineState.Entry(RentPallet.RENT_MACHINE, found)),
                List.of(),
                List.of(),
                slashes,
                Optional.of(DbcAmount.ofDbc(claimable)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Machine entry(MachineStatus status, String stake) {
        var nothing = DbcAmount.ofDbc("0");
        var place = Place.ofDegrees(BigDecimal.ZERO, BigDecimal.ZERO);
        return new Machine(
                ANYBODY,
                ANYBODY,
                List.of(),
                new BlockNumber(0),
                new BlockNumber(7),
                new BlockNumber(8),
                new BlockNumber(8),
                DbcAmount.ofDbc("100000"),
                DbcAmount.ofDbc(stake),
                status,
                nothing,
                nothing,
                new MachineHardware("RTX", 4, 24, 6_825, "cpu", 16, 64),
                new MachineSite("0x" + "aa".repeat(32), 100, 100, place, List.of("KT"), false),
                730);
    }
}
