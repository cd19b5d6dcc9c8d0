package io.dbcpool.chain.pending;

import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.chain.shape.Fields;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.extrinsic.Extrinsic;
import io.dbcpool.substrate.extrinsic.FoundCall;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.value.ValueException;
import io.dbcpool.values.MachineId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Finds rentals of a pool's machines in what waits in a chain node's pool, also within batches, proxies and multisigs.
 */
final class PendingRentals {

    private PendingRentals() {}

    static List<PendingRental> find(Metadata metadata, List<byte[]> extrinsics, Collection<MachineId> machines) {
        return extrinsics.stream()
                .flatMap(extrinsic -> find(metadata, extrinsic, machines).stream())
                .toList();
    }

    private static List<PendingRental> find(Metadata metadata, byte[] bytes, Collection<MachineId> machines) {
        List<PendingRental> found = new ArrayList<>();
        try {
            Extrinsic extrinsic = Extrinsic.decode(metadata, bytes);
            for (FoundCall call : FoundCall.listAll(metadata, List.of(extrinsic))) {
                machineOf(call.call())
                        .filter(machines::contains)
                        .ifPresent(machine -> found.add(
                                new PendingRental(extrinsic.hash(), machine, palletOf(call.call()), call.origin())));
            }
            return found;
        } catch (ScaleException | ValueException notOfThisRuntime) {
            return List.of(); // anybody can send a node anything
        }
    }

    private static Optional<MachineId> machineOf(Call call) {
        boolean isRent = call.is(RentPallet.RENT_MACHINE.orders(), "rent_machine")
                || call.is(RentPallet.TERMINATING_RENTAL.orders(), "rent_machine");
        return isRent ? MachineId.find(Fields.text(call.argument("machine_id"))) : Optional.empty();
    }

    private static RentPallet palletOf(Call call) {
        return call.pallet().equals(RentPallet.RENT_MACHINE.orders())
                ? RentPallet.RENT_MACHINE
                : RentPallet.TERMINATING_RENTAL;
    }
}
