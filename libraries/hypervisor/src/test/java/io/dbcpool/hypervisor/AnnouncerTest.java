package io.dbcpool.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnnouncerTest {

    private final Announcer announcer = new Announcer("announcer-test");
    private final Heard heard = new Heard();

    @AfterEach
    void close() {
        announcer.close();
    }

    @Test
    void tellsAllInOrder() {
        announcer.subscribe(heard);
        announcer.connected();
        announcer.changed(domain("a"));
        announcer.disconnected("gone");
        announcer.awaitTold();

        assertThat(heard.all).containsExactly("connected", "a", "disconnected: gone");
    }

    @Test
    void whoSubscribesLaterHearsFirstThatTheConnectionIsUpAndNothingOfBefore() {
        announcer.connected();
        announcer.changed(domain("before"));
        announcer.subscribe(heard);
        announcer.changed(domain("after"));
        announcer.awaitTold();

        assertThat(heard.all).containsExactly("connected", "after");
    }

    @Test
    void aListenerThatThrowsDoesNotKeepOthersFromHearing() {
        announcer.subscribe(new Heard() {
            @Override
            public void onChanged(DomainSnapshot domain) {
                throw new IllegalStateException("on purpose");
            }
        });
        announcer.subscribe(heard);
        announcer.changed(domain("a"));
        announcer.awaitTold();

        assertThat(heard.all).containsExactly("a");
    }

    @Test
    void aClosedSubscriptionHearsNothing() {
        announcer.subscribe(heard).close();
        announcer.changed(domain("a"));
        announcer.awaitTold();

        assertThat(heard.all).isEmpty();
    }

    @Test
    void aListenerThatIsTooSlowIsToldToListAgain() throws Exception {
        CountDownLatch awake = new CountDownLatch(1);
        announcer.connected();
        announcer.awaitTold();
        announcer.subscribe(new Heard() {
            @Override
            public void onConnected() {
                awaitUninterruptibly(awake);
            }
        });
        for (int i = 0; i <= Announcer.MAX_WAITING; i++) {
            announcer.changed(domain("early"));
        }
        announcer.subscribe(heard);
        announcer.changed(domain("late"));
        awake.countDown();
        announcer.awaitTold();

        assertThat(heard.all).containsExactly("connected", "late");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static DomainSnapshot domain(String name) {
        return new DomainSnapshot(new UUID(0, 1), name, DomainState.RUNNING, true, Instant.EPOCH);
    }

    private static class Heard implements LifecycleListener {

        final List<String> all = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void onChanged(DomainSnapshot domain) {
            all.add(domain.name());
        }

        @Override
        public void onConnected() {
            all.add("connected");
        }

        @Override
        public void onDisconnected(String reason) {
            all.add("disconnected: " + reason);
        }
    }
}
