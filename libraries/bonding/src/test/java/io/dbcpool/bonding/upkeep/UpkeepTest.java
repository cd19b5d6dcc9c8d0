package io.dbcpool.bonding.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbcpool.bonding.intent.AccountLock;
import io.dbcpool.bonding.intent.AccountWriter;
import io.dbcpool.bonding.intent.Intent;
import io.dbcpool.bonding.intent.IntentFolder;
import io.dbcpool.bonding.intent.Outcome;
import io.dbcpool.bonding.intent.Patience;
import io.dbcpool.bonding.key.SigningKey;
import io.dbcpool.bonding.upkeep.Action.Verb;
import io.dbcpool.bonding.wish.ControllerFiles;
import io.dbcpool.devchain.ChainSettings;
import io.dbcpool.devchain.DevelopmentChain;
import io.dbcpool.devchain.OwnersFolder;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a development chain: a plan does what it showed, once, or nothing. */
class UpkeepTest {

    private static final MachineId MACHINE = new MachineId("8e".repeat(32));
    private static final AccountId CONTROLLER = DevelopmentChain.account("//Ctrl1");
    private static final AccountId STASH = DevelopmentChain.account("//Stash1");
    private static final Action CLAIM = new Action(Verb.CLAIM, Optional.empty(), List.of());
    private static final Patience PATIENCE = new Patience(
            Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(20), BigInteger.TEN.pow(13), 2, 64);

    private static SigningKey key;

    @TempDir
    private Path folder = Path.of("");

    private DevelopmentChain chain;
    private ChainClient client;
    private IntentFolder intents;
    private PlanFolder plans;
    private Upkeep upkeep;

    @BeforeAll
    static void openKey(@TempDir Path secrets) throws Exception {
        key = open(secrets, "//Ctrl1", Optional.empty());
    }

    private static SigningKey open(Path secrets, String signer, Optional<AccountId> account) throws Exception {
        Path keystore = secrets.resolve("c.json");
        Path password = secrets.resolve("c.password");
        OwnersFolder.keystore(keystore, password, signer);
        return SigningKey.ofController(new ControllerFiles(keystore, password, account));
    }

    @AfterAll
    static void closeKey() {
        key.close();
    }

    @BeforeEach
    void start() throws Exception {
        chain = DevelopmentChain.start(ChainSettings.onCommand().withPace(Duration.ofMillis(100)));
        client = ChainClient.connect(chain.endpoint().toString());
        intents = new IntentFolder(folder.resolve("intents"));
        plans = new PlanFolder(folder.resolve("plans"));
        upkeep = new Upkeep(client, plans, intents);
        chain.bringOnline(MACHINE);
        awaitFinal();
    }

    @AfterEach
    void stop() {
        client.close();
        chain.close();
    }

    @Test
    void aPlanIsCarriedOutOnceAndSaysAfterwardsWhatBecameOfIt() throws Exception {
        chain.reward(STASH, DbcAmount.ofDbc("120"));
        awaitFinal();
        Upkeep.Offer offer = plan(CLAIM);
        Plan plan = offer.plan().orElseThrow();
        assertThat(offer.fee())
                .hasValueSatisfying(fee -> assertThat(fee.planck()).isPositive());
        assertThat(plans.find(plan.id())).contains(plan);
        assertThat(plan(CLAIM).plan())
                .as("the same state gives the same plan")
                .map(Plan::id)
                .contains(plan.id());

        Intent first = ended(apply(plan));
        Intent again = ended(apply(plan));

        assertThat(first.outcome()).containsInstanceOf(Outcome.Done.class);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(intents.listAll()).hasSize(1);
        assertThat(plan(CLAIM).quote()).isInstanceOf(Quote.NotNow.class);
    }

    @Test
    void theFeeIsThatOfTheExtrinsicAsItIsSent() throws Exception {
        try (SigningKey proxy = open(folder, "//Ctrl2", Optional.of(CONTROLLER))) {
            for (SigningKey signing : List.of(key, proxy)) {
                DbcAmount fee = upkeep.plan(offline(), signing.account(), signing.signer(), Optional.empty())
                        .fee()
                        .orElseThrow();

                var sent = chain.submit(
                        signing == key ? "//Ctrl1" : "//Ctrl2",
                        signing.carried(Call.of("OnlineProfile", "controller_report_offline")
                                .with("machine_id", Value.of(MACHINE.hex().getBytes(StandardCharsets.US_ASCII)))));

                assertThat(sent.findEvent("TransactionPayment", "TransactionFeePaid"))
                        .hasValueSatisfying(paid -> assertThat(new Value.Struct(paid.fields())
                                        .field("actual_fee")
                                        .asInteger())
                                .as("paid by %s", signing.signer())
                                .isEqualTo(fee.planck()));
            }
        }
    }

    @Test
    void aPlanIsVoidWhenItsSignerHasSignedSomethingSince() throws Exception {
        Plan plan = plan(offline()).plan().orElseThrow();
        chain.submit("//Ctrl1", Call.of("System", "remark").with("remark", Value.of(new byte[] {1})));
        awaitFinal();

        assertThat(apply(plan)).isEqualTo(new Upkeep.Applied.Lapsed("the signer has signed 1 extrinsics since"));
        assertThat(intents.listAll()).isEmpty();
    }

    @Test
    void aPlanIsVoidWhenTheMachineIsAnotherThanWasShown() throws Exception {
        Plan plan = plan(offline()).plan().orElseThrow();
        var order = chain.rent(MACHINE, 4, 300);
        awaitFinal();

        assertThat(apply(plan))
                .isEqualTo(new Upkeep.Applied.Lapsed(
                        "the chain has moved on: shown was status Online[], now it is status Rented[]; rent order "
                                + order));
        assertThat(intents.listAll()).isEmpty();
    }

    @Test
    void aPlanOfAnotherChainOrSignerIsVoid() throws Exception {
        Plan plan = plan(offline()).plan().orElseThrow();

        assertThat(apply(with(plan, plan.signer(), "0x" + "00".repeat(32))))
                .isEqualTo(new Upkeep.Applied.Lapsed("it was made for another chain"));
        assertThat(apply(with(plan, STASH, plan.genesis())))
                .isEqualTo(new Upkeep.Applied.Lapsed("it was made for another signer"));
    }

    @Test
    void whatCannotBeDoneIsNotPlanned() throws Exception {
        assertThat(plan(CLAIM).plan()).isEmpty();
        assertThat(plan(new Action(Verb.ONLINE, Optional.of(MACHINE), List.of()))
                        .plan())
                .isEmpty();
        assertThat(plans.listAll()).isEmpty();
    }

    @Test
    void anArgumentThatIsNoneIsRefusedBeforeAnythingIsKept() {
        assertThatThrownBy(() -> plan(new Action(Verb.EXTRA_PRICE, Optional.of(MACHINE), List.of("much"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wanted USD such as 1.5, found 'much'");
        assertThatThrownBy(() -> plan(new Action(Verb.APPEAL, Optional.of(MACHINE), List.of("-7", "no"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wanted a slash's number, found '-7'");
        assertThatThrownBy(() -> plan(new Action(Verb.OFFLINE, Optional.empty(), List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wanted a machine, found none");
    }

    private Upkeep.Offer plan(Action action) throws Exception {
        return upkeep.plan(action, CONTROLLER, CONTROLLER, Optional.empty());
    }

    private static Action offline() {
        return new Action(Verb.OFFLINE, Optional.of(MACHINE), List.of());
    }

    private Upkeep.Applied apply(Plan plan) throws Exception {
        try (AccountLock lock =
                AccountLock.take(folder.resolve("locks"), key.signer()).orElseThrow()) {
            var writer = new AccountWriter(client, key, lock, intents, step -> {}, "test", PATIENCE);
            return upkeep.apply(plan, writer, key, Optional.empty());
        }
    }

    private static Intent ended(Upkeep.Applied applied) {
        return ((Upkeep.Applied.Ended) applied).intent();
    }

    private static Plan with(Plan plan, AccountId signer, String genesis) {
        return new Plan(
                plan.id(),
                plan.action(),
                signer,
                plan.controller(),
                plan.basis(),
                plan.nonce(),
                plan.reserved(),
                plan.callHash(),
                genesis,
                plan.madeAt());
    }

    /** Plans are made of finalized blocks. */
    private void awaitFinal() {
        long number = chain.best().number();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> client.finalizedHead().number() >= number);
    }
}
