package io.dbcpool.host.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file as it is and as it shall be.
 *
 * @param path on the host
 * @param before empty: there is no such file
 */
public record FileEdit(String path, Optional<String> before, String after) {

    private static final int CONTEXT = 1;

    /** The lines that go and come, {@code -} and {@code +}, with a line around them. */
    public List<String> diff() {
        var old = before.map(text -> text.lines().toList()).orElse(List.of());
        var next = after.lines().toList();
        int[][] same = commonLengths(old, next);
        var lines = new ArrayList<String>();
        int i = 0;
        int j = 0;
        while (i < old.size() || j < next.size()) {
            if (i < old.size() && j < next.size() && old.get(i).equals(next.get(j))) {
                lines.add(" " + old.get(i));
                i++;
                j++;
            } else if (j >= next.size() || (i < old.size() && same[i + 1][j] >= same[i][j + 1])) {
                lines.add("-" + old.get(i++));
            } else {
                lines.add("+" + next.get(j++));
            }
        }
        return nearChanges(lines);
    }

    /** Of each pair of tails, how many lines they have in common, in order. */
    private static int[][] commonLengths(List<String> old, List<String> next) {
        int[][] lengths = new int[old.size() + 1][next.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = next.size() - 1; j >= 0; j--) {
                lengths[i][j] = old.get(i).equals(next.get(j))
                        ? lengths[i + 1][j + 1] + 1
                        : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
            }
        }
        return lengths;
    }

    private static List<String> nearChanges(List<String> lines) {
        var near = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i++) {
            boolean isNear = false;
            for (int k = Math.max(0, i - CONTEXT); k <= Math.min(lines.size() - 1, i + CONTEXT); k++) {
                isNear |= !lines.get(k).startsWith(" ");
            }
            if (isNear) {
                near.add(lines.get(i));
            }
        }
        return near;
    }
}
