package io.dbcpool.host.setup;

/**
 * What only a person may do, or can.
 *
 * @param check the check that is wrong, by its id
 */
public record HandWork(String check, String what) {}
