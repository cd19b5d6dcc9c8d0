package io.dbcpool.history;

import java.util.List;

/**
 * Checks one run's records against the invariants of the design. What records cannot tell is not here: whether a domain
 * was touched that nobody told of, or whether a silent source raised its alert half an hour later.
 */
public final class HistoryChecker {

    private static final List<Invariant> INVARIANTS = List.of(
            new DeadlineIsKept(),
            new DeadlineNeverMovesLater(),
            new RentersAreNotTouched(),
            new NothingIsLost(),
            new VacatesDoNotOverlap(),
            new ReceiptsAreChained());

    private HistoryChecker() {}

    /**
     * @param told all records of all topics, in any order between partitions, in order within each
     * @return each violation in a sentence; none when all is well
     */
    public static List<String> findViolations(List<Told> told) {
        var history = new History(told);
        return INVARIANTS.stream()
                .flatMap(invariant -> invariant.findViolations(history).stream())
                .toList();
    }
}
