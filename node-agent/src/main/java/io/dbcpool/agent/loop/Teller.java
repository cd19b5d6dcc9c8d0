package io.dbcpool.agent.loop;

import io.dbcpool.events.Alert;
import io.dbcpool.events.NodeReadiness;
import io.dbcpool.events.NodeRental;

/** Tells the pool. Neither waits for it nor throws where it cannot be reached. */
public interface Teller {

    /** Telling the same change again is harmless: it is recognised as the same. */
    void tell(NodeRental rental);

    void tell(NodeReadiness readiness);

    void tell(Alert alert);
}
