package io.dbcpool.watcher.vacate;

/** How badly a vacate is running late, in rising order. Each is raised once. */
public enum Alarm {
    NONE,
    /** Two seconds are left. */
    NEAR_MISS,
    /** The deadline has passed with the devices still held: the machine is BROKEN until they are free. */
    BREACH,
    /** The DBC node is about to kill every domain on the host, renters' too. */
    COLLATERAL,
    /** Nobody waits any longer: the receipt says that it failed. */
    GIVEN_UP
}
