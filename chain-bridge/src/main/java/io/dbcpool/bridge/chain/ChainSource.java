package io.dbcpool.bridge.chain;

import io.dbcpool.bridge.follow.ChainFollowing;
import io.dbcpool.chain.follow.FollowerStatus;
import io.dbcpool.chain.follow.FollowerStatus.BlockAt;
import io.dbcpool.substrate.endpoints.EndpointHealth;
import io.dbcpool.substrate.endpoints.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the pool hears of rentals from the chain. Endpoints are told by their place in {@code pool.chain.endpoints}:
 * the address of a paid one may hold a key.
 *
 * @param configured whether {@code pool.yaml} names chain nodes
 * @param following whether this service follows them at the moment
 * @param why what that means, in words
 * @param best the last block that was told
 * @param finalized the last finalized block that was told
 * @param waitingBlocks known and not told yet
 * @param unreadBlocks left out since the start, because no node gave their state
 */
public record ChainSource(
        boolean configured,
        boolean following,
        String why,
        Optional<Block> best,
        Optional<Block> finalized,
        int waitingBlocks,
        long unreadBlocks,
        List<Node> endpoints) {

    /** Ten blocks: a chain that makes none for that long, or a node that tells of none. */
    public static final Duration STALE = Duration.ofMinutes(1);

    public ChainSource {
        endpoints = List.copyOf(endpoints);
    }

    /** @param ageMillis how long ago it was made, by its own time */
    public record Block(long number, String hash, Instant time, long ageMillis) {}

    /** @param number its place in {@code pool.chain.endpoints}, from 1 */
    public record Node(int number, String standing, boolean inUse, Optional<Long> head, String reason) {}

    /** No chain is configured. */
    public static ChainSource none() {
        return new ChainSource(
                false,
                false,
                "no chain is configured (pool.chain.endpoints is absent or empty): rentals are heard from "
                        + "broadcasts and hypervisors only, and no owner's domain starts by itself",
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                List.of());
    }

    public static ChainSource of(ChainFollowing following, Instant now) {
        return of(following.status(), following.endpoints(), now);
    }

    static ChainSource of(FollowerStatus status, List<EndpointHealth> endpoints, Instant now) {
        Optional<Block> best = status.best().map(block -> block(block, now));
        boolean isStale =
                best.filter(block -> block.ageMillis() > STALE.toMillis()).isPresent();
        String why = status.trouble();
        if (why.isEmpty() && isStale) {
            why = "the last block is %d s old".formatted(best.orElseThrow().ageMillis() / 1_000);
        }
        return new ChainSource(
                true,
                why.isEmpty(),
                why.isEmpty() ? "rentals are told as blocks have them" : why + "; " + LESS,
                best,
                status.finalized().map(block -> block(block, now)),
                status.waiting(),
                status.unreadBlocks(),
                nodes(endpoints));
    }

    private static final String LESS = "rentals are heard from broadcasts and hypervisors only";

    /** Whether a node contradicts the others, or has lied: then one of them is not to be trusted. */
    public static boolean disagrees(EndpointHealth node) {
        return node.standing() == Standing.DROPPED || node.standing() == Standing.OTHER_RUNTIME;
    }

    private static List<Node> nodes(List<EndpointHealth> endpoints) {
        List<Node> nodes = new ArrayList<>();
        for (EndpointHealth node : endpoints) {
            nodes.add(new Node(
                    nodes.size() + 1,
                    node.standing().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    node.inUse(),
                    node.head().map(head -> head.number()),
                    node.standing().inWords()));
        }
        return nodes;
    }

    private static Block block(BlockAt block, Instant now) {
        return new Block(
                block.block().number(),
                block.block().hash().toString(),
                block.time(),
                Math.max(0, Duration.between(block.time(), now).toMillis()));
    }
}
