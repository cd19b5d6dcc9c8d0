package io.dbcpool.bonding.saga;

import io.dbcpool.bonding.intent.Intent;
import io.dbcpool.bonding.step.Step;

/** Hears how a wish is carried out. */
public interface SagaListener {

    /** Told once for each: what the stash has to sign by itself. */
    void onStashMustSign(Step.SetController step, UnsignedExtrinsic unsigned);

    /** Before it is signed. */
    void onStep(Step.Send step);

    /** With its outcome. */
    void onEnded(Intent intent);

    /** Tells nobody. */
    SagaListener NONE = new SagaListener() {
        @Override
        public void onStashMustSign(Step.SetController step, UnsignedExtrinsic unsigned) {}

        @Override
        public void onStep(Step.Send step) {}

        @Override
        public void onEnded(Intent intent) {}
    };
}
