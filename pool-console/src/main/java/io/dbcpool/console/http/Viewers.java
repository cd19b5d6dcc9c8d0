package io.dbcpool.console.http;

import io.dbcpool.console.live.LivePool;
import io.dbcpool.console.words.Language;
import io.dbcpool.values.MachineId;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The browsers that look. Every {@value #EVERY_MILLIS} ms each is sent what it has not got, if it has taken what it was
 * sent before: one that is slow gets fewer and newer rows, and nothing piles up for it. One that went away is forgotten
 * at the next word to it, which comes within {@link Viewer#CLOCK_EVERY}.
 */
@Singleton
public class Viewers {

    private static final Logger LOG = Logger.getLogger(Viewers.class);
    private static final long EVERY_MILLIS = 200;

    private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "viewers");
        thread.setDaemon(true);
        return thread;
    });
    private final LivePool pool;
    private final Writer writer;
    private final int most;

    Viewers(LivePool pool, Writer writer, @ConfigProperty(name = "dbcpool.console.viewers") int most) {
        this.pool = pool;
        this.writer = writer;
        this.most = most;
    }

    public void start() {
        var unused = ticker.scheduleWithFixedDelay(this::tick, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    public int count() {
        return viewers.size();
    }

    void add(SseEventSink sink, Sse sse, String since, Optional<MachineId> machine, Language language) {
        var viewer = new Viewer(sink, sse, language, machine, Cursor.read(since, pool.instance()));
        if (viewers.size() >= most) {
            viewer.refuse();
        } else {
            viewers.add(viewer);
            viewer.greet(Instant.now());
        }
    }

    private void tick() {
        try {
            var now = Instant.now();
            pool.passTime(now);
            if (viewers.isEmpty()) {
                return;
            }
            var snapshot = pool.snapshot();
            viewers.removeIf(Viewer::isGone);
            viewers.forEach(viewer -> viewer.bring(snapshot, writer, now));
        } catch (RuntimeException e) {
            LOG.error("viewers were not told what changed; they are at the next turn", e);
        }
    }

    public void close() {
        ticker.shutdownNow();
        viewers.forEach(Viewer::close);
        viewers.clear();
    }
}
