package io.dbcpool.host.linux;

import io.dbcpool.host.probe.Answer;
import io.dbcpool.host.probe.Answer.Unknown;
import io.dbcpool.host.probe.HostProbe;
import io.dbcpool.host.probe.HostRecord;
import io.dbcpool.host.probe.Question;
import io.dbcpool.host.probe.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks each question once, on a thread of its own, and waits for no answer longer than its limit. A file system that
 * hangs cannot be left by a thread that waits for it, so that thread is left behind.
 */
public final class TimedProbe implements HostProbe, AutoCloseable {

    private final HostProbe host;
    private final AtomicInteger running = new AtomicInteger();
    private final Map<Question, CompletableFuture<Answer>> asked = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "host-question");
        thread.setDaemon(true);
        return thread;
    });

    public TimedProbe(HostProbe host) {
        this.host = host;
    }

    private static Duration limit(Question question) {
        return switch (question.kind()) {
            case READ, LIST, LINK, LOOK, SPACE, KEPT, KEY, CLOCK -> Duration.ofSeconds(2);
            case RUN -> Duration.ofSeconds(CommandQuestions.LIMIT_SECONDS + 1L);
            case LIBVIRT, DOMAIN, CLIENT_NODE, CHAIN, SERVICE, CANARY, FSYNC, TOPICS -> Duration.ofSeconds(6);
        };
    }

    @Override
    public Answer ask(Question question) {
        var answer = asked.computeIfAbsent(question, one -> CompletableFuture.supplyAsync(() -> askHost(one), threads));
        try {
            return answer.get(limit(question).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.complete(new Unknown(
                    "no answer within %d s".formatted(limit(question).toSeconds())));
            return answer.join();
        } catch (ExecutionException e) {
            return new Unknown("it could not be asked: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unknown("no answer in time");
        }
    }

    private Answer askHost(Question question) {
        running.incrementAndGet();
        try {
            return host.ask(question);
        } finally {
            running.decrementAndGet();
        }
    }

    /** How many questions still wait for the host. */
    public int hanging() {
        return running.get();
    }

    /** Asks nothing more. A question that hangs goes on to hang. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** All that was asked so far and answered. */
    public HostRecord record(Scope scope) {
        var answers = new TreeMap<Question, Answer>();
        asked.forEach((question, answer) -> {
            if (answer.isDone() && !answer.isCompletedExceptionally()) {
                answers.put(question, answer.join());
            }
        });
        return new HostRecord(scope, answers);
    }
}
