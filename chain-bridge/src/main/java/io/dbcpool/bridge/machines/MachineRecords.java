package io.dbcpool.bridge.machines;

import io.dbcpool.bridge.rentals.RentalRecords;
import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.feed.PalletView.Standing;
import io.dbcpool.chain.machine.Machine;
import io.dbcpool.chain.machine.MachineSite;
import io.dbcpool.chain.machine.MachineStatus;
import io.dbcpool.chain.state.MachineState;
import io.dbcpool.events.ChainMachine;
import io.dbcpool.events.ChainRental.Tenancy;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.NameBasedId;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.DbcAmount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A machine's state as a record.
 *
 * @param source {@code /dbcpool/<pool>/chain-bridge/<host name>}
 */
public record MachineRecords(String genesis, String source) {

    private static final String UNIT = " DBC";

    public Envelope of(MachineState state, Instant observedAt) {
        var machine = record(state, EventCodec.micros(observedAt));
        String id = NameBasedId.of(
                "chain-machine",
                genesis,
                state.block().hash().toString(),
                state.machine().hex());
        return new Envelope(id, source, machine.blockTime(), machine);
    }

    /** Whether the records of two states say the same of the machine, at whatever block. */
    static boolean saysTheSame(MachineState one, MachineState other) {
        if (hasTheSame(one, other)) {
            return true;
        }
        ChainMachine record = record(one, one.blockTime());
        return record.equals(at(record(other, one.blockTime()), record));
    }

    /** Of all that a record is made of. A large pool's records need not be made to see that they would be the same. */
    private static boolean hasTheSame(MachineState one, MachineState other) {
        return one.entry().equals(other.entry())
                && one.orders().equals(other.orders())
                && one.usedGpus().equals(other.usedGpus())
                && one.slashes().equals(other.slashes())
                && one.claimable().equals(other.claimable())
                && one.parameters().equals(other.parameters())
                && one.price().equals(other.price())
                && one.daysToEarliestExit().equals(other.daysToEarliestExit());
    }

    /** The state at its block, as {@code dbc.chain.machines} has it. */
    static ChainMachine record(MachineState state, Instant observedAt) {
        Optional<Machine> machine = state.entry().map(MachineState.Entry::machine);
        Optional<MachineSite> site = machine.map(Machine::site).filter(MachineSite::isTold);
        Optional<MachineStatus> status = machine.map(Machine::status);
        return new ChainMachine(
                state.machine(),
                state.entry().map(entry -> RentalRecords.name(entry.pallet())),
                status.map(MachineRecords::name).orElse("NotBonded"),
                status.map(MachineStatus::inWords).orElse("not on chain"),
                tenancy(state),
                machine.map(Machine::controller).map(MachineRecords::address),
                machine.map(Machine::stash).map(MachineRecords::address),
                machine.map(Machine::stake).map(MachineRecords::dbc),
                state.stakeWanted().map(MachineRecords::dbc),
                state.stakeMissing().map(MachineRecords::dbc),
                state.fullStake().map(MachineRecords::dbc),
                site.map(MachineSite::serverRoom),
                site.map(told -> told.place().toString()),
                site.map(MachineSite::operators).orElse(List.of()),
                machine.map(found -> found.hardware().gpuType()).filter(type -> !type.isEmpty()),
                machine.map(found -> found.hardware().gpuCount()).orElse(0),
                state.usedGpus(),
                state.orders().stream().map(MachineRecords::order).toList(),
                state.claimable().map(MachineRecords::dbc),
                state.slashes().stream().map(MachineRecords::slash).toList(),
                state.daysToEarliestExit().map(Math::toIntExact),
                new BlockNumber(state.block().number()),
                state.block().hash().toString(),
                EventCodec.micros(state.blockTime()),
                observedAt);
    }

    private static ChainMachine.Order order(MachineState.Order order) {
        return new ChainMachine.Order(
                RentalRecords.name(order.pallet()),
                order.id(),
                address(order.order().renter()),
                order.order().confirmed().height() > 0,
                order.order().gpuIndexes(),
                order.order().start(),
                order.order().end());
    }

    private static ChainMachine.Slash slash(MachineState.Slash slash) {
        return new ChainMachine.Slash(
                Long.toUnsignedString(slash.id()),
                dbc(slash.slash().amount()),
                slash.slash().reason().inWords(),
                slash.slash().executedAt(),
                slash.slash().lastToAppeal(),
                slash.underReview());
    }

    private static Tenancy tenancy(MachineState state) {
        if (!state.orders().isEmpty() || !state.usedGpus().isEmpty()) {
            return Tenancy.RENTED;
        }
        return state.entry()
                .map(entry -> switch (Standing.of(entry.machine().status())) {
                    case RENTED -> Tenancy.RENTED;
                    case VACANT -> Tenancy.FREE;
                    case NOT_VACANT -> Tenancy.NOT_FREE;
                    case NOT_BONDED -> Tenancy.UNKNOWN;
                })
                .orElse(Tenancy.UNKNOWN);
    }

    private static String name(MachineStatus status) {
        return status instanceof MachineStatus.Other other
                ? other.name()
                : status.getClass().getSimpleName();
    }

    private static String address(AccountId account) {
        return account.toSs58(DbcRuntime.SS58_PREFIX);
    }

    /** Without the unit, which is in the field's name. */
    private static String dbc(DbcAmount amount) {
        String text = amount.toString();
        return text.substring(0, text.length() - UNIT.length());
    }

    private static ChainMachine at(ChainMachine of, ChainMachine block) {
        return new ChainMachine(
                of.machineId(),
                of.pallet(),
                of.status(),
                of.statusInWords(),
                of.tenancy(),
                of.controller(),
                of.stash(),
                of.stakeDbc(),
                of.stakeWantedDbc(),
                of.stakeMissingDbc(),
                of.fullStakeDbc(),
                of.serverRoom(),
                of.place(),
                of.operators(),
                of.gpuType(),
                of.gpuCount(),
                of.gpuIndexesInUse(),
                of.orders(),
                of.claimableRewardDbc(),
                of.slashes(),
                of.daysToEarliestExit(),
                block.block(),
                block.blockHash(),
                block.blockTime(),
                block.observedAt());
    }
}
