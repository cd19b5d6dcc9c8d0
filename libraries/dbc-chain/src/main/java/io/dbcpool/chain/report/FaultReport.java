package io.dbcpool.chain.report;

import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.shape.Fields;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.RentOrderId;
import java.util.Optional;

/**
 * A report that is being looked into ({@code MTReportInfoDetail}).
 *
 * @param reportedAt from when the time offline counts if the report succeeds
 * @param machine absent while it is hidden
 * @param status the runtime's own name, {@code Verifying}
 */
public record FaultReport(
        AccountId reporter,
        BlockNumber reportedAt,
        Optional<MachineKey> machine,
        RentOrderId order,
        MachineFault fault,
        String status) {

    public static FaultReport of(Value stored) {
        Fields info = new Fields(stored);
        String machine = info.text("machine_id");
        return new FaultReport(
                info.account("reporter"),
                info.block("report_time"),
                machine.isEmpty() ? Optional.empty() : Optional.of(new MachineKey(machine)),
                new RentOrderId(Fields.bits(info.get("rent_order_id"))),
                MachineFault.of(info.get("machine_fault_type")),
                info.get("report_status").asVariant().name());
    }
}
