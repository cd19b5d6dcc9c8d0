package io.dbcpool.watcher.simulation;

/** How much befalls the machine at once. */
enum Weather {
    /** Up to four faults, of which most are about a rental, in a quarter of an hour or more. */
    CHANGEABLE,
    /** Four to eight, about one moment: what takes three at once is found a hundred times as soon. */
    STORMY;

    /** Of a run: {@code -Ddbcpool.storm=true}. */
    static final Weather OF_RUN = Boolean.getBoolean("dbcpool.storm") ? STORMY : CHANGEABLE;
}
