package io.dbcpool.history;

import java.util.List;

/** One law of the design, as far as records can tell. */
interface Invariant {

    /** Each violation in a sentence with its ids; none when the law was kept. */
    List<String> findViolations(History history);
}
