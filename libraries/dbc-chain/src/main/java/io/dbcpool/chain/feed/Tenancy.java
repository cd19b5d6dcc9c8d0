package io.dbcpool.chain.feed;

/** What a block says of whether somebody else may use a machine. */
public enum Tenancy {
    /** Somebody has an order on it, or its status says rented at some nesting. */
    RENTED,
    /** It is on chain, has no order, and nobody may use it but its owner. */
    FREE,
    /** Nobody rents it, but a committee's verifier may use it, or what the chain says is not understood. */
    NOT_FREE,
    /** The chain does not know the machine. That is not free: the chain or the id may be the wrong one. */
    UNKNOWN
}
