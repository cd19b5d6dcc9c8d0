package io.dbcpool.substrate.submit;

import io.dbcpool.substrate.block.Block;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.chain.BlockView;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.extrinsic.SignedExtrinsic;
import io.dbcpool.substrate.heads.HeadChange;
import io.dbcpool.substrate.heads.HeadStream;
import io.dbcpool.substrate.rpc.RpcException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One extrinsic, sent and looked for. For one thread, once. */
final class Pursuit {

    /** How often the node in use and its pool's words are looked at while no block comes. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final ChainClient client;
    private final SignedExtrinsic extrinsic;
    private final Consumer<Stage> listener;
    private final HeadStream heads;
    private final Dispatch dispatch;

    /** Told by the stream, and not looked through yet: what fails in between is tried again from here. */
    private final Deque<Sight> sights = new ArrayDeque<>();

    private final BlockRef since;
    private boolean begun;

    /** With the next block: a pool that was full has room then. */
    private boolean sendAgain;

    private Submission submission;
    private @Nullable SubmitOutcome outcome;

    private enum Kind {
        DROPPED,
        ADDED,
        FINALIZED
    }

    private record Sight(Kind kind, BlockRef block) {}

    Pursuit(ChainClient client, SignedExtrinsic extrinsic, BlockRef since, Consumer<Stage> listener) {
        this.client = client;
        this.extrinsic = extrinsic;
        this.listener = listener;
        this.since = since;
        this.heads = client.follow(since);
        this.dispatch = new Dispatch(client.endpoints(), extrinsic);
        this.submission = Submission.of(extrinsic, false);
    }

    SubmitOutcome submit(Duration patience) {
        return pursue(patience, true);
    }

    SubmitOutcome follow(Duration patience) {
        submission = Submission.of(extrinsic, true);
        return pursue(patience, false);
    }

    private SubmitOutcome pursue(Duration patience, boolean sending) {
        long until = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < until && !Thread.currentThread().isInterrupted()) {
            boolean nobodyHasIt = !submission.mayBeOut();
            if (sending && submission.inBest().isEmpty() && dispatch.isDue(nobodyHasIt)) {
                dispatch.send(nobodyHasIt).ifPresent(this::onSent);
            }
            dispatch.signs().forEach(this::onSign);
            try {
                lookOn();
            } catch (RpcException later) {
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            }
            SubmitOutcome known = outcome;
            if (known != null) {
                return known;
            }
        }
        return submission.givenUp();
    }

    private void onSent(Stage stage) {
        take(stage instanceof Stage.NotTaken notTaken ? submission.onNotTaken(notTaken) : submission.onSent(stage));
    }

    private void onSign(PoolSign sign) {
        switch (sign) {
            case IN_BLOCK, RETRACTED, FINALIZED, FINALITY_TIMEOUT -> {
                // Blocks are looked through here, by ourselves.
            }
            case DROPPED -> {
                sendAgain = true;
                listener.accept(new Stage.PoolSays(sign));
            }
            default -> listener.accept(new Stage.PoolSays(sign));
        }
    }

    private void lookOn() throws RpcException {
        if (!begun) {
            take(submission.onBeginning(since, nonceAfter(since)));
            begun = true;
            return;
        }
        if (sights.isEmpty()) {
            Optional<HeadChange> change = heads.next(LOOK_EVERY);
            if (change.isEmpty()) {
                take(submission.onCaughtUp());
                return;
            }
            if (sendAgain) {
                sendAgain = false;
                dispatch.again();
            }
            change.get().dropped().forEach(block -> sights.add(new Sight(Kind.DROPPED, block)));
            change.get().added().stream().map(Header::ref).forEach(block -> sights.add(new Sight(Kind.ADDED, block)));
            change.get().finalized().stream()
                    .map(Header::ref)
                    .forEach(block -> sights.add(new Sight(Kind.FINALIZED, block)));
        }
        while (!sights.isEmpty() && outcome == null) {
            take(see(sights.element()));
            sights.remove();
        }
    }

    private Submission.Step see(Sight sight) throws RpcException {
        BlockRef block = sight.block();
        if (sight.kind() == Kind.DROPPED) {
            return submission.onDropped(block);
        }
        Optional<Inclusion> inclusion = find(block);
        if (sight.kind() == Kind.ADDED) {
            return submission.onAdded(block, inclusion);
        }
        OptionalLong nonce = inclusion.isPresent() ? OptionalLong.empty() : nonceAfter(block);
        return submission.onFinalized(block, inclusion, nonce);
    }

    private Optional<Inclusion> find(BlockRef block) throws RpcException {
        Optional<Inclusion> known = submission.inBest().filter(in -> in.block().equals(block));
        if (known.isPresent()) {
            return known;
        }
        Block body = client.block(block.hash());
        OptionalInt index = body.findExtrinsic(extrinsic.hash());
        if (index.isEmpty()) {
            return Optional.empty();
        }
        BlockView view = client.at(block.hash());
        return Optional.of(Inclusion.of(view.metadata(), block, index.getAsInt(), view.events()));
    }

    private OptionalLong nonceAfter(BlockRef block) throws RpcException {
        return client.at(block.hash()).findNonce(extrinsic.signer());
    }

    private void take(Submission.Step step) {
        submission = step.next();
        step.stage().ifPresent(listener);
        step.outcome().ifPresent(ended -> outcome = ended);
    }
}
