package io.dbcpool.substrate.endpoints;

import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.rpc.Endpoint;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a node is, for people and for metrics.
 *
 * @param inUse whether questions go to it
 * @param head its best block
 * @param headAge how long ago it announced that
 * @param finalized the last finalized block that it announced
 * @param specVersion of its runtime
 * @param reason why it is not usable, in words; empty if it is
 */
public record EndpointHealth(
        Endpoint endpoint,
        Standing standing,
        boolean inUse,
        Optional<BlockRef> head,
        Optional<Duration> headAge,
        Optional<BlockRef> finalized,
        OptionalInt specVersion,
        String reason) {}
