package io.dbcpool.chain.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.chain.call.BondMessage;
import io.dbcpool.chain.call.OwnerCalls;
import io.dbcpool.chain.error.Refusal;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.machine.MachineSite;
import io.dbcpool.chain.machine.Place;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.DbcAmount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Each refusal of an owner's calls that can be provoked on a chain that runs the real runtime, at
 * {@code -Ddbc.chain=ws://…}: the runtime gives it, and it is decoded and explained. The owner is a new one in each
 * test.
 *
 * <p>Not provoked: those of a machine that has been there for a year ({@code ReduceStakeFailed} of an exit and of a
 * restake), and two of a claim ({@code ClaimRewardFailed}, {@code ClaimThenFulfillFailed}), for which the runtime's own
 * sums would have to be wrong.
 */
@EnabledIfSystemProperty(named = "dbc.chain", matches = "wss?://.+")
class RefusalsOfTheRealRuntimeIT {

    private static final DbcAmount MUCH = DbcAmount.ofDbc("1000000");
    private static final String UNKNOWN_ROOM = "0x" + "11".repeat(32);

    private final Keypair stash = keypair();
    private final Keypair controller = keypair();
    private final Keypair machine = keypair();
    private final MachineKey key = key(machine);
    private final MachineKey nobody = new MachineKey("77".repeat(32));

    @SuppressWarnings("NullAway.Init")
    private Workbench chain;

    @SuppressWarnings("NullAway.Init")
    private OwnerCalls calls;

    @BeforeEach
    void connect() throws Exception {
        chain = Workbench.connect(System.getProperty("dbc.chain", ""));
        calls = new OwnerCalls(chain.metadata());
        free(stash, MUCH);
        free(controller, MUCH);
    }

    @AfterEach
    void disconnect() {
        List.of(stash, controller, machine).forEach(Keypair::close);
        chain.close();
    }

    @Test
    void ofAccountsThatAreNotBoundOrBoundAlready() throws Exception {
        refused("NoStashBond", calls.genServerRoom(), controller);
        refused("NoStashBond", bond(message()), controller);
        refused("NoStashAccount", calls.claimRewards(), controller);
        refused("Unknown", calls.resetController(account(controller)), stash);
        done(calls.setController(account(controller)), stash);
        refused("AlreadyController", calls.setController(account(controller)), stash);
        refused("AlreadyController", calls.resetController(account(controller)), stash);
        refused("NotMachineController", calls.claimRewards(), controller);
    }

    @Test
    void ofWhatTheMachineSigned() throws Exception {
        done(calls.setController(account(controller)), stash);
        byte[] message = message();
        refused("BadMsgLen", bond(Arrays.copyOf(message, message.length - 1)), controller);
        refused(
                "SigMachineIdNotEqualBondedMachineId",
                bond(new BondMessage(nobody, account(stash)).bytes()),
                controller);
        refused(
                "MachineStashNotEqualControllerStash",
                bond(new BondMessage(key, account(controller)).bytes()),
                controller);
        byte[] noAddress = message.clone();
        noAddress[70] = '0';
        refused("ConvertMachineIdToWalletFailed", bond(noAddress), controller);
        refused(
                "BadSignature",
                calls.bondMachine(new BondMessage(key, account(stash)), controller.sign(message)),
                controller);
        done(bond(message), controller);
        refused("MachineIdExist", bond(message), controller);
    }

    @Test
    void ofWhatBondingCosts() throws Exception {
        done(calls.setController(account(controller)), stash);
        free(controller, DbcAmount.ofDbc("9"));
        refused("PayTxFeeFailed", bond(message()), controller);
        refused("PayTxFeeFailed", calls.genServerRoom(), controller);
        free(controller, MUCH);
        free(stash, DbcAmount.ofDbc("999.9"));
        refused("BalanceNotEnough", bond(message()), controller);
        free(stash, MUCH);
        chain.without(
                "OnlineProfile",
                "OnlineStakeParams",
                () -> refused("CalcStakeAmountFailed", bond(message()), controller));
    }

    @Test
    void ofAnyoneButTheControllerAndOfMachinesThatThereAreNot() throws Exception {
        String room = online();
        for (MachineKey asked : List.of(key, nobody)) {
            String error = asked.equals(nobody) ? "Unknown" : "NotMachineController";
            Keypair signer = asked.equals(nobody) ? controller : stash;
            refused(error, calls.updateMachineInfo(asked, site(room, "KT")), signer);
            refused(error, calls.fulfillMachine(asked), signer);
            refused(error, calls.reportOffline(asked), signer);
            refused(error, calls.reportOnline(asked), signer);
            refused(error, calls.exit(asked), signer);
            refused(error, calls.restake(asked), signer);
            refused(error, calls.changeHardware(asked), signer);
        }
        refused("Unknown", calls.addMachineInfo(nobody, site(room, "KT")), controller);
        refused("Unknown", calls.appealSlash(999_999, "a receipt"), controller);
        status(Value.variant("DistributingOrder")); // of an online one it looks at the state first
        refused("NotMachineController", calls.addMachineInfo(key, site(room, "KT")), stash);
    }

    @Test
    void ofTheMachinesState() throws Exception {
        String room = online();
        refused("NotAllowedChangeMachineInfo", calls.addMachineInfo(key, site(room, "KT")), controller);
        refused("TelecomIsNull", calls.updateMachineInfo(key, site(room)), controller);
        refused("ServerRoomNotFound", calls.updateMachineInfo(key, site(UNKNOWN_ROOM, "KT")), controller);
        refused("MachineStatusNotAllowed", calls.fulfillMachine(key), controller);
        refused("MachineStatusNotAllowed", calls.reportOnline(key), controller);
        refused("MachineStatusNotAllowed", execSlash(), controller);
        refused("TimeNotAllowed", calls.exit(key), controller);
        refused("TooFastToReStake", calls.restake(key), controller);
        done(calls.reportOffline(key), controller);
        refused("MachineStatusNotAllowed", calls.reportOffline(key), controller);
        refused("MachineStatusNotAllowed", calls.exit(key), controller);
        refused("MachineStatusNotAllowed", calls.changeHardware(key), controller);
    }

    @Test
    void ofAMachineWhosePlaceWasNeverTold() throws Exception {
        done(calls.setController(account(controller)), stash);
        done(bond(message()), controller);
        done(calls.genServerRoom(), controller);
        refused("ServerRoomNotFound", calls.addMachineInfo(key, site(UNKNOWN_ROOM, "KT")), controller);
        refused("TelecomIsNull", calls.addMachineInfo(key, site(room())), controller);
        refused("TelecomIsNull", calls.updateMachineInfo(key, site(room(), "KT")), controller);
    }

    @Test
    void ofWhatIsReservedOfTheStash() throws Exception {
        String room = online();
        chain.without(
                "OnlineProfile",
                "OnlineStakeParams",
                () -> refused("GetReonlineStakeFailed", calls.changeHardware(key), controller));
        chain.without(
                "DBCPriceOCW",
                "AvgPrice",
                () -> refused("GetReonlineStakeFailed", calls.changeHardware(key), controller));
        free(stash, DbcAmount.ofDbc("0"));
        refused("BalanceNotEnough", calls.changeHardware(key), controller);
        done(calls.reportOffline(key), controller);
        refused("BalanceNotEnough", calls.reportOnline(key), controller);
        free(stash, MUCH);
        done(calls.reportOnline(key), controller);

        List<Long> slashes = chain.at(r -> r.onlineProfile().slashesOf(key));
        long slash = slashes.get(slashes.size() - 1);
        refused("NotMachineController", calls.appealSlash(slash, "a receipt"), stash);
        chain.without(
                "OnlineProfile",
                "OnlineStakeParams",
                () -> refused("GetReonlineStakeFailed", calls.appealSlash(slash, "a receipt"), controller));
        reviewStake("2000000");
        refused("BalanceNotEnough", calls.appealSlash(slash, "a receipt"), controller);
        reviewStake("1000");
        chain.set("OnlineProfile", "PendingSlash", one -> with(one, "slash_exec_time", Value.of(1)), Value.of(slash));
        refused("ExpiredSlash", calls.appealSlash(slash, "a receipt"), controller);

        done(calls.changeHardware(key), controller);
        chain.set(
                "OnlineProfile",
                "UserMutHardwareStake",
                paid -> with(paid, "verify_fee", Value.of(0)),
                Value.of(account(stash).toBytes()),
                Value.of(key.bytes()));
        chain.without(
                "OnlineProfile",
                "OnlineStakeParams",
                () -> refused("GetReonlineStakeFailed", calls.addMachineInfo(key, site(room, "KT")), controller));
        free(stash, DbcAmount.ofDbc("0"));
        refused("BalanceNotEnough", calls.addMachineInfo(key, site(room, "KT")), controller);

        status(Value.variant("WaitingFulfill"));
        chain.set("OnlineProfile", "LiveMachines", live -> {
            List<Value> waiting =
                    new ArrayList<>(live.field("fulfilling_machine").asItems());
            waiting.add(Value.of(key.bytes()));
            waiting.sort((one, other) -> Arrays.compareUnsigned(one.asBytes(), other.asBytes()));
            return with(live, "fulfilling_machine", new Value.Items(waiting));
        });
        refused("BalanceNotEnough", calls.fulfillMachine(key), controller);
    }

    private void refused(String error, Call call, Keypair signer) throws Exception {
        Refusal refusal = chain.submit(call, signer)
                .orElseThrow(() -> new AssertionError("%s was not refused, wanted %s".formatted(call.name(), error)));
        assertThat(refusal.pallet() + "." + refusal.error()).as(call.name()).isEqualTo("OnlineProfile." + error);
        assertThat(refusal.inWords()).isNotBlank().doesNotContain(error);
        assertThat(refusal.nextStep()).isNotBlank();
    }

    private void done(Call call, Keypair signer) throws Exception {
        assertThat(chain.submit(call, signer)).as(call.name()).isEmpty();
    }

    /** From nothing to online; the committee's part is written into storage. @return the room's id */
    private String online() throws Exception {
        done(calls.setController(account(controller)), stash);
        done(bond(message()), controller);
        done(calls.genServerRoom(), controller);
        done(calls.addMachineInfo(key, site(room(), "KT")), controller);
        chain.setMachine(key, info -> {
            Value detail = info.field("machine_info_detail");
            Value hardware = with(
                    with(detail.field("committee_upload_info"), "gpu_num", Value.of(4)), "calc_point", Value.of(6_825));
            Value dated = with(with(info, "online_height", Value.of(2)), "last_online_height", Value.of(2));
            return with(
                    with(dated, "reward_deadline", Value.of(730)),
                    "machine_info_detail",
                    with(detail, "committee_upload_info", hardware));
        });
        status(Value.variant("Online"));
        return room();
    }

    private void status(Value status) throws Exception {
        chain.setMachine(key, info -> with(info, "machine_status", status));
    }

    private void reviewStake(String dbc) throws Exception {
        chain.set(
                "OnlineProfile",
                "OnlineStakeParams",
                all -> with(
                        all, "slash_review_stake", Value.of(DbcAmount.ofDbc(dbc).planck())));
    }

    private void free(Keypair account, DbcAmount amount) throws Exception {
        chain.set(
                "System",
                "Account",
                info -> with(
                        with(info, "providers", Value.of(1)),
                        "data",
                        with(info.field("data"), "free", Value.of(amount.planck()))),
                Value.of(account(account).toBytes()));
    }

    private String room() throws Exception {
        return chain.at(r -> r.onlineProfile().serverRooms(account(stash))).get(0);
    }

    private byte[] message() {
        return new BondMessage(key, account(stash)).bytes();
    }

    /** Signed by the machine, whatever it says. */
    private Call bond(byte[] message) {
        return Call.of("OnlineProfile", "bond_machine")
                .with("machine_id", Value.of(key.bytes()))
                .with("msg", Value.of(message))
                .with("sig", Value.of(machine.sign(message).toBytes()));
    }

    private Call execSlash() {
        return Call.of("OnlineProfile", "exec_slash").with("machine_id", Value.of(key.bytes()));
    }

    private static MachineSite site(String room, String... operators) {
        var place = Place.ofDegrees(new BigDecimal("126.978"), new BigDecimal("37.5665"));
        return new MachineSite(room, 1_000, 1_000, place, List.of(operators), false);
    }

    private static Value with(Value struct, String field, Value value) {
        Map<String, Value> fields = new LinkedHashMap<>(struct.asFields());
        assertThat(fields).containsKey(field);
        fields.put(field, value);
        return new Value.Struct(fields);
    }

    private static AccountId account(Keypair key) {
        return key.publicKey().account();
    }

    private static MachineKey key(Keypair machine) {
        return new MachineKey(HexFormat.of().formatHex(machine.publicKey().toBytes()));
    }

    private static Keypair keypair() {
        try (SecretUri secret = SecretUri.parse("//" + UUID.randomUUID())) {
            return secret.toKeypair(KeyScheme.SR25519);
        }
    }
}
