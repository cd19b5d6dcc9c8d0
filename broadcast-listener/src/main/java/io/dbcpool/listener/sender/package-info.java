/**
 * Who speaks about a machine, and how much anybody may say. Start with
 * {@link io.dbcpool.listener.sender.MachineSender}; {@code MachineSenderTest} is the table of what happens when.
 * Nothing here does I/O or looks at a clock.
 */
@NullMarked
package io.dbcpool.listener.sender;

import org.jspecify.annotations.NullMarked;
