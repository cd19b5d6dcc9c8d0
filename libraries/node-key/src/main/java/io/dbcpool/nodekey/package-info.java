/**
 * The DBC node's own key. Start with {@link io.dbcpool.nodekey.NodeDat}, which reads it, and
 * {@link io.dbcpool.nodekey.MachineKey}, which holds it: a machine's identity, that can be lent to nobody and signs
 * exactly one kind of message, {@link io.dbcpool.nodekey.BondingMessage}. The key is never printed and leaves the
 * process only encrypted.
 */
@NullMarked
package io.dbcpool.nodekey;

import org.jspecify.annotations.NullMarked;
