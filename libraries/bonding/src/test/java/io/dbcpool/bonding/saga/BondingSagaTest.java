package io.dbcpool.bonding.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbcpool.bonding.intent.BusyException;
import io.dbcpool.bonding.intent.Intent;
import io.dbcpool.bonding.intent.IntentFolder;
import io.dbcpool.bonding.intent.IntentStore;
import io.dbcpool.bonding.intent.Outcome;
import io.dbcpool.bonding.intent.Patience;
import io.dbcpool.bonding.intent.StepJournal;
import io.dbcpool.bonding.saga.KillPoints.Killed;
import io.dbcpool.bonding.state.BondingStateReader;
import io.dbcpool.bonding.step.NextStep;
import io.dbcpool.bonding.step.Step;
import io.dbcpool.bonding.wish.ServerRoom;
import io.dbcpool.bonding.wish.Wish;
import io.dbcpool.chain.call.OwnerCalls;
import io.dbcpool.chain.follow.ClientFeed;
import io.dbcpool.devchain.DevelopmentChain;
import io.dbcpool.events.BondingStep;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.DbcAmount;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a development chain: what is signed is really checked, paid for and carried out. */
class BondingSagaTest {

    private static final String[] ONCE = {"bond_machine", "gen_server_room", "add_machine_info"};

    @TempDir
    private Path folder = Path.of("");

    private static OwnersChain.Keys keys;

    private OwnersChain owner;

    @BeforeAll
    static void openKeys(@TempDir Path secrets) throws Exception {
        keys = OwnersChain.Keys.open(secrets);
    }

    @AfterAll
    static void closeKeys() {
        keys.close();
    }

    @BeforeEach
    void start() throws Exception {
        owner = new OwnersChain(folder, keys);
    }

    @AfterEach
    void stop() {
        owner.close();
    }

    @Test
    void twoAccountsBecomeAMachineThatWaitsForItsCommitteeAndThenIsOnline() throws Exception {
        List<BondingStep> told = new CopyOnWriteArrayList<>();
        IntentStore store = disk("a");
        Wish wish = owner.wish("//Machine", new ServerRoom.Fresh());

        Ending waiting = run(wish, "//Machine", "a", store, told::add);

        assertThat(waiting)
                .isInstanceOfSatisfying(
                        Ending.Reached.class,
                        reached -> assertThat(reached.step()).isInstanceOf(Step.Wait.class));
        assertThat(included(OwnersChain.STASH)).containsExactly("set_controller");
        assertThat(included(OwnersChain.CONTROLLER)).containsExactly(ONCE);
        assertThat(told)
                .filteredOn(step -> step.step().equals("bond-machine"))
                .extracting(BondingStep::state)
                .containsExactly(
                        BondingStep.State.SIGNED,
                        BondingStep.State.SUBMITTED,
                        BondingStep.State.IN_BLOCK,
                        BondingStep.State.FINALIZED);

        owner.chain().verify(wish.machine());
        await().until(() -> run(wish, "//Machine", "a", store, told::add) instanceof Ending.Reached reached
                && reached.step() instanceof Step.Done);
        assertThat(included(OwnersChain.CONTROLLER)).containsExactly(ONCE);
    }

    @Test
    void aStashThatHasTooLittleWhenItsMachineIsVerifiedCompletesItLater() throws Exception {
        IntentStore store = disk("a");
        Wish wish = owner.wish("//Machine", new ServerRoom.Fresh());
        run(wish, "//Machine", "a", store, step -> {});
        owner.chain()
                .submit(
                        OwnersChain.STASH,
                        Call.of("Balances", "transfer_keep_alive")
                                .with("dest", Call.address(DevelopmentChain.account("//Alice")))
                                .with(
                                        "value",
                                        Value.of(DbcAmount.ofDbc("998990").planck())));
        owner.chain().verify(wish.machine());

        await().until(() -> run(wish, "//Machine", "a", store, step -> {}) instanceof Ending.Reached reached
                && reached.step() instanceof Step.Lacking lacking
                && lacking.who().equals("stash"));
        owner.chain().fund(DevelopmentChain.account(OwnersChain.STASH), DbcAmount.ofDbc("10000"));
        await().until(() -> run(wish, "//Machine", "a", store, step -> {}) instanceof Ending.Reached reached
                && reached.step() instanceof Step.Done);

        assertThat(included(OwnersChain.CONTROLLER)).endsWith("fulfill_machine").hasSize(4);
    }

    @Test
    void killedAtEveryPointItDoesEachStepOnce() throws Exception {
        KillPoints points = new KillPoints();
        int machines = Boolean.getBoolean("dbcpool.long") ? 9 : 1;
        for (int i = 0; i < machines; i++) {
            String machine = "//Machine" + i;
            Wish wish = owner.wish(machine, new ServerRoom.Fresh());
            while (!isWaiting(wish, machine, points)) {
                // killed, and started again: nothing is left of it but the disk
            }
        }

        System.out.println("figures: killed in mid-saga " + points.kills() + " times");
        // Eight points in each step; the stash names its controller for the first machine only.
        assertThat(points.kills()).isEqualTo(8 * (1 + ONCE.length * machines));
        assertThat(included(OwnersChain.STASH)).containsExactly("set_controller");
        List<String> all = new ArrayList<>();
        for (int i = 0; i < machines; i++) {
            all.addAll(List.of(ONCE));
        }
        assertThat(included(OwnersChain.CONTROLLER)).containsExactlyElementsOf(all);
    }

    @Test
    void twoProgramsThatDoNotKnowEachOtherDoEachStepOnce() throws Exception {
        Wish wish = owner.wish("//Machine", new ServerRoom.Fresh());
        var pool = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Ending>> both = List.of(() -> untilWaiting(wish, "a"), () -> untilWaiting(wish, "b"));
            for (Future<Ending> ending : pool.invokeAll(both)) {
                assertThat(ending.get()).isInstanceOf(Ending.Reached.class);
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(included(OwnersChain.STASH)).containsExactly("set_controller");
        assertThat(included(OwnersChain.CONTROLLER)).containsExactly(ONCE);
    }

    @Test
    void theStashIsAskedForWhatOnlyItMaySignAndSeenWhenItHas() throws Exception {
        Wish wish = owner.wish("//Machine", new ServerRoom.Fresh());
        List<UnsignedExtrinsic> asked = new ArrayList<>();
        var saga = new BondingSaga(owner.client(), disk("a"), OwnersChain.signer("//Machine"), new SagaListener() {
            @Override
            public void onStashMustSign(Step.SetController step, UnsignedExtrinsic unsigned) {
                asked.add(unsigned);
            }

            @Override
            public void onStep(Step.Send step) {}

            @Override
            public void onEnded(Intent intent) {}
        });

        Ending first = runWithoutStash(saga, wish, step -> {}, OwnersChain.PATIENCE);

        assertThat(first)
                .isInstanceOfSatisfying(
                        Ending.Reached.class,
                        reached -> assertThat(reached.step()).isInstanceOf(Step.SetController.class));
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).callData()).startsWith("0x6b04");
        assertThat(asked.get(0).payload().path("method").asText())
                .isEqualTo(asked.get(0).callData());
        assertThat(included(OwnersChain.CONTROLLER)).isEmpty();

        owner.chain()
                .submit(
                        OwnersChain.STASH,
                        new OwnerCalls(owner.client().best().metadata())
                                .setController(DevelopmentChain.account(OwnersChain.CONTROLLER)));
        await().until(() ->
                runWithoutStash(saga, wish, step -> {}, OwnersChain.PATIENCE) instanceof Ending.Reached reached
                        && reached.step() instanceof Step.Wait);
    }

    @Test
    void aRefusalIsExplainedAndNotTriedAgain() throws Exception {
        Wish wish = owner.wish("//Machine", new ServerRoom.Fresh());

        Ending ending = run(wish, "//AnotherMachine", "a", disk("a"), step -> {});

        assertThat(ending)
                .isInstanceOfSatisfying(
                        Ending.Failed.class,
                        failed -> assertThat(failed.intent().outcome().orElseThrow())
                                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                                    assertThat(refused.error()).isEqualTo("OnlineProfile.BadSignature");
                                    assertThat(refused.nextStep()).contains("node.dat");
                                }));
        assertThat(included(OwnersChain.CONTROLLER)).containsExactly("bond_machine");
    }

    @Test
    void whatIsInNoBlockIsSignedAgainWithTheSameNonceAndOnlyOneGetsIn() throws Exception {
        Wish wish = owner.wish("//Machine", new ServerRoom.Fresh());
        List<BondingStep> told = new CopyOnWriteArrayList<>();
        Patience hasty = new Patience(
                Duration.ofSeconds(40), Duration.ofSeconds(30), Duration.ofMillis(1), BigInteger.TEN.pow(13), 3, 64);
        IntentStore store = disk("a");
        owner.chain()
                .submit(
                        OwnersChain.STASH,
                        new OwnerCalls(owner.client().best().metadata())
                                .setController(DevelopmentChain.account(OwnersChain.CONTROLLER)));
        var saga = new BondingSaga(owner.client(), store, OwnersChain.signer("//Machine"), SagaListener.NONE);

        await().atMost(Duration.ofSeconds(60)).until(() -> {
            try {
                return runWithoutStash(saga, wish, told::add, hasty) instanceof Ending.Reached reached
                        && reached.step() instanceof Step.Wait;
            } catch (BusyException again) {
                return false;
            }
        });

        assertThat(told).extracting(BondingStep::inWords).anyMatch(words -> words.contains("signed again"));
        assertThat(included(OwnersChain.CONTROLLER)).containsExactly(ONCE);
    }

    @Test
    void anAccountThatCannotPayIsToldBeforeAnythingIsSent() throws Exception {
        Wish wish = owner.wish("//Machine", new ServerRoom.Fresh());
        var calls = new OwnerCalls(owner.client().best().metadata());
        owner.chain().submit(OwnersChain.STASH, calls.setController(DevelopmentChain.account("//Poor")));
        owner.chain().fund(DevelopmentChain.account("//Poor"), DbcAmount.ofDbc("5"));

        var state = new BondingStateReader(new ClientFeed(owner.client()))
                .read(owner.chain().best(), wish.machine(), wish.stash(), DevelopmentChain.account("//Poor"));

        assertThat(NextStep.of(state, wish, Set.of()))
                .isInstanceOfSatisfying(
                        Step.Lacking.class, lacking -> assertThat(lacking.who()).isEqualTo("controller"));
    }

    private boolean isWaiting(Wish wish, String machine, KillPoints points) throws Exception {
        try {
            Ending ending = run(wish, machine, "a", points.around(disk("a")), points.journal());
            return ending instanceof Ending.Reached reached && reached.step() instanceof Step.Wait;
        } catch (Killed killed) {
            return false;
        }
    }

    private Ending untilWaiting(Wish wish, String host) throws Exception {
        for (int tries = 0; ; tries++) {
            try {
                Ending ending = run(wish, "//Machine", host, disk(host), step -> {});
                if (ending instanceof Ending.Reached || tries > 20) {
                    return ending;
                }
            } catch (BusyException yielded) {
                if (tries > 20) {
                    throw yielded;
                }
            }
        }
    }

    private Ending run(Wish wish, String machine, String host, IntentStore store, StepJournal journal)
            throws Exception {
        try (var program = owner.program(folder.resolve("locks-" + host), store, journal, OwnersChain.PATIENCE)) {
            return new BondingSaga(owner.client(), store, OwnersChain.signer(machine), SagaListener.NONE)
                    .run(wish, program.controller(), owner.controllerKey(), Optional.of(program.stash()), Set.of());
        }
    }

    private Ending runWithoutStash(BondingSaga saga, Wish wish, StepJournal journal, Patience patience)
            throws Exception {
        try (var program = owner.program(folder.resolve("locks-a"), disk("a"), journal, patience)) {
            return saga.run(wish, program.controller(), owner.controllerKey(), Optional.empty(), Set.of());
        }
    }

    private IntentStore disk(String host) {
        return new IntentFolder(folder.resolve("state-" + host));
    }

    private List<String> included(String account) throws Exception {
        return owner.included(DevelopmentChain.account(account));
    }
}
