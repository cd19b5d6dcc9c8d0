package io.dbcpool.events;

import io.dbcpool.values.MachineId;
import java.util.Optional;

/** A record's value: something that happened in the pool. */
public sealed interface PoolEvent
        permits BroadcastHeard,
                BroadcastRejected,
                NodeRental,
                NodeReadiness,
                ChainRental,
                ChainMachine,
                SigningRequest,
                BondingSigned,
                SigningRefused,
                BondingStep,
                BondingRequest,
                VacateStarted,
                VacateStepTaken,
                VacateCompleted,
                MachineReleased,
                DrillCompleted,
                Alert {

    /** The topic it goes to. */
    Topic topic();

    /** What it is, as {@code ce_type} says it: {@code io.dbcpool.broadcast.heard}. */
    String type();

    /** The machine it is about: the record's key. Empty where it is about none, or about none that we know. */
    Optional<MachineId> machine();
}
