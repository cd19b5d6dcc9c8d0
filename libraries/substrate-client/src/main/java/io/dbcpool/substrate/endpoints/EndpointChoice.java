package io.dbcpool.substrate.endpoints;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which node is used: the one that was, as long as it is usable; then the first usable one in the operator's order.
 *
 * @param standings one for each node
 * @param inUse the place of the node to use; empty if none is usable
 */
record EndpointChoice(List<Standing> standings, OptionalInt inUse) {

    static EndpointChoice of(List<NodeView> nodes, OptionalInt before, long nowNanos, PoolPolicy policy) {
        Optional<NodeView> reference = reference(nodes);
        List<Standing> standings = new ArrayList<>();
        for (NodeView node : nodes) {
            standings.add(standing(node, reference, nowNanos, policy));
        }
        disownOtherRuntimes(nodes, standings, before);
        OptionalInt first = IntStream.range(0, nodes.size())
                .filter(i -> standings.get(i) == Standing.USABLE)
                .findFirst();
        boolean stay = before.isPresent() && standings.get(before.getAsInt()) == Standing.USABLE;
        return new EndpointChoice(List.copyOf(standings), stay ? before : first);
    }

    /**
     * The node that shows how far the chain is. Of three or more it is the second: a single one that invents a block
     * far ahead must not make all others look late.
     */
    private static Optional<NodeView> reference(List<NodeView> nodes) {
        List<NodeView> ahead = nodes.stream()
                .filter(node -> node.ready() && !node.syncing())
                .sorted(Comparator.comparing(NodeView::headNumber).reversed().thenComparing(NodeView::headAtNanos))
                .toList();
        return ahead.stream().skip(ahead.size() >= 3 ? 1 : 0).findFirst();
    }

    private static Standing standing(NodeView node, Optional<NodeView> reference, long nowNanos, PoolPolicy policy) {
        if (!node.ready() || node.head().isEmpty()) {
            return Standing.NOT_READY;
        }
        if (node.syncing()) {
            return Standing.SYNCING;
        }
        long lag = reference.map(NodeView::headNumber).orElse(-1L) - node.headNumber();
        long since = nowNanos - reference.map(NodeView::headAtNanos).orElse(nowNanos);
        boolean late = lag > 0 && since > policy.lagGrace().toNanos();
        return late || lag > policy.maxLagBlocks() ? Standing.BEHIND : Standing.USABLE;
    }

    /** Two nodes at one block must name one runtime. If they do not, the larger party is right, or the node in use. */
    private static void disownOtherRuntimes(List<NodeView> nodes, List<Standing> standings, OptionalInt before) {
        Map<Object, List<Integer>> atOneBlock = IntStream.range(0, nodes.size())
                .boxed()
                .filter(i -> standings.get(i) == Standing.USABLE
                        && nodes.get(i).specVersion().isPresent())
                .collect(Collectors.groupingBy(i -> nodes.get(i).head().orElseThrow()));
        for (List<Integer> sameBlock : atOneBlock.values()) {
            Map<Integer, List<Integer>> parties = sameBlock.stream()
                    .collect(Collectors.groupingBy(
                            i -> nodes.get(i).specVersion().getAsInt()));
            if (parties.size() > 1) {
                Function<List<Integer>, Integer> weight =
                        party -> 2 * party.size() + (before.isPresent() && party.contains(before.getAsInt()) ? 1 : 0);
                List<Integer> right = parties.values().stream()
                        .max(Comparator.comparing(weight).thenComparing(party -> -party.get(0)))
                        .orElseThrow();
                sameBlock.stream()
                        .filter(i -> !right.contains(i))
                        .forEach(i -> standings.set(i, Standing.OTHER_RUNTIME));
            }
        }
    }
}
