package io.dbcpool.chain.machine;

import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.BlockNumber;
import java.util.Optional;

/**
 * Why a machine is slashed or forced offline ({@code OPSlashReason}).
 *
 * @param name the runtime's own, {@code RentedInaccessible}
 * @param since the block from which the time offline counts; absent where there is none
 */
public record OfflineReason(String name, Optional<BlockNumber> since) {

    public static OfflineReason of(Value reason) {
        Value.Variant variant = reason.asVariant();
        return new OfflineReason(
                variant.name(),
                Optional.ofNullable(variant.fields().get("0"))
                        .map(Value::asLong)
                        .map(BlockNumber::new));
    }

    /** For a person. A reason that a newer runtime has keeps its name. */
    public String inWords() {
        return switch (name) {
            case "RentedReportOffline" -> "its owner reported it offline while it was rented";
            case "OnlineReportOffline" -> "its owner reported it offline";
            case "RentedInaccessible" -> "its renter could not reach it";
            case "RentedHardwareMalfunction" -> "its hardware failed while it was rented";
            case "RentedHardwareCounterfeit" -> "its hardware is not what was verified";
            case "OnlineRentFailed" -> "it was idle and could not be rented";
            case "CommitteeRefusedOnline" -> "the committee refused it";
            case "CommitteeRefusedMutHardware" -> "the committee refused its new hardware";
            case "ReonlineShouldReward" -> "its verification after a change of hardware is to be paid";
            default -> name;
        };
    }
}
