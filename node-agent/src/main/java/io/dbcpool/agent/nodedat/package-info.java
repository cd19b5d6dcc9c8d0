/** Reads the DBC node's {@code node.dat} on this host, for as long as one question takes. */
@NullMarked
package io.dbcpool.agent.nodedat;

import org.jspecify.annotations.NullMarked;
