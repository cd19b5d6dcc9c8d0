/**
 * The hypervisor port over libvirt. Start with {@link io.dbcpool.hypervisor.libvirt.LibvirtHypervisor}; it hears
 * through one {@link io.dbcpool.hypervisor.libvirt.EventConnection} and asks through
 * {@link io.dbcpool.hypervisor.libvirt.DomainCalls}.
 *
 * <p>What libvirt demands of us, each learnt from a failure: its event loop runs before the first connection opens; a
 * callback may come on any thread that is inside libvirt, so it only hands over; after a reconnect every callback is
 * registered anew; a handle is freed, else the connection never closes; a daemon that is frozen answers nothing; one
 * connection may have five unanswered calls, so that calls that hang make others hang; and a daemon that waits for the
 * end of a QEMU that hangs answers nothing about it, nor a list of all.
 */
@NullMarked
package io.dbcpool.hypervisor.libvirt;

import org.jspecify.annotations.NullMarked;
