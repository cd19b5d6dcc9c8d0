package io.dbcpool.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in the file, there is a pool or a message for its operator; never another exception. */
class PoolFileFuzzTest {

    private static final String PIECES = "\t\n :,-?[]{}&*!|>'\"%@`#~<=\\\0\u0085\u2028\ufeff\ud83d\ude000aZ";
    private static final int FILES = 400;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aDamagedFileIsReadOrRefusedWithItsName(long seed) throws Exception {
        String example = Files.readString(Path.of("../../pool.example.yaml"));
        var random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            if (isRefused(damage(example, random), "seed %d, file %d".formatted(seed, i))) {
                refused++;
            }
        }
        // Most damage hits a comment; if nothing were ever refused, nothing would have been tried.
        assertThat(refused).isBetween(FILES / 20, FILES - FILES / 20);
    }

    private static boolean isRefused(String yaml, String which) {
        try {
            assertThat(PoolFile.parse(yaml, Path.of("pool.yaml")).machines()).isNotEmpty();
            return false;
        } catch (PoolFileException e) {
            assertThat(e.getMessage()).as(which).startsWith("pool.yaml:");
            return true;
        } catch (RuntimeException | StackOverflowError e) {
            return fail(which + " was neither read nor refused", e);
        }
    }

    /** One to four places overwritten, removed, doubled or cut off. */
    private static String damage(String text, Random random) {
        var damaged = new StringBuilder(text);
        for (int times = 1 + random.nextInt(4); times > 0 && damaged.length() > 10; times--) {
            int at = random.nextInt(damaged.length() - 8);
            char piece = PIECES.charAt(random.nextInt(PIECES.length()));
            switch (random.nextInt(5)) {
                case 0 -> damaged.setCharAt(at, piece);
                case 1 -> damaged.insert(at, piece);
                case 2 -> damaged.delete(at, at + 1 + random.nextInt(7));
                case 3 -> damaged.insert(at, damaged.substring(random.nextInt(at + 1), at));
                default -> damaged.setLength(at + 1);
            }
        }
        return damaged.toString();
    }
}
