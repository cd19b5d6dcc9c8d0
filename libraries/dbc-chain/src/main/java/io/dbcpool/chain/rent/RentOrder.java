package io.dbcpool.chain.rent;

import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.shape.Fields;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.DbcAmount;
import java.util.List;

/**
 * One rental on chain ({@code RentOrderDetail}).
 *
 * @param start the block of {@code rent_machine}
 * @param confirmed the block of {@code confirm_rent}; block 0 before it
 * @param end the block at whose end the order is removed, without a chain event
 * @param stake what of the renter's is reserved until he confirms
 * @param gpuIndexes which of the machine's GPUs; the chain lets an order for none through
 */
public record RentOrder(
        MachineKey machine,
        AccountId renter,
        BlockNumber start,
        BlockNumber confirmed,
        BlockNumber end,
        DbcAmount stake,
        RentStatus status,
        List<Integer> gpuIndexes) {

    public RentOrder {
        gpuIndexes = List.copyOf(gpuIndexes);
    }

    public static RentOrder of(Value stored) {
        Fields info = new Fields(stored);
        return new RentOrder(
                new MachineKey(info.text("machine_id")),
                info.account("renter"),
                info.block("rent_start"),
                info.block("confirm_rent"),
                info.block("rent_end"),
                info.amount("stake_amount"),
                RentStatus.of(info.get("rent_status").asVariant().name()),
                info.get("gpu_index").asItems().stream()
                        .map(index -> Math.toIntExact(index.asLong()))
                        .toList());
    }
}
