package io.dbcpool.events;

import java.time.Instant;

/**
 * A record as a CloudEvent: what happened, and the four things that go into its headers.
 *
 * @param id {@code ce_id}: the same for the same happening, however often it is published, so that readers can drop
 *     repeats
 * @param source {@code ce_source}: who says so, {@code /dbcpool/<pool>/<service>/<host>}
 * @param time {@code ce_time}: when it happened
 */
public record Envelope(String id, String source, Instant time, PoolEvent event) {}
