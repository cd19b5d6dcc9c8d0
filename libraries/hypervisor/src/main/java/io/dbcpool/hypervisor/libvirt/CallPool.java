package io.dbcpool.hypervisor.libvirt;

import io.dbcpool.hypervisor.Hypervisor;
import io.dbcpool.hypervisor.HypervisorUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes calls in threads of its own, so that one that hangs can be left alone. A call that is left alone goes on.
 *
 * <p>An act of the same name that is under way already is joined and not begun again: a guest that is asked every 1.5 s
 * would else pile up calls on a daemon that hangs.
 */
final class CallPool {

    /** Enough for each step of a vacate on several domains at once, all of which hang. */
    static final int MAX_THREADS = 32;

    private static final int WARM_THREADS = 2;
    private static final long IDLE_SECONDS = 30;

    private final Map<String, CompletableFuture<Boolean>> underWay = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads;

    CallPool(String name) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                WARM_THREADS, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.prestartAllCoreThreads();
    }

    /** Begins the call. It fails at once when all threads are taken. */
    <T> CompletableFuture<T> begin(Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        execute(() -> make(call, result), result);
        return result;
    }

    /** Begins the act, or joins the one of that name that is under way. */
    CompletableFuture<Boolean> beginOrJoin(String name, Callable<Boolean> act) {
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> earlier = underWay.putIfAbsent(name, mine);
        if (earlier != null) {
            return earlier;
        }
        Callable<Boolean> once = () -> {
            try {
                return act.call();
            } finally {
                underWay.remove(name, mine);
            }
        };
        execute(() -> make(once, mine), mine);
        if (mine.isCompletedExceptionally()) {
            underWay.remove(name, mine);
        }
        return mine;
    }

    private void execute(Runnable task, CompletableFuture<?> result) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
    }

    private static <T> void make(Callable<T> call, CompletableFuture<T> result) {
        try {
            result.complete(call.call());
        } catch (Throwable e) { // whatever it is belongs to the caller
            result.completeExceptionally(e);
        }
    }

    /** Waits for the call until {@code giveUpAt} ({@link System#nanoTime()}). */
    <T> T await(String name, CompletableFuture<T> call, long giveUpAt) throws HypervisorUnavailableException {
        try {
            return call.get(giveUpAt - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new HypervisorUnavailableException(
                    name + ": no answer within " + Hypervisor.CALL_LIMIT_MILLIS + " ms; the call goes on", e);
        } catch (ExecutionException | CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String why = cause instanceof RejectedExecutionException
                    ? "all " + MAX_THREADS + " threads wait for libvirt, or the connection has ended"
                    : String.valueOf(cause.getMessage());
            throw new HypervisorUnavailableException(name + ": " + why, cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HypervisorUnavailableException(name + ": interrupted while waiting", e);
        }
    }

    /** Whether the call has ended, well or not, within so long. */
    static boolean isDoneWithin(CompletableFuture<?> call, Duration limit) throws HypervisorUnavailableException {
        try {
            call.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HypervisorUnavailableException("interrupted while waiting", e);
        }
    }

    /** When a call that begins now has had its time. */
    static long giveUpAt() {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Hypervisor.CALL_LIMIT_MILLIS);
    }

    /** No call begins any more. */
    void shutdown() {
        threads.shutdown();
    }
}
