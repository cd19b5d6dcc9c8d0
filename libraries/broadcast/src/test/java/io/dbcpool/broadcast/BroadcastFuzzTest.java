package io.dbcpool.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbcpool.broadcast.Verdict.Accepted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Inputs from a corpus, changed at random: no bytes make the decoder throw, and what it accepts another reader of
 * base64 and JSON reads as the same. Whatever once did otherwise goes into the corpus, a line of hex each.
 *
 * <p>{@code -Ddbcpool.fuzz=20000000} says how many inputs, in all.
 */
class BroadcastFuzzTest {

    private static final int SEEDS = 4;
    private static final long INPUTS = Long.getLong("dbcpool.fuzz", 400_000) / SEEDS;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PIECES = "{}[]\":, \\u0000node_idstatusrentingemptytest0123456789abcdefABCDEF비=+/";

    private final List<byte[]> corpus = corpus();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverComesIsReadAsWhatItSaysOrRefused(long seed) {
        var random = new Random(seed);
        var verdicts = new EnumMap<Kind, Long>(Kind.class);
        for (long input = 0; input < INPUTS; input++) {
            byte[] bytes = next(random);
            Verdict verdict;
            try {
                verdict = BroadcastDecoder.decode(bytes, bytes.length);
                if (verdict instanceof Accepted accepted) {
                    assertThat(anotherReader(bytes)).isEqualTo(accepted);
                }
            } catch (RuntimeException | AssertionError | IOException e) {
                throw new AssertionError(
                        "seed %d, input %d: %s"
                                .formatted(seed, input, HexFormat.of().formatHex(bytes)),
                        e);
            }
            verdicts.merge(Kind.of(verdict), 1L, Long::sum);
        }
        // A fuzz that reaches one kind of verdict only tests one line.
        assertThat(verdicts).containsOnlyKeys(Kind.values());
    }

    private enum Kind {
        ACCEPTED,
        TESTED,
        REFUSED;

        static Kind of(Verdict verdict) {
            return verdict instanceof Accepted ? ACCEPTED : verdict instanceof Verdict.Tested ? TESTED : REFUSED;
        }
    }

    private byte[] next(Random random) {
        byte[] bytes = corpus.get(random.nextInt(corpus.size())).clone();
        boolean inside = random.nextInt(4) != 0;
        byte[] json = inside ? decodedOr(bytes) : bytes;
        for (int change = random.nextInt(4); change > 0; change--) {
            json = change(json, random);
        }
        return inside ? Base64.getEncoder().encode(json) : json;
    }

    private byte[] change(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> joined(Arrays.copyOf(bytes, at), piece(random), Arrays.copyOfRange(bytes, at, bytes.length));
            case 2 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at, bytes.length), piece(random));
            case 3 -> joined(bytes, corpus.get(random.nextInt(corpus.size())), new byte[0]);
            case 4 ->
                joined(
                        Arrays.copyOf(bytes, at),
                        new byte[0],
                        Arrays.copyOfRange(bytes, Math.min(bytes.length, at + random.nextInt(8)), bytes.length));
            default -> {
                byte[] flipped = bytes.clone();
                if (flipped.length > 0) {
                    flipped[at % flipped.length] ^= (byte) (1 << random.nextInt(8));
                }
                yield flipped;
            }
        };
    }

    private static byte[] piece(Random random) {
        int from = random.nextInt(PIECES.length());
        int to = Math.min(PIECES.length(), from + 1 + random.nextInt(8));
        return PIECES.substring(from, to).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] first, byte[] second, byte[] third) {
        byte[] all = Arrays.copyOf(first, first.length + second.length + third.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        System.arraycopy(third, 0, all, first.length + second.length, third.length);
        return all;
    }

    private static byte[] decodedOr(byte[] bytes) {
        try {
            return Base64.getDecoder().decode(bytes);
        } catch (IllegalArgumentException e) {
            return bytes;
        }
    }

    /** The JDK's base64 and a tree of JSON, as somebody else would read it. */
    private static Accepted anotherReader(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.US_ASCII).strip();
        JsonNode tree = JSON.readTree(Base64.getDecoder().decode(text));
        return new Accepted(
                new io.dbcpool.values.MachineId(tree.get("node_id").textValue()),
                io.dbcpool.values.Word.valueOf(tree.get("status").textValue().toUpperCase(Locale.ROOT)));
    }

    private static List<byte[]> corpus() {
        try (var in = Objects.requireNonNull(BroadcastFuzzTest.class.getResourceAsStream("corpus.txt"))) {
            var lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines();
            var inputs = new ArrayList<byte[]>();
            lines.filter(line -> !line.startsWith("#"))
                    .forEach(line -> inputs.add(HexFormat.of().parseHex(line)));
            return inputs;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
