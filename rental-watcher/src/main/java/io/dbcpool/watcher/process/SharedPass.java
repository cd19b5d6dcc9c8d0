package io.dbcpool.watcher.process;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Looks for QEMU processes that share a pass over all processes, so that many domains cost a host as much as one.
 * Passes go one after the other. Whoever asks while one is under way takes part in the next, with all others who wait:
 * a process that was started just before it was asked for is never missed.
 */
final class SharedPass {

    /** A pass over all processes, from its begin on. */
    interface Pass {

        /** @param isEnough is told of each process of QEMU, and says whether the pass may end with it */
        void go(Predicate<QemuProcess> isEnough);
    }

    private final Pass pass;
    private final Duration hangsAfter;
    private final ReentrantLock underWay = new ReentrantLock();
    private Map<UUID, CompletableFuture<Optional<QemuProcess>>> asked = new HashMap<>();

    /**
     * @param hangsAfter how long a pass is waited for: one that hangs in the kernel, at one process, holds up no other
     */
    SharedPass(Pass pass, Duration hangsAfter) {
        this.pass = pass;
        this.hangsAfter = hangsAfter;
    }

    /**
     * Looks for the process that runs the domain, on this thread or on that of another who looks.
     *
     * @throws ProcessLookException to all whose process was not found by a pass that failed
     */
    Optional<QemuProcess> find(UUID domain) {
        CompletableFuture<Optional<QemuProcess>> answer;
        boolean isFirst;
        synchronized (this) {
            isFirst = asked.isEmpty();
            answer = asked.computeIfAbsent(domain, same -> new CompletableFuture<>());
        }
        if (isFirst) {
            goInTurn();
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private void goInTurn() {
        boolean isInTurn = awaitTurn();
        try {
            go(takeAsked());
        } finally {
            if (isInTurn) {
                underWay.unlock();
            }
        }
    }

    private boolean awaitTurn() {
        try {
            return underWay.tryLock(hangsAfter.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whoever asks from here on is not answered by the pass that begins now. */
    private synchronized Map<UUID, CompletableFuture<Optional<QemuProcess>>> takeAsked() {
        var taken = asked;
        asked = new HashMap<>();
        return taken;
    }

    /** Each is answered as soon as its process is found: one that is looked for alone waits for no more than that. */
    private void go(Map<UUID, CompletableFuture<Optional<QemuProcess>>> asked) {
        try {
            pass.go(process -> {
                var answer = asked.get(process.domainUuid());
                if (answer != null) {
                    answer.complete(Optional.of(process));
                }
                return asked.values().stream().allMatch(CompletableFuture::isDone);
            });
            asked.values().forEach(answer -> answer.complete(Optional.empty()));
        } catch (RuntimeException e) {
            asked.values().forEach(answer -> answer.completeExceptionally(e));
        } finally {
            asked.values()
                    .forEach(answer -> answer.completeExceptionally(new ProcessLookException("a look has broken off")));
        }
    }
}
