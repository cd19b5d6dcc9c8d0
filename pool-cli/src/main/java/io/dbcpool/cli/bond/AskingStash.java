package io.dbcpool.cli.bond;

import io.dbcpool.bonding.intent.Intent;
import io.dbcpool.bonding.intent.StepJournal;
import io.dbcpool.bonding.intent.StepTeller;
import io.dbcpool.bonding.saga.SagaListener;
import io.dbcpool.bonding.saga.UnsignedExtrinsic;
import io.dbcpool.bonding.step.Step;
import io.dbcpool.bonding.wish.Wish;
import io.dbcpool.cli.chain.ChainAccess;
import io.dbcpool.events.NameBasedId;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.rpc.RpcException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/** Shows what the stash has to sign in its own wallet, and waits until the chain has it. */
final class AskingStash implements SagaListener {

    private static final Duration LOOK = Duration.ofSeconds(6);

    private final PrintStream out;
    private final StepJournal journal;
    private final Wish wish;
    private boolean shown;

    AskingStash(PrintStream out, StepJournal journal, Wish wish) {
        this.out = out;
        this.journal = journal;
        this.wish = wish;
    }

    @Override
    public void onStashMustSign(Step.SetController step, UnsignedExtrinsic unsigned) {
        if (shown) {
            return;
        }
        shown = true;
        new StepTeller(journal, ChainAccess.actor())
                .planned(
                        NameBasedId.of(unsigned.signer(), unsigned.callHash()),
                        Optional.of(wish.machine()),
                        step.id(),
                        unsigned.signer(),
                        "the stash has to sign it, in its own wallet");
        out.printf("""
                  The stash %s has to sign this in its own wallet (hardware, multisig, proxy):
                    call data  %s
                    call hash  %s
                    payload    %s
                  In a wallet: Developer, Extrinsics, Decode, paste the call data; check that it says OnlineProfile.set_controller.
                  A multisig approves the call hash; the last of its members gives the call data. The payload is good for 6 minutes.
                """, unsigned.signer(), unsigned.callData(), unsigned.callHash(), unsigned.payload());
    }

    /** Until the chain has a new finalized block, or some seconds. */
    void awaitStash(ChainClient client) throws RpcException {
        var heads = client.heads();
        client.awaitHeads(heads.version(), LOOK);
    }

    @Override
    public void onStep(Step.Send step) {}

    @Override
    public void onEnded(Intent intent) {}
}
