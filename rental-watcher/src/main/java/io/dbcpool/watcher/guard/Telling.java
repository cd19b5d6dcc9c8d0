package io.dbcpool.watcher.guard;

import java.util.List;

/**
 * What is told of a domain that is being stopped: of one that makes room for a renter all, of a drill what it measured.
 */
interface Telling {

    /** Of a vacate: its steps, its alarms, its receipt. */
    Telling ALL = List::of;

    /** @param told an alert, a record, a figure or a receipt of a vacate */
    List<Effect> of(Effect told);
}
