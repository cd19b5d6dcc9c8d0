/**
 * What runs on a host, whose it is, stop it, tell me when it changes. Start with
 * {@link io.dbcpool.hypervisor.Hypervisor}, the port; {@code HypervisorContract} in the tests is what every
 * implementation has to keep, the scripted fake in {@code testing} included. {@link io.dbcpool.hypervisor.ownership}
 * tells an owner's domain from a renter's.
 */
@NullMarked
package io.dbcpool.hypervisor;

import org.jspecify.annotations.NullMarked;
