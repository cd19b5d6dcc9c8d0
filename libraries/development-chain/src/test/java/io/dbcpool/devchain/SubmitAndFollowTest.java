package io.dbcpool.devchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.extrinsic.Lifetime;
import io.dbcpool.substrate.extrinsic.SignedExtrinsic;
import io.dbcpool.substrate.extrinsic.SigningTerms;
import io.dbcpool.substrate.submit.DispatchError;
import io.dbcpool.substrate.submit.PoolSign;
import io.dbcpool.substrate.submit.Stage;
import io.dbcpool.substrate.submit.SubmitOutcome;
import io.dbcpool.substrate.submit.SubmitOutcome.Reason;
import io.dbcpool.substrate.submit.Submitter;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may become of an extrinsic that the Substrate client sends, each told apart from the others. */
class SubmitAndFollowTest {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final BigInteger DBC = BigInteger.TEN.pow(15);
    private static final int ERA = 64;

    private final DevelopmentChain chain = DevelopmentChain.start();
    private final List<Stage> stages = new CopyOnWriteArrayList<>();
    private final Keypair alice = keypair("//Alice");
    private BlockRef born = chain.genesis();
    private ChainClient client;

    SubmitAndFollowTest() throws Exception {
        client = ChainClient.connect(chain.endpoint().toString());
    }

    @BeforeEach
    void build() {
        born = chain.buildBlock();
        chain.finalizeAll();
    }

    @AfterEach
    void close() {
        client.close();
        alice.close();
        chain.close();
    }

    @Test
    void anotherOneWithItsNonceTakesItsPlace() throws Exception {
        var cheap = submit(transfer(0, 1, 0));
        soon(() -> stages.contains(new Stage.PoolSays(PoolSign.READY)));
        assertThat(chain.submit(transfer(0, 2, 1_000).bytes())).isEmpty();
        soon(() -> stages.contains(new Stage.PoolSays(PoolSign.USURPED)));
        assertThat(cheap).isNotDone();
        chain.buildBlock();
        chain.finalizeAll();
        assertThat(outcome(cheap))
                .isEqualTo(new SubmitOutcome.NeverIncluded(
                        Reason.USURPED, "nonce 0 was used by another extrinsic in or before block " + chain.best()));
    }

    @Test
    void aNodeThatDroppedItIsHandedItAgainWithTheNextBlock() throws Exception {
        var pending = submit(transfer(0, 1, 0));
        soon(() -> stages.contains(new Stage.PoolSays(PoolSign.READY)));
        chain.dropPending();
        soon(() -> stages.contains(new Stage.PoolSays(PoolSign.DROPPED)));
        chain.buildBlock();
        soon(() -> stages.stream().filter(Stage.Sent.class::isInstance).count() == 2);
        chain.buildBlock();
        chain.finalizeAll();
        assertThat(outcome(pending)).isInstanceOf(SubmitOutcome.Finalized.class);
    }

    @Test
    void aForkTakesItOutAndItComesBack() throws Exception {
        var pending = submit(transfer(0, 1, 0));
        soon(() -> stages.contains(new Stage.PoolSays(PoolSign.READY)));
        BlockRef lost = chain.buildBlock();
        soon(() -> stages.stream().anyMatch(Stage.InBestBlock.class::isInstance));
        chain.fork(1);
        soon(() -> stages.contains(new Stage.Retracted(lost)));
        chain.buildBlock();
        chain.finalizeAll();
        assertThat(outcome(pending))
                .isInstanceOfSatisfying(
                        SubmitOutcome.Finalized.class,
                        done -> assertThat(done.inclusion().block()).isNotEqualTo(lost));
    }

    @Test
    void aSignatureThatIsOffByOneBitIsInvalid() throws Exception {
        SignedExtrinsic right = transfer(0, 1, 0);
        byte[] wrong = right.bytes();
        // Length, version, address with its kind, and the signature's kind stand before the signature.
        wrong[2 + 1 + 33 + 1] ^= 1;
        var pending = submit(new SignedExtrinsic(wrong, right.signer(), right.nonce(), right.diesAt()));
        assertThat(outcome(pending)).isInstanceOfSatisfying(SubmitOutcome.NeverIncluded.class, never -> {
            assertThat(never.reason()).isEqualTo(Reason.INVALID);
            assertThat(never.detail()).contains("1010 Invalid Transaction").contains("bad signature");
        });
    }

    @Test
    void oneThatWaitsForALowerNonceIsToldAndDiesWithItsEra() throws Exception {
        var pending = submit(transfer(1, 1, 0));
        soon(() -> stages.contains(new Stage.PoolSays(PoolSign.FUTURE)));
        chain.buildBlocks(ERA);
        chain.finalizeAll();
        assertThat(outcome(pending))
                .isInstanceOfSatisfying(
                        SubmitOutcome.NeverIncluded.class,
                        never -> assertThat(never.reason()).isEqualTo(Reason.ERA_OVER));
    }

    @Test
    void aCallThatFailsIsNamedAsTheMetadataNamesIt() throws Exception {
        var pending = submit(sign(Call.of("OnlineProfile", "gen_server_room"), 0, 0));
        soon(() -> stages.contains(new Stage.PoolSays(PoolSign.READY)));
        chain.buildBlock();
        chain.finalizeAll();
        assertThat(outcome(pending))
                .isInstanceOfSatisfying(
                        SubmitOutcome.Failed.class,
                        failed -> assertThat(failed.error())
                                .extracting(DispatchError::pallet, DispatchError::error)
                                .containsExactly("OnlineProfile", "NoStashBond"));
    }

    @Test
    void whoStopsWaitingKnowsUntilWhenItMayStillCome() throws Exception {
        SignedExtrinsic one = transfer(0, 1, 0);
        SubmitOutcome outcome = new Submitter(client).submit(one, born, Duration.ofMillis(500), stages::add);
        OptionalLong diesAt = OptionalLong.of(born.number() + ERA);
        assertThat(outcome).isEqualTo(new SubmitOutcome.Unknown(diesAt, "it was sent, and is in no block so far"));
        chain.buildBlock();
        chain.finalizeAll();
        assertThat(new Submitter(client).follow(one, born, SOON, stages::add))
                .isInstanceOf(SubmitOutcome.Finalized.class);
    }

    private CompletableFuture<SubmitOutcome> submit(SignedExtrinsic extrinsic) {
        BlockRef since = born;
        return CompletableFuture.supplyAsync(() -> new Submitter(client).submit(extrinsic, since, SOON, stages::add));
    }

    private SignedExtrinsic transfer(long nonce, long planck, long tip) throws Exception {
        Call transfer = Call.of("Balances", "transfer_keep_alive")
                .with("dest", Call.address(DevelopmentChain.account("//Renter1")))
                .with("value", Value.of(DBC.add(BigInteger.valueOf(planck))));
        return sign(transfer, nonce, tip);
    }

    private SignedExtrinsic sign(Call call, long nonce, long tip) throws Exception {
        Lifetime lifetime = Lifetime.bornAt(born.number(), born.hash(), ERA);
        return client.codecAfter(born.hash())
                .prepare(call, SigningTerms.of(lifetime, nonce).withTip(BigInteger.valueOf(tip)))
                .sign(alice);
    }

    private static void soon(Callable<Boolean> condition) {
        await().atMost(SOON).until(condition);
    }

    private static SubmitOutcome outcome(CompletableFuture<SubmitOutcome> pending) throws Exception {
        return pending.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private static Keypair keypair(String secretUri) {
        try (SecretUri uri = SecretUri.parse(secretUri)) {
            return uri.toKeypair(KeyScheme.SR25519);
        }
    }
}
