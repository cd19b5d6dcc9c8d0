package io.dbcpool.bonding.intent;

import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.events.BondingStep;
import io.dbcpool.events.BondingStep.State;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.submit.Stage;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/** Puts what happens to intents into the words of {@code dbc.bonding}. */
public final class StepTeller {

    private final StepJournal journal;
    private final String actor;

    /** @param actor {@code pool-cli/gpu-host-1} */
    public StepTeller(StepJournal journal, String actor) {
        this.journal = journal;
        this.actor = actor;
    }

    /** Somebody else has to sign it. */
    public void planned(String intentId, Optional<MachineId> machine, String step, String signer, String inWords) {
        journal.record(new BondingStep(
                machine,
                intentId,
                step,
                State.PLANNED,
                signer,
                actor,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                inWords,
                Optional.empty(),
                Optional.empty(),
                now()));
    }

    void signed(Intent intent, String inWords) {
        tell(intent, State.SIGNED, Optional.empty(), inWords, Optional.empty(), Optional.empty());
    }

    void unknown(Intent intent) {
        tell(
                intent,
                State.UNKNOWN,
                Optional.empty(),
                "not waited for any longer; it is looked for before anything else is signed",
                Optional.empty(),
                Optional.empty());
    }

    void ended(Intent intent) {
        Outcome outcome = intent.outcome().orElseThrow();
        if (outcome instanceof Outcome.Done done) {
            tell(
                    intent,
                    State.FINALIZED,
                    Optional.of(done.block()),
                    "done, in block %d".formatted(done.block().number()),
                    Optional.empty(),
                    Optional.empty());
        } else if (outcome instanceof Outcome.Refused refused) {
            tell(
                    intent,
                    State.FAILED,
                    Optional.of(refused.block()),
                    refused.inWords(),
                    Optional.of(refused.error()),
                    Optional.of(refused.nextStep()).filter(next -> !next.isEmpty()));
        } else if (outcome instanceof Outcome.Never never) {
            tell(
                    intent,
                    State.FAILED,
                    Optional.empty(),
                    "it got into no block, and cannot any more: %s".formatted(never.detail()),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    Stages stages(Intent intent) {
        return new Stages(intent);
    }

    /** Hears of an extrinsic's way. */
    final class Stages implements Consumer<Stage> {

        private final Intent intent;
        private boolean sent;
        private boolean inBlock;

        private Stages(Intent intent) {
            this.intent = intent;
        }

        boolean isInBlock() {
            return inBlock;
        }

        @Override
        public void accept(Stage stage) {
            if (stage instanceof Stage.Sent && !sent) {
                sent = true;
                tell(intent, State.SUBMITTED, Optional.empty(), "a node has it", Optional.empty(), Optional.empty());
            } else if (stage instanceof Stage.InBestBlock in) {
                inBlock = true;
                BlockRef block = in.inclusion().block();
                tell(
                        intent,
                        State.IN_BLOCK,
                        Optional.of(block),
                        "it stands in block %d, which is not final yet".formatted(block.number()),
                        Optional.empty(),
                        Optional.empty());
            } else if (stage instanceof Stage.Retracted retracted) {
                inBlock = false;
                tell(
                        intent,
                        State.RETRACTED,
                        Optional.of(retracted.from()),
                        "block %d was dropped; it waits for another"
                                .formatted(retracted.from().number()),
                        Optional.empty(),
                        Optional.empty());
            }
        }
    }

    private void tell(
            Intent intent,
            State state,
            Optional<BlockRef> block,
            String inWords,
            Optional<String> error,
            Optional<String> nextStep) {
        journal.record(new BondingStep(
                intent.machine(),
                intent.id(),
                intent.step(),
                state,
                intent.signer().toSs58(DbcRuntime.SS58_PREFIX),
                actor,
                Optional.of(intent.nonce()),
                Optional.of(intent.newest().extrinsic().hash().toString()),
                block.map(BlockRef::number).map(BlockNumber::new),
                block.map(BlockRef::hash).map(Object::toString),
                inWords,
                error,
                nextStep,
                now()));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
