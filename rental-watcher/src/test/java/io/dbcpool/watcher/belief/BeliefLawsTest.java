package io.dbcpool.watcher.belief;

import static io.dbcpool.watcher.belief.History.HOLD_DOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.Trigger.Via;
import io.dbcpool.watcher.belief.Belief.Unknown;
import io.dbcpool.watcher.belief.Signal.ChainSaysFree;
import io.dbcpool.watcher.belief.Signal.SaysEmpty;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws hold over long histories of whatever may be said, by clocks that are set meanwhile. */
class BeliefLawsTest {

    private static final BeliefPolicy POLICY = BeliefPolicy.ofHoldDown(HOLD_DOWN);
    private static final int WORDS = 20_000;

    private static final List<String> SAID = List.of(
            "renting",
            "renting",
            "renting",
            "renting~",
            "empty",
            "empty",
            "empty~",
            "best",
            "best-101",
            "best~",
            "final",
            "free",
            "free",
            "free",
            "free",
            "free~",
            "retracted",
            "retracted-block",
            "active",
            "gone",
            "renter",
            "release",
            "pool",
            "elsewhere");

    /** How the histories differ: what is said most, and how fast. */
    private record Mood(Random random, List<String> words, int maxStepMillis) {
        static Mood of(long seed) {
            var random = new Random(seed);
            var words = SAID.stream().filter(word -> random.nextInt(4) > 0).toList();
            return new Mood(random, words.isEmpty() ? SAID : words, (int) Math.pow(10, 2 + random.nextInt(5)));
        }

        String word() {
            return words.get(random.nextInt(words.size()));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24})
    void theLawsHold(long seed) {
        var mood = Mood.of(seed);
        var history = new History(POLICY);
        var witness = new Witness();
        for (int i = 1; i <= WORDS; i++) {
            var before = history.belief();
            history.at(history.elapsed().plusMillis(mood.random().nextInt(mood.maxStepMillis())));
            witness.saw("seed %d, before word %d".formatted(seed, i), before, history, Heard.NOTHING);
            if (mood.random().nextInt(50) == 0) {
                history.setWallAheadBy(Duration.ofHours(mood.random().nextInt(3) - 1));
            }
            var word = mood.word();
            var saidAt = saidAt(word, history, mood.random());
            before = history.belief();
            history.hear(History.signal(word, saidAt));
            witness.saw("seed %d, word %d, %s".formatted(seed, i, word), before, history, new Heard(word));
        }
    }

    /** What came by way of Kafka may have been under way for long. */
    private static Instant saidAt(String word, History history, Random random) {
        var now = history.now().wall();
        return word.endsWith("~") && random.nextInt(4) == 0 ? now.minusSeconds(random.nextInt(900)) : now;
    }

    private record Heard(String word) {
        static final Heard NOTHING = new Heard("");

        Signal signal(History history) {
            return History.signal(word, history.now().wall());
        }
    }

    /** Keeps its own account of what was heard, and asks no belief for it. */
    private static final class Witness {
        private static final Duration NEVER = Duration.ofDays(-1_000);

        private Duration lastFree = NEVER;
        private Duration firstFree = NEVER;
        private Duration lastRenting = NEVER;
        private Duration lastRelease = NEVER;
        private Duration lastRenter = NEVER;
        private Duration lastStopByBroadcast = NEVER;
        private boolean renterIsThere;

        void saw(String when, MachineBelief before, History history, Heard heard) {
            var now = history.elapsed();
            var signal = heard.word().isEmpty() ? null : heard.signal(history);
            note(heard.word(), now);
            var after = history.belief();

            if (after.isFree() && !before.isFree()) {
                assertThat(lastFree)
                        .as("%s: free without the finalized chain", when)
                        .isGreaterThan(lastRelease);
                assertThat(now.minus(firstFree))
                        .as("%s: free before the hold-down", when)
                        .isGreaterThanOrEqualTo(HOLD_DOWN);
                assertThat(now.minus(lastRenting))
                        .as("%s: free though rented was said", when)
                        .isGreaterThanOrEqualTo(HOLD_DOWN);
                assertThat(lastFree)
                        .as("%s: the chain's word is not the newest", when)
                        .isGreaterThanOrEqualTo(lastRenting);
                assertThat(renterIsThere)
                        .as("%s: free with a renter there", when)
                        .isFalse();
                assertThat(now.minus(lastRenter))
                        .as("%s: free just behind a renter", when)
                        .isGreaterThanOrEqualTo(HOLD_DOWN);
            }
            boolean isWeak = signal instanceof SaysEmpty || signal instanceof ChainSaysFree;
            assertThat(isWeak && after.isRented() && !before.isRented())
                    .as("%s: rented by no word", when)
                    .isFalse();
            assertThat(signal instanceof SaysEmpty && after.isFree() && !before.isFree())
                    .as("%s: empty frees", when)
                    .isFalse();
            if (signal instanceof SaysRented says && says.trigger().via() == Via.DIRECT) {
                boolean isStrong = !List.of("pool", "renting").contains(heard.word());
                assertThat(isStrong && !after.isRented())
                        .as("%s: not heeded", when)
                        .isFalse();
                assertThat(after.isFree() && !heard.word().equals("pool"))
                        .as("%s: free", when)
                        .isFalse();
            }
            if (before.isRented() && after.isRented()) {
                assertThat(after.belief())
                        .as("%s: a rental changed its name", when)
                        .isEqualTo(before.belief());
                assertThat(after.claimedBy().containsAll(before.claimedBy())
                                || heard.word().startsWith("retracted"))
                        .as("%s: a claim was forgotten", when)
                        .isTrue();
            }
            assertThat(after.deafUntil().wall())
                    .as("%s: deaf to the future", when)
                    .isBeforeOrEqualTo(history.now().wall().plus(Duration.ofHours(2)));
            if (!before.isRented() && after.isRented() && heard.word().equals("renting")) {
                assertThat(now.minus(lastStopByBroadcast))
                        .as("%s: two stops in a hold-down", when)
                        .isGreaterThanOrEqualTo(HOLD_DOWN);
                lastStopByBroadcast = now;
            }
            if (renterIsThere && before.isRented() && !after.isRented()) {
                assertThat(heard.word())
                        .as("%s: ended with a renter there", when)
                        .isEqualTo("release");
            }
            if (heard.word().equals("release")) {
                assertThat(after.belief()).as("%s: not obeyed", when).isInstanceOf(Unknown.class);
            }
        }

        private void note(String word, Duration now) {
            switch (word) {
                case "free", "free~" -> {
                    firstFree = firstFree.equals(NEVER) ? now : firstFree;
                    lastFree = now;
                }
                case "renting", "best", "best-101", "final", "renter" -> {
                    lastRenting = now;
                    firstFree = word.equals("renting") ? firstFree : NEVER;
                }
                case "release" -> {
                    lastRelease = now;
                    firstFree = NEVER;
                }
                case "active" -> renterIsThere = true;
                case "gone" -> {
                    lastRenter = renterIsThere ? now : lastRenter;
                    renterIsThere = false;
                }
                default -> {}
            }
        }
    }
}
