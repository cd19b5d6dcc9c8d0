package io.dbcpool.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Which of our words somebody meant who mistyped one. */
final class NearMiss {

    /** Two slips of the finger; three letters of six would turn any word into any other. */
    private static final int MOST_EDITS = 2;

    private NearMiss() {}

    static Optional<String> find(String found, Collection<String> words) {
        if (found.length() > 64) {
            return Optional.empty();
        }
        return words.stream()
                .filter(word -> edits(simplify(found), simplify(word)) <= Math.min(MOST_EDITS, word.length() / 3))
                .min(Comparator.comparingInt(word -> edits(simplify(found), simplify(word))));
    }

    /** {@code ownDomains} and {@code own_domains} both mean {@code own-domains}. */
    private static String simplify(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Levenshtein's distance. */
    private static int edits(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], previous[j]));
            }
            previous = row;
        }
        return previous[to.length()];
    }
}
