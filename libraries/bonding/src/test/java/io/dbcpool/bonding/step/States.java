package io.dbcpool.bonding.step;

import io.dbcpool.bonding.state.BondingState;
import io.dbcpool.bonding.wish.ControllerFiles;
import io.dbcpool.bonding.wish.ServerRoom;
import io.dbcpool.bonding.wish.Wish;
import io.dbcpool.chain.machine.Machine;
import io.dbcpool.chain.machine.MachineHardware;
import io.dbcpool.chain.machine.MachineSite;
import io.dbcpool.chain.machine.MachineStatus;
import io.dbcpool.chain.machine.Place;
import io.dbcpool.chain.stake.Balance;
import io.dbcpool.chain.stake.StakeParameters;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A chain's word on a wish, and how it differs. */
final class States {

    static final AccountId STASH = account(1);
    static final AccountId CONTROLLER = account(2);
    static final AccountId STRANGER = account(3);
    static final MachineId MACHINE = new MachineId("8e".repeat(32));
    static final String ROOM = "0x" + "aa".repeat(32);
    static final String OTHER_ROOM = "0x" + "bb".repeat(32);
    static final DbcAmount FEE = DbcAmount.ofDbc("10");

    private States() {}

    static AccountId account(int number) {
        byte[] bytes = new byte[AccountId.BYTES];
        Arrays.fill(bytes, (byte) number);
        return AccountId.of(bytes);
    }

    static Wish wish(ServerRoom room) {
        return new Wish(
                MACHINE,
                STASH,
                new ControllerFiles(Path.of("c.json"), Path.of("c.password"), Optional.empty()),
                room,
                100,
                200,
                Place.ofDegrees(new BigDecimal("126.978"), new BigDecimal("37.5665")),
                List.of("KT"),
                false);
    }

    /** Two rich accounts that know nothing of each other. */
    static Sample unbonded() {
        return new Sample();
    }

    static Sample bound() {
        return unbonded().controllerOfStash(CONTROLLER).stashOfController(STASH);
    }

    static Sample bonded(MachineStatus status) {
        return bound().machine(machine(STASH, CONTROLLER, status));
    }

    static Machine machine(AccountId stash, AccountId controller, MachineStatus status) {
        return new Machine(
                controller,
                stash,
                List.of(),
                new BlockNumber(0),
                new BlockNumber(7),
                new BlockNumber(0),
                new BlockNumber(0),
                DbcAmount.ofDbc("1000"),
                DbcAmount.ofDbc("1000"),
                status,
                DbcAmount.ofDbc("0"),
                DbcAmount.ofDbc("0"),
                new MachineHardware("RTX", 4, 24, 6_825, "cpu", 16, 64),
                new MachineSite(
                        "0x" + "0".repeat(64),
                        0,
                        0,
                        Place.ofDegrees(BigDecimal.ZERO, BigDecimal.ZERO),
                        List.of(),
                        false),
                0);
    }

    /** One that can be changed, until it is built. */
    static final class Sample {

        private Optional<AccountId> controllerOfStash = Optional.empty();
        private Optional<AccountId> stashOfController = Optional.empty();
        private Optional<Machine> machine = Optional.empty();
        private boolean wasOfStash;
        private List<String> rooms = List.of();
        private Set<String> roomsInUse = Set.of();
        private String stashFree = "1000000";
        private String controllerFree = "1000";
        private Optional<DbcAmount> fee = Optional.of(FEE);
        private Optional<Long> price = Optional.of(500L);

        Sample controllerOfStash(AccountId account) {
            controllerOfStash = Optional.of(account);
            return this;
        }

        Sample stashOfController(AccountId account) {
            stashOfController = Optional.of(account);
            return this;
        }

        Sample machine(Machine found) {
            machine = Optional.of(found);
            return this;
        }

        Sample leftBefore() {
            wasOfStash = true;
            return this;
        }

        Sample rooms(String... all) {
            rooms = List.of(all);
            return this;
        }

        Sample inUse(String... all) {
            roomsInUse = Set.of(all);
            return this;
        }

        Sample stashFree(String dbc) {
            stashFree = dbc;
            return this;
        }

        Sample controllerFree(String dbc) {
            controllerFree = dbc;
            return this;
        }

        Sample withoutFee() {
            fee = Optional.empty();
            return this;
        }

        Sample withoutPrice() {
            price = Optional.empty();
            return this;
        }

        BondingState build() {
            return new BondingState(
                    new BlockRef(100, Hash256.of(new byte[Hash256.BYTES])),
                    400,
                    STASH,
                    CONTROLLER,
                    controllerOfStash,
                    stashOfController,
                    machine,
                    wasOfStash,
                    rooms,
                    roomsInUse,
                    balance(stashFree),
                    balance(controllerFree),
                    fee,
                    Optional.of(new StakeParameters(
                            DbcAmount.ofDbc("100000"), 300_000_000, 46_000_000, DbcAmount.ofDbc("1000"))),
                    price);
        }

        private static Balance balance(String free) {
            return new Balance(0, DbcAmount.ofDbc(free), DbcAmount.ofDbc("0"), DbcAmount.ofDbc("0"));
        }
    }
}
