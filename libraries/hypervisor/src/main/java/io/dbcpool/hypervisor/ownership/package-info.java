/**
 * Whose a domain is. Start with {@link io.dbcpool.hypervisor.ownership.OwnDomains#classify}; {@code OwnDomainsTest} is
 * the table of what makes whose. Nothing here does I/O.
 *
 * <p>Being wrong in one direction stops somebody who paid, so whatever looks like a renter's is never the owner's, even
 * if the operator listed it.
 */
@NullMarked
package io.dbcpool.hypervisor.ownership;

import org.jspecify.annotations.NullMarked;
