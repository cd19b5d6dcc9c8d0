package io.dbcpool.watcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SharedPassTest {

    private static final Set<Thread.State> WAIT_OR_ARE_DONE =
            Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.TERMINATED);

    private final Map<UUID, QemuProcess> running = new ConcurrentHashMap<>();
    private final AtomicInteger passes = new AtomicInteger();
    private final AtomicInteger seen = new AtomicInteger();
    private final List<Thread> lookers = new ArrayList<>();
    private final CountDownLatch firstBegun = new CountDownLatch(1);
    private final CountDownLatch firstMayGoOn = new CountDownLatch(1);
    private volatile boolean firstIsHeld;
    private volatile boolean fails;

    private SharedPass looks = new SharedPass(this::pass, Duration.ofSeconds(20));

    /** Sees what runs when it begins, as one that reads a folder does. */
    private void pass(Predicate<QemuProcess> isEnough) {
        var there = List.copyOf(running.values());
        if (passes.incrementAndGet() == 1 && firstIsHeld) {
            firstBegun.countDown();
            await(firstMayGoOn);
        }
        if (fails) {
            throw new IllegalStateException("on purpose");
        }
        for (QemuProcess process : there) {
            seen.incrementAndGet();
            if (isEnough.test(process)) {
                return;
            }
        }
    }

    @AfterEach
    void endAll() throws InterruptedException {
        firstMayGoOn.countDown();
        for (Thread looker : lookers) {
            looker.join();
        }
    }

    @Test
    void allThatWaitForAPassShareTheNext() throws Exception {
        holdTheFirst();
        for (int i = 1; i <= 20; i++) {
            start(domain(i));
        }
        var answers = new ArrayList<CompletableFuture<Optional<QemuProcess>>>();
        for (int i = 1; i <= 40; i++) {
            answers.add(look(domain(i)));
        }
        awaitAllWait();
        firstMayGoOn.countDown();

        for (int i = 1; i <= 40; i++) {
            assertThat(answers.get(i - 1).get()).isEqualTo(Optional.ofNullable(running.get(domain(i))));
        }
        assertThat(passes).hasValue(2);
    }

    /** The pass that is under way had gone by before its process was there. */
    @Test
    void noLookIsAnsweredByAPassThatBeganBeforeIt() throws Exception {
        holdTheFirst();
        start(domain(1));
        var answer = look(domain(1));
        awaitAllWait();
        assertThat(answer).isNotDone();
        firstMayGoOn.countDown();

        assertThat(answer.get()).contains(running.get(domain(1)));
    }

    @Test
    void aLookThatIsAloneEndsWithItsProcess() {
        start(domain(1));
        start(domain(2));
        var first = List.copyOf(running.values()).get(0);

        assertThat(looks.find(first.domainUuid())).contains(first);
        assertThat(seen).hasValue(1);
    }

    /** The kernel does not let it read a process's command line. */
    @Test
    void aPassThatHangsHoldsNobodyUp() throws Exception {
        looks = new SharedPass(this::pass, Duration.ofMillis(20));
        holdTheFirst();
        start(domain(1));

        assertThat(look(domain(1)).get()).contains(running.get(domain(1)));
        assertThat(look(domain(2)).get()).isEmpty();
    }

    @Test
    void aPassThatFailsLetsNobodyWait() {
        var failing = new SharedPass(
                isEnough -> {
                    throw new IllegalStateException("on purpose");
                },
                Duration.ofSeconds(20));

        assertThatThrownBy(() -> failing.find(domain(1))).hasMessage("on purpose");
        assertThatThrownBy(() -> failing.find(domain(1))).hasMessage("on purpose");
    }

    /** What was not come to may be there: nobody is told that it is not. */
    @Test
    void whoWaitsForAPassThatFailsIsToldSo() throws Exception {
        fails = true;
        holdTheFirst();
        var answer = look(domain(1));
        awaitAllWait();
        firstMayGoOn.countDown();

        assertThatThrownBy(answer::get).hasRootCauseMessage("on purpose");
    }

    private void holdTheFirst() throws InterruptedException {
        firstIsHeld = true;
        var unused = look(new UUID(9, 9));
        await(firstBegun);
    }

    private void start(UUID domain) {
        int pid = 100 + running.size();
        running.put(domain, new QemuProcess(pid, pid, domain));
    }

    private CompletableFuture<Optional<QemuProcess>> look(UUID domain) {
        var answer = new CompletableFuture<Optional<QemuProcess>>();
        var thread = new Thread(() -> {
            try {
                answer.complete(looks.find(domain));
            } catch (IllegalStateException e) {
                answer.completeExceptionally(e);
            }
        });
        lookers.add(thread);
        thread.start();
        return answer;
    }

    private void awaitAllWait() {
        for (Thread looker : lookers) {
            while (!WAIT_OR_ARE_DONE.contains(looker.getState())) {
                Thread.onSpinWait();
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static UUID domain(int number) {
        return new UUID(4, number);
    }
}
