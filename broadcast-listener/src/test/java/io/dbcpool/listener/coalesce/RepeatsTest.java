package io.dbcpool.listener.coalesce;

import static io.dbcpool.values.Word.EMPTY;
import static io.dbcpool.values.Word.RENTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatsTest {

    private static final MachineId MACHINE = new MachineId("ab".repeat(32));
    private static final Instant START = Instant.parse("2026-11-24T03:00:00Z");
    private static final long CLOCK_ORIGIN = Long.MAX_VALUE - 1; // the clock may wrap

    /**
     * {@code r} or {@code e} is heard and {@code -} is a tick, at that millisecond; told is word, count, first, last.
     */
    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource
    void tells(String script, String told) {
        assertThat(play(script)).isEqualTo(told);
    }

    static Stream<Arguments> tells() {
        return Stream.of(
                arguments("r0", "r1@0"),
                arguments("e0", "e1@0"),
                arguments("r0 -5000", "r1@0"),
                arguments("r0 e1 r2", "r1@0 e1@1 r1@2"),
                arguments("r0 r1 r999 -999", "r1@0"),
                arguments("r0 r1 r999 -1000", "r1@0 r2@1..999"),
                arguments("r0 r1 -1000 -2000", "r1@0 r1@1"),
                arguments("r0 r1 r1000 -1999 -2000", "r1@0 r1@1 r1@1000"),
                arguments("r0 r2000 -2999 -3000", "r1@0 r1@2000"),
                arguments("r0 r2000 r2001 -3000", "r1@0 r2@2000..2001"),
                arguments("r0 r1 r2 e3", "r1@0 r2@1..2 e1@3"),
                arguments("r0 r1 e1500", "r1@0 r1@1 e1@1500"),
                arguments("e0 e900000 r900001 -902000", "e1@0 e1@900000 r1@900001"));
    }

    @Test
    void aThousandChangesInASecondAreTwentyRecordsAndOneForEachWordMore() {
        var script = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            script.append("r").append(i).append(" e").append(i).append(" ");
        }
        String told = play(script + "-1000 r1500");

        assertThat(told.split(" ", -1)).hasSize(23);
        assertThat(told).endsWith(" e1@9 r490@10..499 e490@10..499 r1@1500");
    }

    @Test
    void whatIsHeldIsToldAtTheEnd() {
        var step = Repeats.nothingHeardOf(MACHINE)
                .onHeard(heard(RENTING, 0), nanos(0))
                .next();
        step = step.onHeard(heard(RENTING, 5), nanos(5)).next();

        assertThat(step.onEnd().told()).containsExactly(record(RENTING, 1, 5, 5));
        assertThat(step.onEnd().next().onEnd().told()).isEmpty();
    }

    @Test
    void onlyAChangeSaysThatItIsOne() {
        var first = Repeats.nothingHeardOf(MACHINE).onHeard(heard(RENTING, 0), nanos(0));
        var repeated = first.next().onHeard(heard(RENTING, 2_000), nanos(2_000));
        var changed = repeated.next().onHeard(heard(EMPTY, 2_001), nanos(2_001));

        assertThat(List.of(first.changedWord(), repeated.changedWord(), changed.changedWord()))
                .containsExactly(true, false, true);
    }

    /** Whatever is heard whenever: each is counted once, no record is late, and the last word is told last. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nothingIsLostOrCountedTwice(long seed) {
        var random = new Random(seed);
        var repeats = Repeats.nothingHeardOf(MACHINE);
        var told = new ArrayList<BroadcastHeard>();
        long renting = 0;
        long empty = 0;
        Word last = EMPTY;
        int atMillis = 0;
        for (int i = 0; i < 20_000; i++) {
            atMillis += random.nextInt(random.nextInt(10) == 0 ? 1_500 : 20);
            if (random.nextInt(5) == 0) {
                var step = repeats.onClock(nanos(atMillis));
                repeats = step.next();
                told.addAll(step.told());
                for (BroadcastHeard held : repeats.held()) {
                    assertThat(Duration.between(held.firstAt(), at(atMillis))).isLessThan(Duration.ofSeconds(1));
                }
                continue;
            }
            last = random.nextBoolean() ? RENTING : EMPTY;
            renting += last == RENTING ? 1 : 0;
            empty += last == EMPTY ? 1 : 0;
            var step = repeats.onHeard(heard(last, atMillis), nanos(atMillis));
            repeats = step.next();
            told.addAll(step.told());
        }
        told.addAll(repeats.onEnd().told());

        assertThat(count(told, RENTING)).isEqualTo(renting);
        assertThat(count(told, EMPTY)).isEqualTo(empty);
        assertThat(told.get(told.size() - 1).status()).isEqualTo(last);
        assertThat(told)
                .isSortedAccordingTo(
                        (a, b) -> a.status() == b.status() ? a.firstAt().compareTo(b.firstAt()) : 0);
    }

    private static String play(String script) {
        var repeats = Repeats.nothingHeardOf(MACHINE);
        var told = new ArrayList<String>();
        for (String each : script.split(" ", -1)) {
            int atMillis = Integer.parseInt(each.substring(1));
            var step = each.startsWith("-")
                    ? repeats.onClock(nanos(atMillis))
                    : repeats.onHeard(heard(each.startsWith("r") ? RENTING : EMPTY, atMillis), nanos(atMillis));
            repeats = step.next();
            step.told().forEach(record -> told.add(text(record)));
        }
        return String.join(" ", told);
    }

    private static String text(BroadcastHeard record) {
        long first = Duration.between(START, record.firstAt()).toMillis();
        long last = Duration.between(START, record.lastAt()).toMillis();
        assertThat(record.receivedAt()).isEqualTo(record.lastAt());
        return (record.status() == RENTING ? "r" : "e") + record.count() + "@" + first
                + (record.count() > 1 ? ".." + last : "");
    }

    private static long count(List<BroadcastHeard> told, Word word) {
        return told.stream()
                .filter(record -> record.status() == word)
                .mapToLong(BroadcastHeard::count)
                .sum();
    }

    private static BroadcastHeard record(Word word, long count, int firstMillis, int lastMillis) {
        return new BroadcastHeard(
                MACHINE, word, "192.0.2.11:4711", at(lastMillis), count, at(firstMillis), at(lastMillis));
    }

    private static Heard heard(Word word, int atMillis) {
        return new Heard(word, "192.0.2.11:4711", at(atMillis));
    }

    private static Instant at(int millis) {
        return START.plusMillis(millis);
    }

    private static long nanos(int millis) {
        return CLOCK_ORIGIN + Duration.ofMillis(millis).toNanos();
    }
}
