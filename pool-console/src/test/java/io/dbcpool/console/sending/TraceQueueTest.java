package io.dbcpool.console.sending;

import static io.dbcpool.console.Told.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.console.sending.TraceQueue.Waiting;
import io.dbcpool.console.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceQueueTest {

    private final TraceQueue queue = new TraceQueue();

    @Test
    void afterAFailureItPausesLongerEachTimeUpToAMinute() {
        queue.add(trace("a"), at(0));
        var pauses = new ArrayList<Long>();
        long millis = 0;
        for (int i = 0; i < 8; i++) {
            var next = queue.next(at(millis / 1000.0)).orElseThrow();
            queue.onRefused(next, at(millis / 1000.0));
            long failedAt = millis;
            while (queue.next(at(millis / 1000.0))
                    .map(waiting -> queue.add(waiting.trace(), waiting.since()))
                    .isEmpty()) {
                millis += 500;
            }
            pauses.add(millis - failedAt);
        }

        assertThat(pauses).containsExactly(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 60_000L, 60_000L);
    }

    @Test
    void oneThatNobodyTakesHoldsUpNoOther() {
        queue.add(trace("refused"), at(0));
        queue.add(trace("good"), at(0));
        queue.onRefused(queue.next(at(0)).orElseThrow(), at(0));

        assertThat(queue.next(at(0.999))).isEmpty();
        assertThat(queue.next(at(1)).map(Waiting::trace)).contains(trace("good"));
        queue.onTaken();
        assertThat(queue.next(at(1)).map(Waiting::trace)).contains(trace("refused"));
    }

    @Test
    void afterAnHourItIsTriedNoMore() {
        queue.add(trace("a"), at(0));
        var waiting = queue.next(at(0)).orElseThrow();

        assertThat(queue.onRefused(waiting, at(3_599.999))).isTrue();
        assertThat(queue.onRefused(queue.next(at(3_700)).orElseThrow(), at(3_600)))
                .isFalse();
        assertThat(queue.size()).isZero();
    }

    @Test
    void oneMoreThanThereIsRoomForCostsTheOldest() {
        for (int i = 0; i < TraceQueue.MOST; i++) {
            assertThat(queue.add(trace("t" + i), at(i))).isEmpty();
        }

        assertThat(queue.add(trace("last"), at(5_000))).contains(trace("t0"));
        assertThat(queue.size()).isEqualTo(TraceQueue.MOST);
    }

    private static Trace trace(String id) {
        return new Trace(id, List.of());
    }
}
