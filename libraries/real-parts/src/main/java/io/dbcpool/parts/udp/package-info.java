/**
 * What others may send to a pool's broadcast port, on loopback only. Start with
 * {@link io.dbcpool.parts.udp.DatagramFlood}.
 */
@NullMarked
package io.dbcpool.parts.udp;

import org.jspecify.annotations.NullMarked;
