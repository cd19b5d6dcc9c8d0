/**
 * What has been told and is not in Kafka yet. Start with {@link io.dbcpool.bus.outbox.Outbox};
 * {@code OutboxContractTest} is what each of them promises. {@link io.dbcpool.bus.outbox.MvStoreOutbox} is the one that
 * services use: memory for the caller, disk for the next process.
 */
@NullMarked
package io.dbcpool.bus.outbox;

import org.jspecify.annotations.NullMarked;
