package io.dbcpool.bonding.upkeep;

import io.dbcpool.chain.machine.Machine;
import io.dbcpool.chain.machine.MachineHardware;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.machine.MachineSite;
import io.dbcpool.chain.machine.MachineStatus;
import io.dbcpool.chain.machine.OfflineReason;
import io.dbcpool.chain.machine.Place;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.chain.stake.Balance;
import io.dbcpool.chain.stake.PendingSlash;
import io.dbcpool.chain.stake.StakeParameters;
import io.dbcpool.chain.state.MachineState;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a chain says of an owner and of his machine, which can be changed until it is asked for. */
final class Owned {

    static final MachineId MACHINE = new MachineId("8e".repeat(32));
    static final AccountId STASH = account(1);
    static final AccountId CONTROLLER = account(2);
    static final AccountId STRANGER = account(3);
    static final long BLOCK = 10_000_000;
    static final MachineStatus ONLINE = new MachineStatus.Online();
    static final MachineStatus RENTED = new MachineStatus.Rented();

    MachineStatus status = ONLINE;
    AccountId controller = CONTROLLER;
    Optional<AccountId> stash = Optional.of(STASH);
    boolean isBonded = true;
    boolean isTold = true;
    String stake = "400000";
    String stakePerGpu = "100000";
    String stashFree = "1000000";
    String controllerFree = "1000";
    String signerFree = "1000";
    String claimable = "0";
    long lastRestakeAt;
    long onlineAt = BLOCK - 100 * 14_400L;
    long rewardEndsInEra = 730;
    long era = 400;
    List<MachineState.Slash> slashes = List.of();
    Optional<Long> price = Optional.of(500L);
    Optional<StakeParameters> parameters = Optional.of(
            new StakeParameters(DbcAmount.ofDbc("100000"), 300_000_000, 46_000_000, DbcAmount.ofDbc("1000")));

    static Owned with(MachineStatus status) {
        var owned = new Owned();
        owned.status = status;
        return owned;
    }

    static MachineStatus offline(long blocksAgo, MachineStatus before) {
        return new MachineStatus.StakerReportOffline(new BlockNumber(BLOCK - blocksAgo), before);
    }

    static MachineStatus reported(String reason, long blocksAgo) {
        return new MachineStatus.ReporterReportOffline(
                new OfflineReason(reason, Optional.of(new BlockNumber(BLOCK - blocksAgo))),
                RENTED,
                STRANGER,
                List.of());
    }

    static AccountId account(int number) {
        byte[] bytes = new byte[AccountId.BYTES];
        Arrays.fill(bytes, (byte) number);
        return AccountId.of(bytes);
    }

    static MachineState.Slash slash(long id, long executedAt, boolean underReview) {
        return new MachineState.Slash(
                id,
                new PendingSlash(
                        STASH,
                        MachineKey.of(MACHINE),
                        new BlockNumber(BLOCK - 10),
                        DbcAmount.ofDbc("16000"),
                        new BlockNumber(executedAt),
                        new OfflineReason("OnlineReportOffline", Optional.empty())),
                underReview);
    }

    UpkeepState state() {
        return new UpkeepState(
                new BlockRef(BLOCK, Hash256.of(new byte[Hash256.BYTES])),
                400,
                CONTROLLER,
                stash,
                balance(controllerFree),
                balance(signerFree),
                balance(stashFree),
                DbcAmount.ofDbc(claimable),
                Optional.of(machine()),
                parameters,
                price);
    }

    MachineState machine() {
        return new MachineState(
                MACHINE,
                new BlockRef(BLOCK, Hash256.of(new byte[Hash256.BYTES])),
                Instant.EPOCH,
                era,
                isBonded ? Optional.of(new MachineState.Entry(RentPallet.RENT_MACHINE, entry())) : Optional.empty(),
                List.of(),
                List.of(),
                slashes,
                Optional.of(DbcAmount.ofDbc(claimable)),
                isBonded
                        ? Optional.of(new MachineState.Accounts(balance(stashFree), balance(controllerFree)))
                        : Optional.empty(),
                parameters,
                price);
    }

    private Machine entry() {
        return new Machine(
                controller,
                STASH,
                List.of(),
                new BlockNumber(lastRestakeAt),
                new BlockNumber(7),
                new BlockNumber(onlineAt),
                new BlockNumber(onlineAt),
                DbcAmount.ofDbc(stakePerGpu),
                DbcAmount.ofDbc(stake),
                status,
                DbcAmount.ofDbc("0"),
                DbcAmount.ofDbc("0"),
                new MachineHardware("RTX", 4, 24, 6_825, "cpu", 16, 64),
                new MachineSite(
                        "0x" + (isTold ? "aa" : "00").repeat(32),
                        isTold ? 100 : 0,
                        isTold ? 100 : 0,
                        Place.ofDegrees(BigDecimal.ZERO, BigDecimal.ZERO),
                        isTold ? List.of("KT") : List.of(),
                        false),
                rewardEndsInEra);
    }

    private static Balance balance(String free) {
        return new Balance(0, DbcAmount.ofDbc(free), DbcAmount.ofDbc("0"), DbcAmount.ofDbc("0"));
    }
}
