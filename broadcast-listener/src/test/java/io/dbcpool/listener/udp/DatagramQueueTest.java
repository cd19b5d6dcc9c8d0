package io.dbcpool.listener.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbcpool.broadcast.Datagram;
import io.dbcpool.broadcast.Datagram.Route;
import io.dbcpool.values.TokenBucket;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DatagramQueueTest {

    private static final long FIRST_NUMBER = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final List<Long> heard = Collections.synchronizedList(new ArrayList<>());

    @Test
    void whatCameBeforeTheEndIsHeardInItsOrder() {
        var queue = DatagramQueue.start(DatagramQueueTest::isFirst, datagram -> heard.add(datagram.receivedNanos()));
        var numbers = numbers(0, 3_000);

        numbers.forEach(number -> queue.onDatagram(other(number)));
        queue.close();

        assertThat(heard).isEqualTo(numbers);
    }

    @Test
    void whatIsFirstIsHeardBeforeAFloodAndAFloodIsShed() throws Exception {
        var release = new CountDownLatch(1);
        var queue = DatagramQueue.start(DatagramQueueTest::isFirst, datagram -> awaitThen(release, datagram));
        queue.onDatagram(other(-1));
        await("it is being heard").until(() -> queue.size() == 0);

        numbers(0, DatagramQueue.CAPACITY + 100).forEach(number -> queue.onDatagram(other(number)));
        queue.onDatagram(first(FIRST_NUMBER, "192.0.2.1"));
        release.countDown();
        queue.close();

        assertThat(heard).startsWith(-1L, FIRST_NUMBER, 0L, 1L);
        assertThat(heard).hasSize(DatagramQueue.CAPACITY + 2);
        assertThat(queue.shed()).isEqualTo(100);
    }

    @Test
    void aFloodIsHeardAtAPaceAndWhatIsFirstIsNot() {
        var nanos = new AtomicLong();
        var queue = DatagramQueue.start(
                DatagramQueueTest::isFirst, datagram -> heard.add(datagram.receivedNanos()), nanos::get);
        int saved = hearAllThatIsSavedUp(queue);

        numbers(0, 5_000).forEach(number -> queue.onDatagram(other(number)));
        queue.onDatagram(first(FIRST_NUMBER, "192.0.2.1"));
        await("the first is heard").until(() -> heard.contains(FIRST_NUMBER));
        assertThat(heard).hasSize(saved + 1);
        assertThat(queue.size()).isEqualTo(5_000);

        nanos.addAndGet(NANOS_PER_SECOND / 10);
        await("a tenth of a second's worth is heard").until(() -> queue.size() == 4_000);
        nanos.addAndGet(NANOS_PER_SECOND);
        await("the rest is heard").until(() -> queue.size() == 0);
        queue.close();
        assertThat(heard).hasSize(saved + 1 + 5_000);
    }

    @Test
    void whatWaitsForItsPaceIsHeardAtTheEnd() {
        var queue = DatagramQueue.start(
                DatagramQueueTest::isFirst, datagram -> heard.add(datagram.receivedNanos()), () -> 0);
        int saved = hearAllThatIsSavedUp(queue);

        numbers(0, 300).forEach(number -> queue.onDatagram(other(number)));
        queue.close();

        assertThat(heard).hasSize(saved + 300);
    }

    @Test
    void oneSenderHasHalfOfTheRoomForWhatIsFirst() {
        var release = new CountDownLatch(1);
        var queue = DatagramQueue.start(DatagramQueueTest::isFirst, datagram -> awaitThen(release, datagram));
        queue.onDatagram(other(-1));
        await("it is being heard").until(() -> queue.size() == 0);

        numbers(0, DatagramQueue.CAPACITY_OF_ONE_SENDER + 5)
                .forEach(number -> queue.onDatagram(first(FIRST_NUMBER, "192.0.2.1")));
        queue.onDatagram(first(FIRST_NUMBER + 1, "192.0.2.2"));
        assertThat(queue.shed()).isEqualTo(5);
        release.countDown();
        await("there is room again").until(() -> queue.size() == 0);
        queue.onDatagram(first(FIRST_NUMBER + 2, "192.0.2.1"));
        queue.close();

        assertThat(heard).endsWith(FIRST_NUMBER, FIRST_NUMBER + 1, FIRST_NUMBER + 2);
        assertThat(queue.shed()).isEqualTo(5);
    }

    @Test
    void theReceiverWaitsWhereNothingMayBeShed() throws Exception {
        var release = new CountDownLatch(1);
        var queue = DatagramQueue.start(DatagramQueueTest::isFirst, datagram -> awaitThen(release, datagram));
        queue.onDatagram(other(-1));
        await("it is being heard").until(() -> queue.size() == 0);
        var receiver = new Thread(() -> numbers(0, DatagramQueue.FIRST_CAPACITY + 1)
                .forEach(number -> queue.onDatagram(first(number, "192.0.2." + number % 4))));

        receiver.start();
        await("the queue is full").until(() -> queue.size() == DatagramQueue.FIRST_CAPACITY);
        await("the receiver waits").until(() -> receiver.getState() == Thread.State.WAITING);
        release.countDown();
        receiver.join();
        queue.close();

        assertThat(heard).hasSize(DatagramQueue.FIRST_CAPACITY + 2);
        assertThat(queue.shed()).isZero();
    }

    @Test
    void oneThatCannotBeDealtWithKeepsNoneBehindIt() {
        var queue = DatagramQueue.start(DatagramQueueTest::isFirst, datagram -> {
            if (datagram.receivedNanos() == 1) {
                throw new IllegalStateException("a defect");
            }
            heard.add(datagram.receivedNanos());
        });

        numbers(0, 3).forEach(number -> queue.onDatagram(other(number)));
        queue.close();

        assertThat(heard).containsExactly(0L, 2L);
    }

    private int hearAllThatIsSavedUp(DatagramQueue queue) {
        int saved = DatagramQueue.OTHERS_PER_SECOND * TokenBucket.SAVED_SECONDS;
        for (int number = 0; number < saved; number++) {
            queue.onDatagram(other(number));
            if (number % 1_000 == 0) {
                await("there is room").until(() -> queue.size() < 1_000);
            }
        }
        await("what was saved up is heard").until(() -> heard.size() == saved);
        return saved;
    }

    private void awaitThen(CountDownLatch release, Datagram datagram) {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        heard.add(datagram.receivedNanos());
    }

    /** For the test: as good as any other glance. */
    private static boolean isFirst(Datagram datagram) {
        return datagram.route() == Route.UNICAST;
    }

    private static List<Long> numbers(int from, int count) {
        return LongStream.range(from, from + count).boxed().toList();
    }

    private static Datagram other(long number) {
        return datagram(number, "192.0.2.99", Route.WILDCARD);
    }

    private static Datagram first(long number, String sender) {
        return datagram(number, sender, Route.UNICAST);
    }

    private static Datagram datagram(long number, String sender, Route route) {
        return new Datagram(new byte[0], 0, new InetSocketAddress(sender, 1), Instant.EPOCH, number, route);
    }
}
