package io.dbcpool.values;

/** What a DBC node's broadcast says of its machine: the field {@code status} on the wire. */
public enum Word {
    RENTING,
    EMPTY
}
