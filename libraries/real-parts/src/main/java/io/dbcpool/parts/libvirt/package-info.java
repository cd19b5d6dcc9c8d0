/**
 * Real libvirt and QEMU on this machine, without systemd. Start with {@link io.dbcpool.parts.libvirt.LoopbackLibvirtd},
 * which starts a libvirtd of our own on loopback, and {@link io.dbcpool.parts.libvirt.QemuDomain}, a domain of our own
 * making that removes itself and nothing else.
 */
@NullMarked
package io.dbcpool.parts.libvirt;

import org.jspecify.annotations.NullMarked;
