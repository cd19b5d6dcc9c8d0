package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SerialReaderTest {

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<Integer> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        timer.shutdownNow();
        threads.shutdownNow();
    }

    @Test
    void doesOneThingAfterTheOtherInOrderAndGivesItsThreadBack() {
        var reader = new SerialReader(threads, timer);
        IntStream.range(0, 1_000).forEach(i -> reader.execute(() -> done.add(i)));

        await(() -> done.size() == 1_000);
        assertThat(done).isSorted();
        await(() -> threads.getActiveCount() == 0);
    }

    @Test
    void oneThatHangsHoldsUpNoOther() {
        var never = new CountDownLatch(1);
        var hangs = new SerialReader(threads, timer);
        hangs.execute(() -> awaitUnchecked(never));
        hangs.execute(() -> done.add(1));
        new SerialReader(threads, timer).execute(() -> done.add(2));

        await(() -> done.contains(2));
        assertThat(done).containsExactly(2);
        never.countDown();
        await(() -> done.contains(1));
    }

    @Test
    void whatFailsKeepsNothingBehindItFromBeingDone() {
        var reader = new SerialReader(threads, timer);
        reader.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        reader.execute(() -> {
            throw new AssertionError("on purpose");
        });
        reader.execute(() -> done.add(1));

        await(() -> done.contains(1));
    }

    @Test
    void afterItsEndNothingIsDoneAndWhatHangsIsInterrupted() {
        var begun = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        var reader = new SerialReader(threads, timer);
        reader.execute(() -> {
            begun.countDown();
            awaitUnchecked(never);
            done.add(1);
        });
        awaitUnchecked(begun);
        reader.execute(() -> done.add(2));

        reader.close();
        reader.execute(() -> done.add(3));

        await(reader::isIdle);
        assertThat(done).containsExactly(1);
    }

    @Test
    void whatIsDueLaterIsDoneInItsTurn() {
        var reader = new SerialReader(threads, timer);
        reader.executeAfter(1, () -> note(1));
        reader.executeEvery(1, () -> note(2));

        await(() -> done.contains(1) && done.stream().filter(two -> two == 2).count() > 2);
    }

    private void note(int what) {
        done.add(what);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(condition);
    }

    /** Ends also when it is interrupted. */
    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
