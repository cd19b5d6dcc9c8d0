package io.dbcpool.bonding.saga;

import io.dbcpool.bonding.step.Step;
import java.util.Optional;

/** How far a wish may be carried: asked before each step is signed. */
@FunctionalInterface
public interface SagaLimit {

    /** As far as it goes. */
    SagaLimit NONE = next -> Optional.empty();

    /** Why a step may not be signed; empty if it may. */
    Optional<String> findObjection(Step.Send next);
}
