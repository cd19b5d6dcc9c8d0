/**
 * A host in a file: what was asked of it and what it answered. Start with {@link io.dbcpool.host.record.RecordFile}. It
 * holds no secret, because no answer does; it does hold addresses and names of the host.
 */
@NullMarked
package io.dbcpool.host.record;

import org.jspecify.annotations.NullMarked;
