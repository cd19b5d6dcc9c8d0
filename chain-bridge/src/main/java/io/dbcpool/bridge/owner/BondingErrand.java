package io.dbcpool.bridge.owner;

import io.dbcpool.bonding.intent.BusyException;
import io.dbcpool.bonding.intent.StepTeller;
import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bonding.plan.BondingPlan;
import io.dbcpool.bonding.plan.KeptPlan;
import io.dbcpool.bonding.saga.BondingSaga;
import io.dbcpool.bonding.saga.Ending;
import io.dbcpool.bonding.saga.SagaListener;
import io.dbcpool.bonding.saga.UnsignedExtrinsic;
import io.dbcpool.bonding.state.BondingState;
import io.dbcpool.bonding.step.NextStep;
import io.dbcpool.bonding.step.Step;
import io.dbcpool.bonding.text.BondText;
import io.dbcpool.bonding.wish.Wish;
import io.dbcpool.bridge.owner.Standing.State;
import io.dbcpool.chain.call.OwnerCalls;
import io.dbcpool.events.NameBasedId;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The steps of a wish, as {@code ./pool bond apply} does them, and none that the plan did not show. */
final class BondingErrand implements Errand {

    /** A block. */
    static final Duration STASH_LOOK = Duration.ofSeconds(6);

    private static final Duration RETRY = Duration.ofMinutes(1);

    private final BondingPlan plan;
    private final BondingDesk desk;
    private boolean stashWasAsked;

    BondingErrand(BondingPlan plan, BondingDesk desk) {
        this.plan = plan;
        this.desk = desk;
    }

    @Override
    public String id() {
        return plan.id();
    }

    @Override
    public Optional<MachineId> machine() {
        return Optional.of(plan.machine());
    }

    @Override
    public String action() {
        return "%s %s".formatted(BondingDesk.VERB, plan.machine());
    }

    @Override
    public DbcAmount reserved() {
        return plan.reserved();
    }

    @Override
    public Instant madeAt() {
        return plan.madeAt();
    }

    @Override
    public Standing lastKnown() throws StoreException {
        KeptPlan kept = kept();
        return kept.ended()
                .map(ended -> new Standing(state(ended.state()), ended.inWords()))
                .orElse(kept.asked() ? Standing.WAITING : Standing.PLANNED);
    }

    @Override
    public Standing attempt() throws DeskException, KeyException, StoreException, BusyException, InterruptedException {
        try {
            return carryOn();
        } catch (RpcException e) {
            // Some steps may be done: what is left is derived from the chain when it answers.
            return new Standing(State.UNKNOWN, "no chain node answers, it is tried again: " + e.getMessage());
        }
    }

    private Standing carryOn()
            throws DeskException, KeyException, StoreException, RpcException, BusyException, InterruptedException {
        List<Wish> all = desk.signing().wishes().read();
        Wish wish = BondingDesk.wish(all, plan.machine());
        Set<String> roomsTaken = WishBook.taken(all, wish);
        BondingState state = desk.state(wish);
        if (!plan.genesis().equals(desk.signing().client().genesis().toString())) {
            return new Standing(State.VOID, "it was made for another chain");
        }
        if (!plan.wish().equals(BondingPlan.wordOf(wish, state.controller()))) {
            return new Standing(State.VOID, "the wish has been changed since");
        }
        // Seen without the controller's key: whoever holds the stash may take days.
        if (NextStep.of(state, wish, roomsTaken) instanceof Step.SetController step) {
            return askStash(step, state);
        }
        return desk.signing().sign(wish.controller(), (writer, key) -> {
            var saga = new BondingSaga(
                    desk.signing().client(), desk.signing().intents(), desk.machineSigner(), SagaListener.NONE, plan);
            return standing(wish, saga.run(wish, writer, key, Optional.empty(), roomsTaken));
        });
    }

    private Standing askStash(Step.SetController step, BondingState state) throws RpcException {
        var client = desk.signing().client();
        var calls = new OwnerCalls(client.runtimeAfter(state.block().hash()).metadata());
        var unsigned = UnsignedExtrinsic.of(
                client,
                calls.setController(step.controller()),
                step.stash(),
                state.block(),
                state.stashBalance().nonce());
        if (!stashWasAsked) {
            stashWasAsked = true;
            new StepTeller(desk.signing().journal(), desk.signing().actor())
                    .planned(
                            NameBasedId.of(unsigned.signer(), unsigned.callHash()),
                            machine(),
                            step.id(),
                            unsigned.signer(),
                            "the stash has to sign it, in its own wallet");
        }
        return Standing.awaitingStash(unsigned);
    }

    private static Standing standing(Wish wish, Ending ending) {
        if (ending instanceof Ending.Failed failed) {
            return Standing.of(failed.intent().outcome().orElseThrow());
        }
        String words =
                BondText.endingInWords(BondText.ending(wish, ending)).strip().replaceAll("\\R", " ");
        if (ending instanceof Ending.Reached reached) {
            Step step = reached.step();
            if (step instanceof Step.Wait || step instanceof Step.Done) {
                return new Standing(State.DONE, words);
            }
            return new Standing(step instanceof Step.Lacking ? State.NOT_SENT : State.VOID, words);
        }
        return new Standing(State.VOID, words);
    }

    @Override
    public void onAsked() throws StoreException {
        desk.plans().put(kept().askedFor());
    }

    @Override
    public void onAttempted(Standing standing) throws StoreException {
        if (again(standing).isEmpty()) {
            desk.plans().put(kept().ended(standing.state().name().toLowerCase(Locale.ROOT), standing.inWords()));
        }
    }

    /** A stash takes its time; and what was sent has an outcome some day, which the next step waits for. */
    @Override
    public Optional<Duration> again(Standing standing) {
        return switch (standing.state()) {
            case AWAITS_STASH -> Optional.of(STASH_LOOK);
            case UNKNOWN -> Optional.of(RETRY);
            default -> Optional.empty();
        };
    }

    private KeptPlan kept() throws StoreException {
        return desk.plans()
                .find(plan.id())
                .orElseThrow(() -> new StoreException("plan %s is not on disk any more".formatted(plan.id())));
    }

    private static State state(String word) {
        return State.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
