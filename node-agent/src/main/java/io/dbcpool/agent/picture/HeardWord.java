package io.dbcpool.agent.picture;

import io.dbcpool.values.Word;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The word that counts, of all that was heard. {@code renting} counts at once; {@code empty} after {@code renting} once
 * it has stood for a second without another {@code renting}. Anyone on the LAN can forge either, and whoever sends both
 * in turn would otherwise fill a topic that is kept for 30 days.
 *
 * @param emptySinceNanos monotonic; since when {@code empty} waits to count
 */
public record HeardWord(Optional<Word> word, OptionalLong emptySinceNanos) {

    /** How long {@code empty} has to stand. */
    public static final long STANDS_NANOS = 1_000_000_000L;

    public static HeardWord of(Optional<Word> word) {
        return new HeardWord(word, OptionalLong.empty());
    }

    public HeardWord onWord(Word heard, long nanos) {
        if (heard == Word.RENTING || word.isEmpty()) {
            return of(Optional.of(heard));
        }
        if (word.get() == Word.EMPTY || emptySinceNanos.isPresent()) {
            return this;
        }
        return new HeardWord(word, OptionalLong.of(nanos));
    }

    public HeardWord onTime(long nanos) {
        boolean stands = emptySinceNanos.isPresent() && nanos - emptySinceNanos.getAsLong() >= STANDS_NANOS;
        return stands ? of(Optional.of(Word.EMPTY)) : this;
    }
}
