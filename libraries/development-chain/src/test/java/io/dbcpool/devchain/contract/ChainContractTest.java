package io.dbcpool.devchain.contract;

import static io.dbcpool.devchain.contract.ContractChain.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.devchain.DevelopmentChain;
import io.dbcpool.devchain.Included;
import io.dbcpool.devchain.runtime.Edit;
import io.dbcpool.devchain.storage.Bytes;
import io.dbcpool.substrate.block.ExtrinsicsRoot;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.scale.ScaleReader;
import io.dbcpool.substrate.scale.ScaleWriter;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What DBC's chain does with an owner's and a renter's calls, and how a node answers. It is asked of our development
 * chain always; of DBC's real runtime where {@code -Ddbc.chain=ws://…} names an endpoint that builds blocks when asked
 * ({@code dev_newBlock}, as Chopsticks has it), with the chain's parameters set.
 *
 * <p>Each test uses accounts and machines of its own, new at each run, so that it may be run again at the same chain.
 */
class ChainContractTest {

    private static final String RUN = Long.toHexString(System.nanoTime());

    /** Not ours to keep: the treasury's own counting, and the change of old accounts to a newer layout. */
    private static final Set<String> NOT_COMPARED = Set.of("Treasury.UpdatedInactive", "Balances.Upgraded");

    private static Optional<DevelopmentChain> own = Optional.empty();

    @SuppressWarnings("NullAway.Init")
    private static ContractChain chain;

    @BeforeAll
    static void open() {
        String named = System.getProperty("dbc.chain", "");
        if (named.isEmpty()) {
            own = Optional.of(DevelopmentChain.start());
        }
        chain = new ContractChain(own.map(DevelopmentChain::endpoint).orElseGet(() -> URI.create(named)));
    }

    @AfterAll
    static void close() {
        chain.close();
        own.ifPresent(DevelopmentChain::close);
    }

    @Test
    void blocksStandUponEachOtherUnderTheHashesOfTheirHeaders() {
        chain.buildBlocks(2);
        long best = chain.bestNumber();
        JsonNode hash = chain.probe().call("chain_getBlockHash", best);
        for (long number = best; number > best - 2; number--) {
            JsonNode block = chain.probe().call("chain_getBlock", hash.asText()).get("block");
            Header header = header(block.get("header"));
            assertThat(header.ref().toString()).isEqualTo(number + " (" + hash.asText() + ")");
            List<byte[]> bodies = new ArrayList<>();
            block.get("extrinsics")
                    .forEach(one -> bodies.add(Bytes.parse(one.asText()).toArray()));
            // Chopsticks leaves roots out, as nothing of its blocks is ever proved.
            if (header.commits()) {
                assertThat(ExtrinsicsRoot.isOf(bodies, header.extrinsicsRoot())).isTrue();
            }
            hash = chain.probe().call("chain_getBlockHash", number - 1);
            assertThat(header.parent().toString()).isEqualTo(hash.asText());
        }
    }

    @Test
    void newHeadsAreTold() {
        JsonNode subscription = chain.probe().call("chain_subscribeNewHeads");
        String before = chain.probe().next(subscription).get("number").asText();
        chain.buildBlocks(1);
        String after = chain.probe().next(subscription).get("number").asText();
        assertThat(Long.decode(after)).isEqualTo(Long.decode(before) + 1);
        chain.probe().call("chain_unsubscribeNewHeads", subscription.asText());
    }

    @Test
    void storageIsToldWhenItChanges() {
        String key = Bytes.of(chain.metadata()
                        .getPallet("System")
                        .getStorage("Number")
                        .key())
                .toString();
        JsonNode subscription = chain.probe().call("state_subscribeStorage", List.of(key));
        JsonNode before = chain.probe().next(subscription);
        assertThat(before.at("/changes/0/0").asText()).isEqualTo(key);
        chain.buildBlocks(1);
        assertThat(chain.probe().next(subscription).at("/changes/0/1")).isNotEqualTo(before.at("/changes/0/1"));
        chain.probe().call("state_unsubscribeStorage", subscription.asText());
    }

    @Test
    void keysAreListedInPages() {
        String prefix = Bytes.of(chain.metadata()
                        .getPallet("System")
                        .getStorage("Account")
                        .prefix())
                .toString();
        JsonNode first = chain.probe().call("state_getKeysPaged", prefix, 3, prefix);
        JsonNode second =
                chain.probe().call("state_getKeysPaged", prefix, 3, first.get(2).asText());
        assertThat(first).hasSize(3).allMatch(key -> key.asText().startsWith(prefix));
        assertThat(second.get(0).asText()).isGreaterThan(first.get(2).asText());
        JsonNode queried = chain.probe()
                .call(
                        "state_queryStorageAt",
                        List.of(first.get(0).asText()),
                        chain.probe().call("chain_getBlockHash").asText());
        assertThat(queried.at("/0/changes/0/1"))
                .isEqualTo(chain.probe().call("state_getStorage", first.get(0).asText()));
    }

    @Test
    void theFeeThatIsAskedForIsTheFeeThatIsTaken() {
        String payer = funded("Payer");
        Call call = Call.of("System", "remark").with("remark", Value.of(new byte[] {1, 2, 3}));
        byte[] extrinsic = chain.sign(payer, call);
        byte[] argument = new ScaleWriter()
                .writeFixedBytes(extrinsic)
                .writeU32(extrinsic.length)
                .toByteArray();
        JsonNode info = chain.probe()
                .call(
                        "state_call",
                        "TransactionPaymentApi_query_info",
                        Bytes.of(argument).toString());
        ScaleReader read = new ScaleReader(Bytes.parse(info.asText()).toArray());
        read.readCompact();
        read.readCompact();
        assertThat(read.readU8()).as("class Normal").isZero();
        long expected = read.readU128().longValueExact();
        BigInteger before = free(payer);
        assertThat(chain.submit(payer, call).failure()).isEmpty();
        // The multiplier of weights may have moved by one block; a byte costs 10^9.
        assertThat(before.subtract(free(payer)).longValueExact() - expected).isBetween(-1_000_000L, 1_000_000L);
    }

    @Test
    void whatIsNotSignedForThisChainIsRefusedByThePool() {
        String signer = funded("Signer");
        Call call = Call.of("System", "remark").with("remark", Value.of(new byte[0]));
        byte[] otherChain = chain.sign(signer, call, 0, Hash256.ofContent(new byte[] {7}));
        byte[] changed = chain.sign(signer, call);
        changed[changed.length - 1] ^= 1;
        for (byte[] refused : List.of(otherChain, changed)) {
            assertThat(chain.probe()
                            .refusal("author_submitExtrinsic", Bytes.of(refused).toString())
                            .get("message")
                            .asText())
                    .isNotEmpty();
        }
        chain.submit(signer, call);
        byte[] stale = chain.sign(signer, call, -1, genesis());
        chain.probe().refusal("author_submitExtrinsic", Bytes.of(stale).toString());
    }

    @Test
    void aMachineIsBondedByWhatItSigned() {
        String stash = funded("Stash");
        String controller = funded("Controller");
        String machine = "//Machine" + RUN;
        assertRefused("OnlineProfile.NoStashBond", controller, bond(machine, stash));
        assertTold(
                chain.submit(stash, Call.of("OnlineProfile", "set_controller").with("controller", value(controller))),
                "Balances.Withdraw",
                "OnlineProfile.ControllerStashBonded");
        assertRefused(
                "OnlineProfile.AlreadyController",
                stash,
                Call.of("OnlineProfile", "set_controller").with("controller", value(controller)));
        byte[] message = message(machine, stash);
        assertRefused("OnlineProfile.BadMsgLen", controller, bond(machine, new byte[111], machine));
        assertRefused(
                "OnlineProfile.SigMachineIdNotEqualBondedMachineId",
                controller,
                bond(machine, message("//Other", stash), machine));
        assertRefused(
                "OnlineProfile.MachineStashNotEqualControllerStash",
                controller,
                bond(machine, message(machine, controller), machine));
        byte[] noAddress = message.clone();
        noAddress[70] = '0';
        assertRefused("OnlineProfile.ConvertMachineIdToWalletFailed", controller, bond(machine, noAddress, machine));
        assertRefused("OnlineProfile.BadSignature", controller, bond(machine, message, "//Other"));
        Included bonded = chain.submit(controller, bond(machine, stash));
        assertTold(
                bonded,
                "Balances.Withdraw",
                "Balances.Slashed",
                "Balances.Deposit",
                "Treasury.Deposit",
                "GenericFunc.TxFeeToTreasury",
                "Balances.Reserved",
                "OnlineProfile.StakeAdded",
                "OnlineProfile.BondMachine");
        Value info = chain.get("OnlineProfile", "MachinesInfo", id(machine));
        assertThat(info.field("machine_status")).isEqualTo(Value.variant("AddingCustomizeInfo"));
        assertThat(info.field("stake_amount").asInteger()).isEqualTo(dbc(1_000));
        assertThat(info.field("bonding_height").asLong())
                .isEqualTo(bonded.block().number());
        assertThat(account(stash).field("data").field("reserved").asInteger()).isEqualTo(dbc(1_000));
        assertThat(live("bonding_machine")).contains(id(machine));
        assertRefused("OnlineProfile.MachineIdExist", controller, bond(machine, stash));
    }

    @Test
    void aBondedMachineGetsARoomAndWaitsForItsCommittee() {
        Owner owner = bonded("Room");
        Value unknownRoom = Value.of(new byte[32]);
        assertRefused(
                "OnlineProfile.ServerRoomNotFound", owner.controller(), addInfo(owner.machine(), unknownRoom, "A"));
        Included made = chain.submit(owner.controller(), Call.of("OnlineProfile", "gen_server_room"));
        assertTold(
                made,
                "Balances.Withdraw",
                "Balances.Slashed",
                "Balances.Deposit",
                "Treasury.Deposit",
                "GenericFunc.TxFeeToTreasury",
                "OnlineProfile.ServerRoomGenerated");
        Value room = chain.get("OnlineProfile", "StashServerRooms", value(owner.stash()))
                .asItems()
                .get(0);
        assertRefused("OnlineProfile.TelecomIsNull", owner.controller(), addInfo(owner.machine(), room));
        assertRefused("OnlineProfile.NotMachineController", owner.stash(), addInfo(owner.machine(), room, "A"));
        assertRefused("OnlineProfile.Unknown", owner.controller(), addInfo("//Nobody" + RUN, room, "A"));
        assertTold(
                chain.submit(owner.controller(), addInfo(owner.machine(), room, "A")),
                "Balances.Withdraw",
                "OnlineProfile.MachineInfoAdded");
        assertThat(status(owner.machine())).isEqualTo(Value.variant("DistributingOrder"));
        assertThat(live("confirmed_machine")).contains(id(owner.machine()));
        for (String call : List.of(
                "fulfill_machine",
                "controller_report_offline",
                "controller_report_online",
                "machine_exit",
                "offline_machine_change_hardware_info")) {
            assertRefused(
                    "OnlineProfile.MachineStatusNotAllowed", owner.controller(), ofMachine(call, owner.machine()));
        }
    }

    @Test
    void anOrderThatIsConfirmedEndsByItselfAndWithoutAnEvent() {
        Owner owner = online("Rent");
        String renter = funded("Renter");
        assertRefused("RentMachine.OnlyHalfHourAllowed", renter, rent(owner.machine(), 1, 301));
        assertRefused("RentMachine.GPUNotEnough", renter, rent(owner.machine(), 5, 300));
        Included ordered = chain.submit(renter, rent(owner.machine(), 1, 300));
        assertTold(
                ordered,
                "Balances.Withdraw",
                "Balances.Slashed",
                "Balances.Deposit",
                "Treasury.Deposit",
                "GenericFunc.TxFeeToTreasury",
                "Balances.Reserved",
                "RentMachine.Rent");
        Value order = new Value.Struct(
                        ordered.findEvent("RentMachine", "Rent").orElseThrow().fields())
                .field("0");
        assertThat(status(owner.machine())).isEqualTo(Value.variant("Rented"));
        assertThat(chain.get("OnlineProfile", "MachineRentedGPU", id(owner.machine())))
                .isEqualTo(Value.of(1));
        assertThat(chain.get("RentMachine", "MachineRentOrder", id(owner.machine())))
                .isEqualTo(orders(List.of(order), List.of(Value.of(0))));
        Value detail = chain.get("RentMachine", "RentInfo", order);
        assertThat(detail.field("rent_end").asLong()).isEqualTo(ordered.block().number() + 300);
        assertThat(detail.field("rent_status")).isEqualTo(Value.variant("WaitingVerifying"));
        // 28229 * 6825 / 1000 a day for 4 GPUs, in millionths of a USD; a quarter of it, for half an hour; a DBC is
        // 500.
        assertThat(detail.field("stake_amount").asInteger())
                .isEqualTo(BigInteger.valueOf(28_229L * 6_825 * 10_000 / 1_000 / 4 / 10_000 * 300 / 14_400)
                        .multiply(dbc(1))
                        .divide(BigInteger.valueOf(500)));
        assertThat(live("rented_machine")).doesNotContain(id(owner.machine()));

        assertRefused("RentMachine.NoOrderExist", owner.controller(), confirm(order));
        assertRefused("RentMachine.NoOrderExist", renter, relet(order, 100));
        Included confirmed = chain.submit(renter, confirm(order));
        assertTold(
                confirmed,
                "Balances.Withdraw",
                "Balances.Unreserved",
                "Balances.Transfer",
                "Balances.Transfer",
                "Balances.Reserved",
                "OnlineProfile.StakeAdded",
                "OnlineProfile.MachineAddStake",
                "RentMachine.ConfirmRent");
        assertThat(live("rented_machine")).contains(id(owner.machine()));
        assertRefused("RentMachine.ReletTooShort", renter, relet(order, 99));
        assertRefused("RentMachine.NotMachineRenter", owner.controller(), relet(order, 100));
        assertTold(
                chain.submit(renter, relet(order, 100)),
                "Balances.Withdraw",
                "Balances.Transfer",
                "Balances.Transfer",
                "Balances.Reserved",
                "OnlineProfile.StakeAdded",
                "OnlineProfile.MachineAddStake",
                "RentMachine.Relet");
        long end = ordered.block().number() + 400;
        chain.buildUpTo(end - 1);
        assertThat(status(owner.machine())).isEqualTo(Value.variant("Rented"));
        chain.buildBlocks(1);
        assertThat(status(owner.machine())).isEqualTo(Value.variant("Online"));
        assertThat(chain.find("RentMachine", "RentInfo", order)).isEmpty();
        assertThat(chain.get("RentMachine", "MachineRentOrder", id(owner.machine())))
                .isEqualTo(orders(List.of(), List.of()));
        assertThat(live("online_machine")).contains(id(owner.machine()));
        assertThat(eventsNow()).noneMatch(event -> event.startsWith("RentMachine"));
        assertThat(chain.get("OnlineProfile", "MachinesInfo", id(owner.machine()))
                        .field("last_online_height")
                        .asLong())
                .isEqualTo(end);
    }

    @Test
    void anOrderThatNobodyConfirmsIsGoneAfter150Blocks() {
        Owner owner = online("Expiry");
        String renter = funded("Idler");
        Included ordered = chain.submit(renter, rent(owner.machine(), 4, 600));
        Value order = new Value.Struct(
                        ordered.findEvent("RentMachine", "Rent").orElseThrow().fields())
                .field("0");
        chain.buildUpTo(ordered.block().number() + 149);
        assertThat(chain.find("RentMachine", "RentInfo", order)).isPresent();
        chain.buildBlocks(1);
        assertThat(chain.find("RentMachine", "RentInfo", order)).isEmpty();
        assertThat(status(owner.machine())).isEqualTo(Value.variant("Online"));
        assertThat(account(renter).field("data").field("reserved").asInteger()).isZero();
        assertThat(eventsNow()).noneMatch(event -> event.startsWith("RentMachine"));
        assertRefused("RentMachine.Unknown", renter, confirm(order));
    }

    @Test
    void goingOfflineCostsStakeWhenComingBack() {
        Owner owner = online("Offline");
        assertRefused(
                "OnlineProfile.MachineStatusNotAllowed",
                owner.controller(),
                ofMachine("controller_report_online", owner.machine()));
        assertTold(
                chain.submit(owner.controller(), ofMachine("controller_report_offline", owner.machine())),
                "Balances.Withdraw",
                "OnlineProfile.ControllerReportOffline");
        assertThat(status(owner.machine()).asVariant().name()).isEqualTo("StakerReportOffline");
        assertThat(live("offline_machine")).contains(id(owner.machine()));
        Included back = chain.submit(owner.controller(), ofMachine("controller_report_online", owner.machine()));
        assertTold(
                back,
                "Balances.Withdraw",
                "Balances.Reserved",
                "OnlineProfile.StakeAdded",
                "OnlineProfile.AddSlash",
                "OnlineProfile.ControllerReportOnline");
        Value slashId = new Value.Struct(back.findEvent("OnlineProfile", "AddSlash")
                        .orElseThrow()
                        .fields())
                .field("1");
        Value slash = chain.get("OnlineProfile", "PendingSlash", slashId);
        assertThat(slash.field("slash_amount").asInteger()).isEqualTo(dbc(20)); // 2 % of 1,000
        assertThat(slash.field("slash_exec_time").asLong())
                .isEqualTo(back.block().number() + 28_800);
        assertThat(slash.field("slash_reason").asVariant().name()).isEqualTo("OnlineReportOffline");
        assertThat(status(owner.machine())).isEqualTo(Value.variant("Online"));
        assertRefused("OnlineProfile.TimeNotAllowed", owner.controller(), ofMachine("machine_exit", owner.machine()));
        assertRefused("OnlineProfile.Unknown", owner.controller(), appeal(Value.of(999_999)));
        assertRefused("OnlineProfile.NotMachineController", owner.stash(), appeal(slashId));
        Included appealed = chain.submit(owner.controller(), appeal(slashId));
        assertThat(appealed.failure()).isEmpty();
        assertThat(appealed.findEvent("OnlineProfile", "ApplySlashReview")).isPresent();
        assertThat(chain.get("OnlineProfile", "PendingSlashReview", slashId).field("applicant"))
                .isEqualTo(value(owner.controller()));
    }

    @Test
    void bondingWantsTheFixedFeeTheStakeAndTheParametersThatGovernanceSets() {
        String stash = funded("PoorStash");
        String controller = funded("PoorController");
        String machine = "//PoorMachine" + RUN;
        Call genServerRoom = Call.of("OnlineProfile", "gen_server_room");
        assertRefused("OnlineProfile.NoStashBond", controller, genServerRoom);
        assertRefused("OnlineProfile.Unknown", stash, resetController(controller));
        assertRefused("OnlineProfile.NoStashAccount", controller, Call.of("OnlineProfile", "claim_rewards"));
        chain.submit(stash, Call.of("OnlineProfile", "set_controller").with("controller", value(controller)));
        assertRefused("OnlineProfile.AlreadyController", stash, resetController(controller));
        assertRefused("OnlineProfile.NotMachineController", controller, Call.of("OnlineProfile", "claim_rewards"));
        chain.setFree(controller, dbc(9));
        assertRefused("OnlineProfile.PayTxFeeFailed", controller, bond(machine, stash));
        assertRefused("OnlineProfile.PayTxFeeFailed", controller, genServerRoom);
        chain.fund(controller);
        chain.setFree(stash, dbc(1_000).subtract(BigInteger.ONE));
        assertRefused("OnlineProfile.BalanceNotEnough", controller, bond(machine, stash));
        chain.fund(stash);
        chain.without(
                "OnlineProfile",
                "OnlineStakeParams",
                () -> assertRefused("OnlineProfile.CalcStakeAmountFailed", controller, bond(machine, stash)));
        assertThat(chain.submit(controller, bond(machine, stash)).failure()).isEmpty();
    }

    @Test
    void onlyAMachinesControllerMayAskForWhatItsStateAllows() {
        Owner owner = online("State");
        List<String> ofController = List.of(
                "fulfill_machine",
                "controller_report_offline",
                "controller_report_online",
                "machine_exit",
                "restake_online_machine",
                "offline_machine_change_hardware_info");
        for (String call : ofController) {
            assertRefused("OnlineProfile.NotMachineController", owner.stash(), ofMachine(call, owner.machine()));
            assertRefused("OnlineProfile.Unknown", owner.controller(), ofMachine(call, "//Nobody" + RUN));
        }
        Value room = chain.get("OnlineProfile", "StashServerRooms", value(owner.stash()))
                .asItems()
                .get(0);
        Value unknownRoom = Value.of(new byte[32]);
        assertRefused(
                "OnlineProfile.NotAllowedChangeMachineInfo", owner.controller(), addInfo(owner.machine(), room, "A"));
        assertRefused("OnlineProfile.NotMachineController", owner.stash(), updateInfo(owner.machine(), room, "A"));
        assertRefused("OnlineProfile.Unknown", owner.controller(), updateInfo("//Nobody" + RUN, room, "A"));
        assertRefused("OnlineProfile.TelecomIsNull", owner.controller(), updateInfo(owner.machine(), room));
        assertRefused(
                "OnlineProfile.ServerRoomNotFound", owner.controller(), updateInfo(owner.machine(), unknownRoom, "A"));
        assertRefused(
                "OnlineProfile.MachineStatusNotAllowed",
                owner.controller(),
                ofMachine("fulfill_machine", owner.machine()));
        assertRefused(
                "OnlineProfile.TooFastToReStake",
                owner.controller(),
                ofMachine("restake_online_machine", owner.machine()));
        Owner untold = bonded("Untold");
        assertRefused("OnlineProfile.TelecomIsNull", untold.controller(), updateInfo(untold.machine(), room, "A"));
    }

    @Test
    void whatIsReservedOfAStashHasToBeFree() {
        Owner owner = online("Reserve");
        String controller = owner.controller();
        Call changeHardware = ofMachine("offline_machine_change_hardware_info", owner.machine());
        Map.of("OnlineProfile", "OnlineStakeParams", "DBCPriceOCW", "AvgPrice")
                .forEach((pallet, item) -> chain.without(
                        pallet,
                        item,
                        () -> assertRefused("OnlineProfile.GetReonlineStakeFailed", controller, changeHardware)));
        chain.setFree(owner.stash(), BigInteger.ZERO);
        assertRefused("OnlineProfile.BalanceNotEnough", controller, changeHardware);
        chain.submit(controller, ofMachine("controller_report_offline", owner.machine()));
        Call reportOnline = ofMachine("controller_report_online", owner.machine());
        assertRefused("OnlineProfile.BalanceNotEnough", controller, reportOnline);
        chain.fund(owner.stash());
        Value slashId = new Value.Struct(chain.submit(controller, reportOnline)
                        .findEvent("OnlineProfile", "AddSlash")
                        .orElseThrow()
                        .fields())
                .field("1");
        chain.without(
                "OnlineProfile",
                "OnlineStakeParams",
                () -> assertRefused("OnlineProfile.GetReonlineStakeFailed", controller, appeal(slashId)));
        chain.change(
                "OnlineProfile",
                "OnlineStakeParams",
                all -> Edit.with(all, "slash_review_stake", Value.of(dbc(2_000_000))));
        assertRefused("OnlineProfile.BalanceNotEnough", controller, appeal(slashId));
        chain.change(
                "OnlineProfile",
                "OnlineStakeParams",
                all -> Edit.with(all, "slash_review_stake", Value.of(dbc(1_000))));
        chain.change("OnlineProfile", "PendingSlash", slash -> Edit.with(slash, "slash_exec_time", 1), slashId);
        assertRefused("OnlineProfile.ExpiredSlash", controller, appeal(slashId));
    }

    @Test
    void aMachineThatIsToBeVerifiedAgainPaysItsCommitteeAgain() {
        Owner owner = online("Again");
        String controller = owner.controller();
        assertThat(chain.submit(controller, ofMachine("offline_machine_change_hardware_info", owner.machine()))
                        .failure())
                .isEmpty();
        // As a refusal by the committee leaves it.
        chain.change(
                "OnlineProfile",
                "UserMutHardwareStake",
                paid -> Edit.with(paid, "verify_fee", 0),
                value(owner.stash()),
                id(owner.machine()));
        Value room = chain.get("OnlineProfile", "StashServerRooms", value(owner.stash()))
                .asItems()
                .get(0);
        Call addInfo = addInfo(owner.machine(), room, "A");
        chain.without(
                "OnlineProfile",
                "OnlineStakeParams",
                () -> assertRefused("OnlineProfile.GetReonlineStakeFailed", controller, addInfo));
        chain.setFree(owner.stash(), BigInteger.ZERO);
        assertRefused("OnlineProfile.BalanceNotEnough", controller, addInfo);
    }

    @Test
    void aVerifiedMachineThatIsShortOfStakeIsFulfilledOnlyByAStashThatHasIt() {
        Owner owner = online("Short");
        chain.change(
                "OnlineProfile",
                "LiveMachines",
                all -> Edit.addedTo(
                        Edit.removedFrom(all, "online_machine", id(owner.machine())),
                        "fulfilling_machine",
                        id(owner.machine())));
        chain.setFree(owner.stash(), BigInteger.ZERO);
        assertRefused(
                "OnlineProfile.BalanceNotEnough", owner.controller(), ofMachine("fulfill_machine", owner.machine()));
    }

    @Test
    void aBatchIsAllOrNothing() {
        String signer = funded("Batcher");
        Call fine = Call.of("System", "remark").with("remark", Value.of(new byte[0]));
        Call wrong = Call.of("OnlineProfile", "gen_server_room");
        assertRefused("OnlineProfile.NoStashBond", signer, batch("batch_all", fine, wrong));
        Included interrupted = chain.submit(signer, batch("batch", fine, wrong, fine));
        assertThat(interrupted.failure()).isEmpty();
        assertThat(interrupted.events())
                .extracting(event -> event.pallet() + "." + event.name())
                .containsSubsequence("Utility.ItemCompleted", "Utility.BatchInterrupted", "System.ExtrinsicSuccess")
                .doesNotContain("Utility.BatchCompleted");
    }

    /** An owner's three names, each new at this run. */
    private record Owner(String stash, String controller, String machine) {}

    private static Owner bonded(String purpose) {
        Owner owner =
                new Owner(funded(purpose + "Stash"), funded(purpose + "Controller"), "//" + purpose + "Machine" + RUN);
        chain.submit(
                owner.stash(),
                Call.of("OnlineProfile", "set_controller").with("controller", value(owner.controller())));
        Included bonded = chain.submit(owner.controller(), bond(owner.machine(), owner.stash()));
        assertThat(bonded.failure()).isEmpty();
        return owner;
    }

    /** The committee's part is written into storage, as no chain here has a committee: 4 GPUs, online. */
    private static Owner online(String purpose) {
        Owner owner = bonded(purpose);
        chain.submit(owner.controller(), Call.of("OnlineProfile", "gen_server_room"));
        Value room = chain.get("OnlineProfile", "StashServerRooms", value(owner.stash()))
                .asItems()
                .get(0);
        assertThat(chain.submit(owner.controller(), addInfo(owner.machine(), room, "A"))
                        .failure())
                .isEmpty();
        chain.change("OnlineProfile", "MachinesInfo", ChainContractTest::verified, id(owner.machine()));
        chain.change(
                "OnlineProfile",
                "LiveMachines",
                all -> Edit.addedTo(
                        Edit.removedFrom(
                                Edit.removedFrom(all, "confirmed_machine", id(owner.machine())),
                                "booked_machine",
                                id(owner.machine())),
                        "online_machine",
                        id(owner.machine())));
        chain.change(
                "OnlineProfile",
                "StashMachines",
                all -> Edit.addedTo(all, "online_machine", id(owner.machine())),
                value(owner.stash()));
        return owner;
    }

    private static Value verified(Value machine) {
        Value detail = machine.field("machine_info_detail");
        Value uploaded = Edit.with(Edit.with(detail.field("committee_upload_info"), "gpu_num", 4), "calc_point", 6_825);
        Value verified =
                Edit.with(machine, "machine_info_detail", Edit.with(detail, "committee_upload_info", uploaded));
        Value dated = Edit.with(Edit.with(verified, "online_height", 2), "last_online_height", 2);
        return Edit.with(Edit.with(dated, "reward_deadline", 730), "machine_status", Value.variant("Online"));
    }

    private static void assertRefused(String error, String signer, Call call) {
        assertThat(chain.submit(signer, call).failure()).as(call.name()).contains(error);
    }

    /** That a call succeeded, and told just this before its fee was settled. */
    private static void assertTold(Included included, String... events) {
        assertThat(included.failure()).isEmpty();
        List<String> told = included.events().stream()
                .map(event -> event.pallet() + "." + event.name())
                .filter(name -> !NOT_COMPARED.contains(name))
                .toList();
        List<String> expected = new ArrayList<>(List.of(events));
        expected.addAll(List.of(
                "Balances.Deposit",
                "Treasury.Deposit",
                "TransactionPayment.TransactionFeePaid",
                "System.ExtrinsicSuccess"));
        assertThat(told).isEqualTo(expected);
    }

    private static List<String> eventsNow() {
        return chain.get("System", "Events").asItems().stream()
                .map(event -> event.field("event").asVariant())
                .map(pallet ->
                        pallet.name() + "." + pallet.field("0").asVariant().name())
                .toList();
    }

    private static String funded(String purpose) {
        String uri = "//" + purpose + RUN;
        chain.fund(uri);
        return uri;
    }

    private static Value account(String uri) {
        return chain.get("System", "Account", value(uri));
    }

    private static BigInteger free(String uri) {
        return account(uri).field("data").field("free").asInteger();
    }

    private static Value status(String machine) {
        return chain.get("OnlineProfile", "MachinesInfo", id(machine)).field("machine_status");
    }

    private static List<Value> live(String list) {
        return chain.get("OnlineProfile", "LiveMachines").field(list).asItems();
    }

    private static Value orders(List<Value> ids, List<Value> gpus) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("rent_order", new Value.Items(ids));
        fields.put("used_gpu", new Value.Items(gpus));
        return new Value.Struct(fields);
    }

    private static byte[] idText(String machine) {
        return HexFormat.of()
                .formatHex(ContractChain.account(machine).toBytes())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static Value id(String machine) {
        return Value.of(idText(machine));
    }

    private static byte[] message(String machine, String stash) {
        String text = new String(idText(machine), StandardCharsets.US_ASCII)
                + ContractChain.account(stash).toSs58(42);
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Call bond(String machine, String stash) {
        return bond(machine, message(machine, stash), machine);
    }

    private static Call bond(String machine, byte[] message, String signer) {
        try (SecretUri uri = SecretUri.parse(signer);
                Keypair keypair = uri.toKeypair(KeyScheme.SR25519)) {
            return Call.of("OnlineProfile", "bond_machine")
                    .with("machine_id", id(machine))
                    .with("msg", Value.of(message))
                    .with("sig", Value.of(keypair.sign(message).toBytes()));
        }
    }

    private static Value info(Value room, String... operators) {
        Map<String, Value> info = new LinkedHashMap<>();
        info.put("server_room", room);
        info.put("upload_net", Value.of(100));
        info.put("download_net", Value.of(200));
        info.put("longitude", Value.variant("East", Value.of(1_311_548)));
        info.put("latitude", Value.variant("North", Value.of(310_000)));
        info.put(
                "telecom_operators",
                new Value.Items(List.of(operators).stream()
                        .map(name -> Value.of(name.getBytes(StandardCharsets.UTF_8)))
                        .toList()));
        info.put("is_bare_machine", Value.of(false));
        return new Value.Struct(info);
    }

    private static Call addInfo(String machine, Value room, String... operators) {
        return ofMachine("add_machine_info", machine).with("server_room_info", info(room, operators));
    }

    private static Call updateInfo(String machine, Value room, String... operators) {
        return ofMachine("update_machine_info", machine).with("server_room_info", info(room, operators));
    }

    private static Call resetController(String next) {
        return Call.of("OnlineProfile", "stash_reset_controller").with("new_controller", value(next));
    }

    private static Call ofMachine(String name, String machine) {
        return Call.of("OnlineProfile", name).with("machine_id", id(machine));
    }

    private static Call appeal(Value slashId) {
        return Call.of("OnlineProfile", "apply_slash_review")
                .with("slash_id", slashId)
                .with("reason", Value.of("power cut".getBytes(StandardCharsets.UTF_8)));
    }

    private static Call rent(String machine, int gpus, int blocks) {
        return Call.of("RentMachine", "rent_machine")
                .with("machine_id", id(machine))
                .with("rent_gpu_num", Value.of(gpus))
                .with("duration", Value.of(blocks));
    }

    private static Call confirm(Value order) {
        return Call.of("RentMachine", "confirm_rent").with("rent_id", order);
    }

    private static Call relet(Value order, int blocks) {
        return Call.of("RentMachine", "relet_machine").with("rent_id", order).with("relet_duration", Value.of(blocks));
    }

    private static Call batch(String name, Call... calls) {
        return Call.of("Utility", name)
                .with(
                        "calls",
                        new Value.Items(
                                List.of(calls).stream().map(Call::toValue).toList()));
    }

    private static BigInteger dbc(long whole) {
        return BigInteger.TEN.pow(15).multiply(BigInteger.valueOf(whole));
    }

    private static Hash256 genesis() {
        return Hash256.parse(chain.probe().call("chain_getBlockHash", 0).asText());
    }

    private static Header header(JsonNode json) {
        List<String> logs = new ArrayList<>();
        json.at("/digest/logs").forEach(log -> logs.add(log.asText()));
        return Header.of(
                Hash256.parse(json.get("parentHash").asText()),
                Long.decode(json.get("number").asText()),
                Hash256.parse(json.get("stateRoot").asText()),
                Hash256.parse(json.get("extrinsicsRoot").asText()),
                logs);
    }
}
