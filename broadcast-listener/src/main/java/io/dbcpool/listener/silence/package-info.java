/**
 * Dead is not idle: when a machine's DBC node has not been heard for too long. Start with
 * {@link io.dbcpool.listener.silence.NodeSilence}.
 */
@NullMarked
package io.dbcpool.listener.silence;

import org.jspecify.annotations.NullMarked;
