/** What the listener keeps for its next process beside the outbox. */
@NullMarked
package io.dbcpool.listener.file;

import org.jspecify.annotations.NullMarked;
