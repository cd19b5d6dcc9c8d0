package io.dbcpool.history;

import io.dbcpool.history.ReceiptProof.SignatureCheck;
import java.util.List;

/**
 * Checks one run's records against the invariants of the design. What records cannot tell is not here: whether a domain
 * was touched that nobody told of, or whether a silent source raised its alert half an hour later.
 */
public final class HistoryChecker {

    private HistoryChecker() {}

    /**
     * @param told all records of all topics, in any order between partitions, in order within each
     * @return each violation in a sentence; none when all is well
     */
    public static List<String> findViolations(List<Told> told) {
        return findViolations(told, SignatureCheck.ED25519);
    }

    /** The same of receipts that are signed in another way. */
    public static List<String> findViolations(List<Told> told, SignatureCheck signatures) {
        var history = new History(told);
        return invariants(signatures).stream()
                .flatMap(invariant -> invariant.findViolations(history).stream())
                .toList();
    }

    private static List<Invariant> invariants(SignatureCheck signatures) {
        return List.of(
                new DeadlineIsKept(),
                new DeadlineNeverMovesLater(),
                new RentersAreNotTouched(),
                new NothingIsLost(),
                new VacatesDoNotOverlap(),
                new MoneyMovesOnce(),
                new ReceiptsAreChained(signatures));
    }
}
