package io.dbcpool.substrate.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.node.ScriptedChain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainPositionTest {

    private final ScriptedChain chain = new ScriptedChain("positions");
    private final Map<String, Header> named = new HashMap<>();

    /** Block {@code b2} is the second of branch b, which leaves branch a behind a1. */
    ChainPositionTest() {
        Header a = chain.genesis();
        for (int i = 1; i <= 5; i++) {
            a = chain.block(a);
            named.put("a" + i, a);
        }
        Header b = headers("a1").get(0);
        for (int i = 2; i <= 5; i++) {
            b = chain.block(b);
            named.put("b" + i, b);
        }
    }

    @ParameterizedTest(name = "told {0}, then final {1} and best {2}: drops {3}, adds {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                // what is told above genesis | new final | path to best | dropped | added | best chain then
                "''          | ''       | a1       | ''       | a1       | a1",
                "a1          | ''       | a1 a2    | ''       | a2       | a1 a2",
                "a1 a2       | ''       | ''       | ''       | ''       | a1 a2",
                "a1 a2       | ''       | a1 b2    | a2       | b2       | a1 b2",
                "a1 a2 a3    | ''       | a1 b2    | a3 a2    | b2       | a1 b2",
                "a1 a2       | ''       | a1 b2 b3 | a2       | b2 b3    | a1 b2 b3",
                "a1 a2       | a1       | ''       | ''       | ''       | a2",
                "a1 a2       | a1       | a2 a3    | ''       | a3       | a2 a3",
                "a1 a2       | a1 a2    | ''       | ''       | ''       | ''",
                "a1 a2       | a1 a2    | a3       | ''       | a3       | a3",
                "a1 a2       | a1 b2    | b3       | a2       | b2 b3    | b3",
                "a1 a2 a3    | a1 b2    | ''       | a3 a2    | b2       | ''",
                "''          | a1 a2 a3 | a4       | ''       | a1 a2 a3 a4 | a4",
                "''          | a1 a2    | ''       | ''       | a1 a2    | ''"
            })
    void tellsWhatWasDroppedAndWhatIsNew(
            String told, String settled, String path, String dropped, String added, String best) {
        ChainPosition before = new ChainPosition(chain.genesis().ref(), refs(told));
        ChainPosition.Move move = before.moveTo(headers(settled), headers(path));
        assertThat(names(move.change().dropped())).isEqualTo(dropped);
        assertThat(names(move.change().added().stream().map(Header::ref).toList()))
                .isEqualTo(added);
        assertThat(names(move.change().finalized().stream().map(Header::ref).toList()))
                .isEqualTo(settled);
        assertThat(names(move.position().best())).isEqualTo(best);
    }

    @Test
    void refusesABlockThatDoesNotFollow() {
        ChainPosition position = ChainPosition.at(chain.genesis().ref());
        assertThatThrownBy(() -> position.moveTo(headers("a2"), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which is told already");
        assertThatThrownBy(() -> position.moveTo(headers("a1"), headers("a3")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<Header> headers(String names) {
        List<Header> headers = new ArrayList<>();
        for (String name : names.isEmpty() ? new String[0] : names.split(" ", -1)) {
            headers.add(named.get(name));
        }
        return headers;
    }

    private List<BlockRef> refs(String names) {
        return headers(names).stream().map(Header::ref).toList();
    }

    private String names(List<BlockRef> blocks) {
        return blocks.stream()
                .map(block -> named.entrySet().stream()
                        .filter(one -> one.getValue().ref().equals(block))
                        .findFirst()
                        .orElseThrow()
                        .getKey())
                .collect(Collectors.joining(" "));
    }
}
