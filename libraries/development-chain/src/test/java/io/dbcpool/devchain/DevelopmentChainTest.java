package io.dbcpool.devchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.devchain.contract.Probe;
import io.dbcpool.devchain.pallet.Command;
import io.dbcpool.devchain.pending.Refusal;
import io.dbcpool.devchain.storage.Bytes;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.extrinsic.ExtrinsicCodec;
import io.dbcpool.substrate.extrinsic.Lifetime;
import io.dbcpool.substrate.extrinsic.SigningTerms;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a test may rely on beyond what any chain does. */
class DevelopmentChainTest {

    private static final MachineId MACHINE =
            new MachineId("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48");
    private static final Call REMARK = Call.of("System", "remark").with("remark", Value.of(new byte[] {1}));

    private final DevelopmentChain chain = DevelopmentChain.start();

    @SuppressWarnings("NullAway.Init")
    private Probe probe;

    @BeforeEach
    void connect() {
        probe = new Probe(chain.endpoint());
    }

    @AfterEach
    void close() {
        probe.close();
        chain.close();
    }

    @Test
    void manyAreOnlineInOneBlockAsOneByOne() {
        var machines = IntStream.range(0, 5)
                .mapToObj(number -> new MachineId("%064x".formatted(number)))
                .toList();
        chain.bringOnline(machines);
        try (var oneByOne = DevelopmentChain.start()) {
            machines.forEach(oneByOne::bringOnline);

            for (String list : List.of("LiveMachines", "SysInfo")) {
                assertThat(chain.find("OnlineProfile", list)).as(list).isEqualTo(oneByOne.find("OnlineProfile", list));
            }
            Value stash = Value.of(DevelopmentChain.account("//Stash1").toBytes());
            for (String list : List.of("StashMachines", "StashStake")) {
                assertThat(chain.find("OnlineProfile", list, stash))
                        .as(list)
                        .isEqualTo(oneByOne.find("OnlineProfile", list, stash));
            }
        }
        assertThat(machines).allSatisfy(machine -> chain.rent(machine, 1, 300));
    }

    @Test
    void aMachineIsOnlineAndRentedAtAWord() {
        chain.bringOnline(MACHINE);
        assertThat(status()).isEqualTo("Online");
        RentOrderId order = chain.rent(MACHINE, 1, 300);
        assertThat(status()).isEqualTo("Rented");
        assertThat(chain.confirm(order).failure()).isEmpty();
        chain.buildUpTo(chain.best().number() + 300);
        assertThat(status()).isEqualTo("Online");
    }

    @Test
    void aForkDropsAnOrderThatThenWaitsAgain() {
        chain.bringOnline(MACHINE);
        chain.finalizeAll();
        chain.rent(MACHINE, 1, 300);
        BlockRef dropped = chain.best();
        BlockRef best = chain.fork(1);
        assertThat(best.number()).isEqualTo(dropped.number() + 1);
        assertThat(status()).isEqualTo("Online");
        assertThat(probe.call("author_pendingExtrinsics")).hasSize(1);
        assertThat(probe.call("chain_getHeader", dropped.hash().toString()).isNull())
                .as("the dropped block is still known by its hash")
                .isFalse();
        chain.buildBlock();
        assertThat(status()).isEqualTo("Rented");
        assertThat(probe.call("author_pendingExtrinsics")).isEmpty();
    }

    @Test
    void aForkThatWouldDropAFinalBlockIsRefused() {
        chain.buildBlocks(3);
        chain.finalizeUpTo(2);
        assertThatThrownBy(() -> chain.fork(2)).hasMessage("cannot drop 2 blocks: block 3 is best and block 2 final");
        assertThat(chain.fork(1).number()).isEqualTo(4);
    }

    @Test
    void ofAForkOnlyTheLastBlockIsANewHead() {
        chain.buildBlocks(3);
        JsonNode news = probe.call("chain_subscribeNewHeads");
        JsonNode all = probe.call("chain_subscribeAllHeads");
        assertThat(number(probe.next(news))).isEqualTo(3);
        assertThat(number(probe.next(all))).isEqualTo(3);
        chain.fork(2);
        assertThat(number(probe.next(news))).isEqualTo(4);
        assertThat(List.of(number(probe.next(all)), number(probe.next(all)), number(probe.next(all))))
                .containsExactly(2L, 3L, 4L);
        assertThat(probe.hasNext(news)).isFalse();
    }

    @Test
    void finalHeadsAreToldApartFromBestOnes() {
        JsonNode subscription = probe.call("chain_subscribeFinalizedHeads");
        assertThat(number(probe.next(subscription))).isZero();
        chain.buildBlocks(5);
        assertThat(chain.finalized().number()).isZero();
        chain.finalizeUpTo(3);
        assertThat(number(probe.next(subscription))).isEqualTo(3);
        assertThat(probe.call("chain_getFinalizedHead").asText())
                .isEqualTo(probe.call("chain_getBlockHash", 3).asText());
        assertThat(chain.best().number()).isEqualTo(5);
    }

    @Test
    void aWatchedExtrinsicTellsItsWholeLife() {
        String extrinsic = Bytes.of(sign("//Alice", 0, 0)).toString();
        JsonNode subscription = probe.call("author_submitAndWatchExtrinsic", extrinsic);
        assertThat(probe.next(subscription).asText()).isEqualTo("ready");
        assertThat(probe.next(subscription).has("broadcast")).isTrue();
        BlockRef first = chain.buildBlock();
        assertThat(probe.next(subscription).path("inBlock").asText())
                .isEqualTo(first.hash().toString());
        chain.fork(1);
        assertThat(probe.next(subscription).path("retracted").asText())
                .isEqualTo(first.hash().toString());
        BlockRef second = chain.buildBlock();
        assertThat(probe.next(subscription).path("inBlock").asText())
                .isEqualTo(second.hash().toString());
        chain.finalizeAll();
        assertThat(probe.next(subscription).path("finalized").asText())
                .isEqualTo(second.hash().toString());
    }

    @Test
    void aHigherTipTakesTheNonce() {
        byte[] cheap = sign("//Alice", 0, 0);
        JsonNode subscription =
                probe.call("author_submitAndWatchExtrinsic", Bytes.of(cheap).toString());
        probe.next(subscription);
        probe.next(subscription);
        assertThat(refusal(cheap)).contains(1_013);
        assertThat(refusal(sign("//Alice", 0, 0, new byte[] {2}))).contains(1_014);
        byte[] dear = sign("//Alice", 0, 1_000);
        assertThat(refusal(dear)).isEmpty();
        assertThat(probe.next(subscription).path("usurped").asText())
                .isEqualTo(Hash256.ofContent(dear).toString());
    }

    @Test
    void whatComesTooEarlyWaitsForWhatIsBeforeIt() {
        byte[] second = sign("//Alice", 1, 0);
        assertThat(chain.submit(second)).isEmpty();
        assertThat(nextNonce()).isZero();
        chain.buildBlock();
        assertThat(probe.call("author_pendingExtrinsics")).hasSize(1);
        assertThat(chain.submit(sign("//Alice", 0, 0))).isEmpty();
        assertThat(nextNonce()).isEqualTo(2);
        chain.buildBlock();
        assertThat(probe.call("author_pendingExtrinsics")).isEmpty();
        assertThat(nextNonce()).isEqualTo(2);
    }

    @Test
    void whoCannotPayIsRefused() {
        assertThat(chain.submit(sign("//Poor", 0, 0)).flatMap(Refusal::data))
                .contains("Inability to pay some fees (e.g. account balance too low)");
        chain.fund(DevelopmentChain.account("//Poor"), DbcAmount.ofDbc("1"));
        assertThat(chain.submit(sign("//Poor", 0, 0))).isEmpty();
    }

    @Test
    void anEraThatIsOverMakesAnExtrinsicInvalid() {
        byte[] mortal = sign("//Alice", 0, 0);
        chain.buildBlocks(64);
        assertThat(chain.submit(mortal).flatMap(Refusal::data))
                .contains("Transaction has a bad signature"); // its era now names another block of birth
    }

    @Test
    void anUpgradeMakesWhatWasSignedBeforeWorthless() {
        JsonNode versions = probe.call("state_subscribeRuntimeVersion");
        assertThat(probe.next(versions).get("specVersion").asInt()).isEqualTo(400);
        byte[] signedBefore = sign("//Alice", 0, 0);
        BlockRef before = chain.best();
        chain.upgradeTo(401);
        assertThat(probe.next(versions).get("specVersion").asInt()).isEqualTo(401);
        assertThat(chain.submit(signedBefore)).isPresent();
        assertThat(probe.call("state_getMetadata", before.hash().toString()))
                .isNotEqualTo(probe.call("state_getMetadata"));
        assertThat(probe.call("state_getRuntimeVersion", before.hash().toString())
                        .get("specVersion")
                        .asInt())
                .isEqualTo(400);
        assertThat(chain.submit("//Alice", REMARK).failure()).isEmpty();
    }

    @Test
    void blocksComeAtAPace() {
        try (DevelopmentChain paced = DevelopmentChain.start(
                ChainSettings.onCommand().withPace(Duration.ofMillis(20)).withFinality(2))) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> paced.finalized().number() >= 3);
            assertThat(paced.best().number()).isGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void commandsPlayTheCommittee() {
        chain.bringOnline(MACHINE);
        chain.forceOffline(MACHINE, "RentedInaccessible", 1);
        assertThat(status()).isEqualTo("ReporterReportOffline");
        Included back = chain.submit(
                "//Ctrl1", Call.of("OnlineProfile", "controller_report_online").with("machine_id", machineId()));
        assertThat(back.failure()).isEmpty();
        chain.submit(
                "//Ctrl1",
                Call.of("OnlineProfile", "apply_slash_review")
                        .with("slash_id", Value.of(0))
                        .with("reason", Value.of(new byte[0])));
        BigInteger staked = stake();
        chain.cancelSlash(0);
        // 4 % of 4,000 and the 1,000 of the appeal come back.
        assertThat(staked.subtract(stake())).isEqualTo(DbcAmount.ofDbc("1160").planck());
        chain.reward(DevelopmentChain.account("//Stash1"), DbcAmount.ofDbc("5"));
        assertThat(chain.submit("//Ctrl1", Call.of("OnlineProfile", "claim_rewards"))
                        .findEvent("OnlineProfile", "ClaimReward"))
                .isPresent();
    }

    @Test
    void aMachineThatTheStashCannotPayForWaitsToBeFulfilled() {
        var poor = DevelopmentChain.account("//PoorStash");
        chain.fund(poor, DbcAmount.ofDbc("1500"));
        chain.bringOnline(MACHINE, poor, DevelopmentChain.account("//Ctrl2"));
        assertThat(status()).isEqualTo("WaitingFulfill");
        Call fulfill = Call.of("OnlineProfile", "fulfill_machine").with("machine_id", machineId());
        assertThat(chain.submit("//Ctrl2", fulfill).failure()).contains("OnlineProfile.BalanceNotEnough");
        chain.fund(poor, DbcAmount.ofDbc("2500"));
        assertThat(chain.submit("//Ctrl2", fulfill).failure()).isEmpty();
        assertThat(status()).isEqualTo("Online");
    }

    @Test
    void aSlashIsCarriedOutWhenItIsDue() {
        chain.bringOnline(MACHINE);
        chain.submit(
                "//Ctrl1", Call.of("OnlineProfile", "controller_report_offline").with("machine_id", machineId()));
        chain.submit(
                "//Ctrl1", Call.of("OnlineProfile", "controller_report_online").with("machine_id", machineId()));
        BigInteger staked = stake();
        // Two days are 28,800 blocks; the queue is moved to where the chain will soon be.
        long soon = chain.best().number() + 3;
        chain.carryOut(Command.put("OnlineProfile", "PendingExecSlash", Value.items(Value.of(0)), Value.of(soon)));
        chain.buildUpTo(soon - 1);
        assertThat(chain.find("OnlineProfile", "PendingSlash", Value.of(0))).isPresent();
        chain.buildUpTo(soon);
        assertThat(chain.find("OnlineProfile", "PendingSlash", Value.of(0))).isEmpty();
        assertThat(staked.subtract(stake())).isEqualTo(DbcAmount.ofDbc("80").planck()); // 2 % of 4,000
    }

    @Test
    void aBlockAsideIsNeverBest() {
        chain.buildBlocks(2);
        BlockRef aside = chain.buildAside();
        assertThat(aside.number()).isEqualTo(2);
        assertThat(chain.best().number()).isEqualTo(2);
        assertThat(chain.best()).isNotEqualTo(aside);
        assertThat(probe.call("chain_getHeader", aside.hash().toString()).isNull())
                .isFalse();
    }

    private long nextNonce() {
        return probe.call(
                        "system_accountNextIndex",
                        DevelopmentChain.account("//Alice").toSs58(42))
                .asLong();
    }

    private Optional<Integer> refusal(byte[] extrinsic) {
        return chain.submit(extrinsic).map(Refusal::code);
    }

    private byte[] sign(String secret, long nonce, long tip) {
        return sign(secret, nonce, tip, new byte[] {1});
    }

    private byte[] sign(String secret, long nonce, long tip, byte[] remark) {
        try (SecretUri uri = SecretUri.parse(secret);
                Keypair keypair = uri.toKeypair(KeyScheme.SR25519)) {
            Lifetime lifetime =
                    Lifetime.bornAt(chain.best().number(), chain.best().hash(), 64);
            return ExtrinsicCodec.of(chain.runtime().metadata(), chain.genesis().hash())
                    .prepare(
                            REMARK.with("remark", Value.of(remark)),
                            SigningTerms.of(lifetime, nonce).withTip(BigInteger.valueOf(tip)))
                    .sign(keypair)
                    .bytes();
        }
    }

    private static Value machineId() {
        return Value.of(MACHINE.hex().getBytes(StandardCharsets.US_ASCII));
    }

    private String status() {
        return chain.find("OnlineProfile", "MachinesInfo", machineId())
                .map(machine -> machine.field("machine_status").asVariant().name())
                .orElse("none");
    }

    private BigInteger stake() {
        return chain.find(
                        "OnlineProfile",
                        "StashStake",
                        Value.of(DevelopmentChain.account("//Stash1").toBytes()))
                .orElseThrow()
                .asInteger();
    }

    private static long number(JsonNode header) {
        return Long.decode(header.get("number").asText());
    }
}
