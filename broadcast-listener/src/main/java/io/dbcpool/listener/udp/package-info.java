/** The sockets of the service. Start with {@link io.dbcpool.listener.udp.UdpSockets}. */
@NullMarked
package io.dbcpool.listener.udp;

import org.jspecify.annotations.NullMarked;
