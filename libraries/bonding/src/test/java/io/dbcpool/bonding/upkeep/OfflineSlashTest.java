package io.dbcpool.bonding.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.chain.machine.Machine;
import io.dbcpool.chain.machine.MachineHardware;
import io.dbcpool.chain.machine.MachineSite;
import io.dbcpool.chain.machine.MachineStatus;
import io.dbcpool.chain.machine.OfflineReason;
import io.dbcpool.chain.machine.Place;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.DbcAmount;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfflineSlashTest {

    private static final AccountId ANYBODY = AccountId.of(new byte[AccountId.BYTES]);
    private static final long SINCE = 1_000;

    /** Both edges of each tier. */
    @ParameterizedTest
    @CsvSource({
        "RentedReportOffline, 0, 2",
        "RentedReportOffline, 69, 2",
        "RentedReportOffline, 70, 4",
        "RentedReportOffline, 28799, 4",
        "RentedReportOffline, 28800, 30",
        "RentedReportOffline, 72000, 50",
        "OnlineReportOffline, 143999, 30",
        "OnlineReportOffline, 144000, 80",
        "RentedInaccessible, 69, 4",
        "RentedInaccessible, 70, 8",
        "RentedInaccessible, 28800, 60",
        "RentedInaccessible, 72000, 100",
        "OnlineRentFailed, 2399, 6",
        "OnlineRentFailed, 2400, 12",
        "OnlineRentFailed, 14400, 16",
        "RentedHardwareMalfunction, 2400, 12",
        "RentedHardwareCounterfeit, 14400, 32"
    })
    void comingBackCostsByReasonAndTime(String reason, long blocks, int percent) {
        var cost = OfflineSlash.of(machine(status(reason), 0), new BlockNumber(SINCE + blocks));

        assertThat(cost).hasValueSatisfying(known -> assertThat(known.percent()).isEqualTo(percent));
    }

    @Test
    void theNextTierIsTheNextOneThatCostsMore() {
        var cost = OfflineSlash.of(machine(status("RentedReportOffline"), 0), new BlockNumber(SINCE + 100));

        assertThat(cost)
                .contains(new OfflineSlash.Cost(
                        "RentedReportOffline", 4, Optional.of(new BlockNumber(SINCE + 28_800)), 30));
    }

    @Test
    void aYearOnlineAndTenDaysIdleMakeItFree() {
        var since = new BlockNumber(366L * 14_400);
        var offline = new MachineStatus.StakerReportOffline(since, new MachineStatus.Online());

        assertThat(OfflineSlash.of(machine(offline, 1), since))
                .hasValueSatisfying(cost -> assertThat(cost.percent()).isZero());
        var rented = new MachineStatus.StakerReportOffline(since, new MachineStatus.Rented());
        assertThat(OfflineSlash.of(machine(rented, 1), since))
                .hasValueSatisfying(cost -> assertThat(cost.percent()).isEqualTo(2));
    }

    @Test
    void whatIsOnlineOrNotKnownHasNoCost() {
        assertThat(OfflineSlash.of(machine(new MachineStatus.Online(), 0), new BlockNumber(SINCE)))
                .isEmpty();
        assertThat(OfflineSlash.of(machine(status("SomethingNew"), 0), new BlockNumber(SINCE)))
                .isEmpty();
    }

    private static MachineStatus status(String reason) {
        var since = new BlockNumber(SINCE);
        return switch (reason) {
            case "RentedReportOffline" -> new MachineStatus.StakerReportOffline(since, new MachineStatus.Rented());
            case "OnlineReportOffline" -> new MachineStatus.StakerReportOffline(since, new MachineStatus.Online());
            default ->
                new MachineStatus.ReporterReportOffline(
                        new OfflineReason(reason, Optional.of(since)), new MachineStatus.Rented(), ANYBODY, List.of());
        };
    }

    private static Machine machine(MachineStatus status, long onlineAt) {
        var nothing = DbcAmount.ofDbc("0");
        var place = Place.ofDegrees(BigDecimal.ZERO, BigDecimal.ZERO);
        return new Machine(
                ANYBODY,
                ANYBODY,
                List.of(),
                new BlockNumber(0),
                new BlockNumber(0),
                new BlockNumber(onlineAt),
                new BlockNumber(onlineAt),
                nothing,
                nothing,
                status,
                nothing,
                nothing,
                new MachineHardware("", 0, 0, 0, "", 0, 0),
                new MachineSite("0x" + "0".repeat(64), 0, 0, place, List.of(), false),
                0);
    }
}
