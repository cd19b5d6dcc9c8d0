package io.dbcpool.hypervisor.ownership;

/** Whose a domain is. Only an {@link #OWNER}'s may ever be stopped. */
public enum Ownership {
    /** On the operator's list, or carrying our mark, and nothing speaks against it. */
    OWNER,
    /** It looks like a domain that a DBC node made for a renter. */
    RENTER,
    /**
     * Made to verify the machine: the committee's {@code vm_check_*}, or the {@code domain_test} of DBC's
     * {@code check_env}. Nobody rents, but it needs the GPUs all the same.
     */
    VERIFIER,
    /** Neither the owner's nor, as far as its definition says, DBC's. */
    UNKNOWN
}
