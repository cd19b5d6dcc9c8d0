package io.dbcpool.bonding.saga;

import io.dbcpool.bonding.intent.Intent;
import io.dbcpool.bonding.step.Step;

/** How far a wish was carried. */
public sealed interface Ending {

    /** There is nothing more to sign for now: it waits, lacks money, is stuck, is done, or its stash has to sign. */
    record Reached(Step step) implements Ending {}

    /** A step was not carried out. */
    record Failed(Intent intent) implements Ending {}

    /** The next step was not signed: it is beyond what may be done. */
    record Beyond(Step.Send step, String why) implements Ending {}
}
