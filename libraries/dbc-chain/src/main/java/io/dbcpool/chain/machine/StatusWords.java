package io.dbcpool.chain.machine;

import io.dbcpool.chain.machine.MachineStatus.AddingCustomizeInfo;
import io.dbcpool.chain.machine.MachineStatus.CommitteeVerifying;
import io.dbcpool.chain.machine.MachineStatus.Creating;
import io.dbcpool.chain.machine.MachineStatus.DistributingOrder;
import io.dbcpool.chain.machine.MachineStatus.Exit;
import io.dbcpool.chain.machine.MachineStatus.Online;
import io.dbcpool.chain.machine.MachineStatus.Rented;
import io.dbcpool.chain.machine.MachineStatus.WaitingFulfill;
import java.util.Map;

/** The states that carry nothing, in words. */
final class StatusWords {

    private static final Map<Class<? extends MachineStatus>, String> WORDS = Map.of(
            AddingCustomizeInfo.class, "bonded; its place and network are still to be told",
            DistributingOrder.class, "waits for a committee to verify it",
            CommitteeVerifying.class, "is being verified by a committee",
            WaitingFulfill.class, "verified; stake is missing",
            Online.class, "online; may be rented",
            Creating.class, "a renter's VM is being made",
            Rented.class, "rented",
            Exit.class, "has left the chain");

    private StatusWords() {}

    static String of(MachineStatus status) {
        return WORDS.getOrDefault(status.getClass(), status.toString());
    }
}
