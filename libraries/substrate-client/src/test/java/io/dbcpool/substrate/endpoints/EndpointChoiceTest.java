package io.dbcpool.substrate.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.hash.Hash256;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointChoiceTest {

    private static final long NOW = Duration.ofHours(1).toNanos();
    private static final PoolPolicy POLICY = PoolPolicy.DEFAULT.withLagGrace(Duration.ofSeconds(2));

    /**
     * A node is {@code head@age in ms}, then {@code v} and the spec version, {@code s} for syncing; {@code -} is not
     * connected. In use is the node's place, or {@code -}.
     */
    @ParameterizedTest(name = "{0}, {1} in use: {2}, then {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "-                           | - | NOT_READY                 | -",
                "5@9000                      | - | USABLE                    | 0",
                "5@9000 5@9000               | - | USABLE USABLE             | 0",
                "5@9000 5@9000               | 1 | USABLE USABLE             | 1",
                "- 5@9000                    | 0 | NOT_READY USABLE          | 1",
                "5@9000s 5@9000              | 0 | SYNCING USABLE            | 1",
                // One behind: not before the grace is over, and then at once.
                "5@9000 6@2000               | 0 | USABLE USABLE             | 0",
                "5@9000 6@2001               | 0 | BEHIND USABLE             | 1",
                // More than two behind: at once.
                "5@9000 7@0                  | 0 | USABLE USABLE             | 0",
                "5@9000 8@0                  | 0 | BEHIND USABLE             | 1",
                // The chain stands still: all are as good as ever.
                "5@900000 5@900000           | 0 | USABLE USABLE             | 0",
                // A syncing node says nothing of how far the chain is.
                "5@9000 900@9000s            | 0 | USABLE SYNCING            | 0",
                // One that is alone far ahead does not make two others late.
                "5@9000 5@9000 900@9000      | 0 | USABLE USABLE USABLE      | 0",
                "5@9000 9@9000 900@9000      | 0 | BEHIND USABLE USABLE      | 1",
                // The runtime at one block.
                "5@0v400 5@0v401 5@0v401     | 0 | OTHER_RUNTIME USABLE USABLE | 1",
                "5@0v400 5@0v401             | 0 | USABLE OTHER_RUNTIME      | 0",
                "5@0v400 5@0v401             | 1 | OTHER_RUNTIME USABLE      | 1",
                "5@0v400 5@0v401             | - | USABLE OTHER_RUNTIME      | 0",
                "5@0v400 6@0v401             | 0 | USABLE USABLE             | 0",
                "5@0v400 5@0                 | 0 | USABLE USABLE             | 0"
            })
    void usesTheOneThatWasInUseElseTheFirstUsable(String nodes, String inUse, String standings, String then) {
        List<NodeView> views =
                Arrays.stream(nodes.split(" +")).map(EndpointChoiceTest::view).toList();
        EndpointChoice choice = EndpointChoice.of(views, place(inUse), NOW, POLICY);
        assertThat(choice.standings())
                .containsExactlyElementsOf(Arrays.stream(standings.split(" +"))
                        .map(Standing::valueOf)
                        .toList());
        assertThat(choice.inUse()).isEqualTo(place(then));
    }

    private static OptionalInt place(String text) {
        return text.equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }

    private static NodeView view(String text) {
        if (text.equals("-")) {
            return NodeView.NOT_READY;
        }
        boolean syncing = text.endsWith("s");
        String[] parts = (syncing ? text.substring(0, text.length() - 1) : text).split("[@v]", -1);
        long number = Long.parseLong(parts[0]);
        byte[] hash = new byte[32];
        hash[0] = (byte) number;
        return new NodeView(
                true,
                syncing,
                Optional.of(new BlockRef(number, Hash256.of(hash))),
                NOW - Duration.ofMillis(Long.parseLong(parts[1])).toNanos(),
                parts.length > 2 ? OptionalInt.of(Integer.parseInt(parts[2])) : OptionalInt.empty());
    }
}
