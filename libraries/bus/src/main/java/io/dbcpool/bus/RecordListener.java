package io.dbcpool.bus;

/** Who is told of a follower's records. */
@FunctionalInterface
public interface RecordListener {

    /**
     * Called on the follower's thread, one record at a time; what takes long delays the records behind it. An exception
     * is logged, and the next record comes all the same.
     */
    void onRecord(Followed record);
}
