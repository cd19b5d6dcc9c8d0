package io.dbcpool.history;

import io.dbcpool.events.BondingStep;
import io.dbcpool.events.BondingStep.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * No intent is carried out twice: of all extrinsics that were signed for it, at most one is ever finalized with its
 * effect. One that the runtime refused has none, and may be signed anew.
 */
final class MoneyMovesOnce implements Invariant {

    @Override
    public List<String> findViolations(History history) {
        var violations = new ArrayList<String>();
        Map<String, String> carriedOut = new HashMap<>();
        for (BondingStep step : history.list(BondingStep.class)) {
            if (step.state() != State.FINALIZED || step.extrinsicHash().isEmpty()) {
                continue;
            }
            String extrinsic = step.extrinsicHash().get();
            var before = carriedOut.putIfAbsent(step.intentId(), extrinsic);
            if (before != null && !before.equals(extrinsic)) {
                violations.add("intent %s, %s, is carried out twice: by extrinsic %s and by %s"
                        .formatted(step.intentId(), step.step(), before, extrinsic));
            }
        }
        return violations;
    }
}
