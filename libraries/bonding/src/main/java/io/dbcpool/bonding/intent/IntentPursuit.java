package io.dbcpool.bonding.intent;

import io.dbcpool.chain.error.Refusal;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.submit.SubmitOutcome;
import io.dbcpool.substrate.submit.Submitter;
import java.time.Duration;
import java.util.Optional;

/** Sends one intent, and looks for each of its versions. For one thread, once. */
final class IntentPursuit {

    /** Those before the newest are looked for in blocks that are final already. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(1);

    private final Submitter submitter;
    private final StepTeller teller;
    private final Patience patience;
    private final long until;

    IntentPursuit(ChainClient client, StepTeller teller, Patience patience) {
        this.submitter = new Submitter(client);
        this.teller = teller;
        this.patience = patience;
        this.until = System.nanoTime() + patience.outcome().toNanos();
    }

    boolean isOutOfTime() {
        return System.nanoTime() >= until;
    }

    /** Empty if there is no outcome yet, and the newest version stands in no block. */
    Optional<Outcome> look(Intent intent) {
        boolean mayReplace = intent.versions().size() <= patience.mostReplacements();
        var stage = teller.stages(intent);
        while (!isOutOfTime()) {
            Duration left = Duration.ofNanos(Math.max(1, until - System.nanoTime()));
            Duration now = mayReplace && patience.replaceAfter().compareTo(left) < 0 ? patience.replaceAfter() : left;
            SubmitOutcome outcome = submitter.submit(intent.newest().extrinsic(), intent.since(), now, stage);
            if (outcome instanceof SubmitOutcome.NeverIncluded never) {
                return Optional.of(beforeThat(intent)
                        .orElseGet(() -> new Outcome.Never(never.reason().name(), never.detail())));
            }
            Optional<Outcome> known = known(intent.newest(), outcome);
            if (known.isPresent()) {
                return known;
            }
            if (!stage.isInBlock()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whether one of the versions before the newest got in: the nonce lets only one of them through. */
    private Optional<Outcome> beforeThat(Intent intent) {
        for (int i = intent.versions().size() - 2; i >= 0; i--) {
            Intent.Version version = intent.versions().get(i);
            Optional<Outcome> known = known(
                    version, submitter.follow(version.extrinsic(), intent.since(), LOOK_BACK, teller.stages(intent)));
            if (known.isPresent()) {
                return known;
            }
        }
        return Optional.empty();
    }

    private static Optional<Outcome> known(Intent.Version version, SubmitOutcome outcome) {
        String hash = version.extrinsic().hash().toString();
        if (outcome instanceof SubmitOutcome.Finalized done) {
            return Optional.of(new Outcome.Done(done.inclusion().block(), hash));
        }
        if (outcome instanceof SubmitOutcome.Failed failed) {
            Refusal refusal = Refusal.of(failed.error());
            return Optional.of(new Outcome.Refused(
                    failed.inclusion().block(),
                    hash,
                    refusal.pallet() + "." + refusal.error(),
                    refusal.inWords(),
                    refusal.nextStep()));
        }
        return Optional.empty();
    }
}
