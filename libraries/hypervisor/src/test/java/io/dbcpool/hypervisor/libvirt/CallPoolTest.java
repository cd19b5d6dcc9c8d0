package io.dbcpool.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.hypervisor.HypervisorUnavailableException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallPoolTest {

    private final CallPool calls = new CallPool("call-pool-test");
    private final CountDownLatch hang = new CountDownLatch(1);

    private final Callable<Boolean> hanging = () -> {
        hang.await();
        return true;
    };

    @AfterEach
    void end() {
        hang.countDown();
        calls.shutdown();
    }

    @Test
    void aCallThatHangsIsLeftAloneAndGoesOn() throws Exception {
        CompletableFuture<Boolean> call = calls.begin(hanging);

        assertThatThrownBy(() -> calls.await("list", call, soon()))
                .isInstanceOf(HypervisorUnavailableException.class)
                .hasMessageContaining("list: no answer within 3000 ms");
        assertThat(CallPool.isDoneWithin(call, Duration.ofMillis(1))).isFalse();
        assertThat(calls.await("other", calls.begin(() -> 7), later())).isEqualTo(7);

        hang.countDown();
        assertThat(calls.await("list", call, later())).isTrue();
        assertThat(CallPool.isDoneWithin(call, Duration.ZERO)).isTrue();
    }

    @Test
    void anActUnderWayIsJoinedAndNotBegunAgain() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        Callable<Boolean> act = () -> {
            begun.incrementAndGet();
            return hanging.call();
        };
        CompletableFuture<Boolean> first = calls.beginOrJoin("destroy a", act);
        CompletableFuture<Boolean> second = calls.beginOrJoin("destroy a", act);
        CompletableFuture<Boolean> other = calls.beginOrJoin("destroy b", () -> true);

        assertThat(calls.await("other", other, later())).isTrue();
        hang.countDown();
        calls.await("first", first, later());
        calls.await("second", second, later());
        assertThat(begun).hasValue(1);

        calls.await("third", calls.beginOrJoin("destroy a", act), later());
        assertThat(begun).hasValue(2);
    }

    @Test
    void aCallMoreThanThereAreThreadsFailsAtOnce() {
        for (int i = 0; i < CallPool.MAX_THREADS; i++) {
            assertThat(calls.begin(hanging)).isNotDone();
        }

        assertThatThrownBy(() -> calls.await("one more", calls.begin(hanging), later()))
                .isInstanceOf(HypervisorUnavailableException.class)
                .hasMessageContaining("all 32 threads wait for libvirt");
        assertThatThrownBy(() -> calls.await("act", calls.beginOrJoin("act", hanging), later()))
                .hasMessageContaining("all 32 threads wait for libvirt");
    }

    @Test
    void whatACallThrowsIsTheCause() {
        Exception reason = new IllegalStateException("domain is busy");

        assertThatThrownBy(() -> calls.await(
                        "find",
                        calls.begin(() -> {
                            throw reason;
                        }),
                        later()))
                .isInstanceOf(HypervisorUnavailableException.class)
                .hasMessage("find: domain is busy")
                .hasCause(reason);
    }

    private static long soon() {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
    }

    private static long later() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    }
}
