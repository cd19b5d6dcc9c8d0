package io.dbcpool.host.run;

import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.host.check.Finding;
import io.dbcpool.host.check.HostCheck;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.setup.Mending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Goes through checks, several at a time, and ends when its time is over, whatever hangs. */
public final class Examination {

    /** A check mostly waits; all that wait for the same answer wait together. */
    private static final int THREADS = 16;

    private Examination() {}

    /** In the order of the checks. Those that have not ended in time cannot tell. What setup would mend says so. */
    public static List<Check> of(Host host, List<HostCheck> checks, Duration limit) throws InterruptedException {
        long endsAt = System.nanoTime() + limit.toNanos();
        var threads = Executors.newFixedThreadPool(THREADS, work -> {
            var thread = new Thread(work, "host-check");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var running = new ArrayList<Future<Check>>();
            checks.forEach(check -> running.add(threads.submit(() -> Mending.of(host, check.of(host)))));
            var ended = new ArrayList<Check>();
            for (int i = 0; i < checks.size(); i++) {
                ended.add(await(running.get(i), checks.get(i), endsAt, limit));
            }
            return ended;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Check await(Future<Check> running, HostCheck check, long endsAt, Duration limit)
            throws InterruptedException {
        try {
            return running.get(Math.max(0, endsAt - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return check.item(Finding.cannotTell(
                    "no answer within the %d s that all checks have".formatted(limit.toSeconds()),
                    "run it alone: ./pool doctor --only " + check.step().word()));
        } catch (ExecutionException e) {
            return check.item(Finding.cannotTell("a defect of ours: " + e.getCause(), "tell the makers of dbc-pool"));
        }
    }
}
