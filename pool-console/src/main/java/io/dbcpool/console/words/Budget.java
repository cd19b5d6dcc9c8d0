package io.dbcpool.console.words;

import io.dbcpool.configuration.PoolConfig;

/** The ladder by which the owner's domains are stopped, in milliseconds from the first signal. */
public record Budget(long softMillis, long termMillis, long deadlineMillis) {

    public static Budget of(PoolConfig.Watcher watcher) {
        return new Budget(
                watcher.soft().toMillis(),
                watcher.term().toMillis(),
                watcher.deadline().toMillis());
    }

    /** Where the bar has its marks, in hundredths of its width. */
    public long softPercent() {
        return softMillis * 100 / deadlineMillis;
    }

    public long termPercent() {
        return termMillis * 100 / deadlineMillis;
    }
}
