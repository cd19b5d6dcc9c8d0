package io.dbcpool.console.micrometer;

import io.dbcpool.console.http.Viewers;
import io.dbcpool.console.kafka.TopicFeed;
import io.dbcpool.console.live.LivePool;
import io.dbcpool.console.sending.TraceDesk;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/** Registers them. Prometheus gets {@code _total} appended to a counter's name. */
@Singleton
final class Figures {

    void register(
            @Observes StartupEvent started,
            MeterRegistry registry,
            LivePool pool,
            TopicFeed feed,
            TraceDesk traces,
            Viewers viewers) {
        // Not dbcpool_kafka_connected: nothing is kept back while it is 0, only old things are shown.
        Gauge.builder("dbcpool_console_following", feed, f -> f.isFollowing() ? 1 : 0)
                .description("Whether it reads the topics as they grow")
                .register(registry);
        Gauge.builder("dbcpool_console_viewers", viewers, Viewers::count)
                .description("Browsers that are shown the pool live")
                .register(registry);
        FunctionCounter.builder("dbcpool_console_records", pool, LivePool::records)
                .description("Records that it has read")
                .register(registry);
        register(registry, traces);
        feed.unreadable()
                .forEach((topic, count) -> FunctionCounter.builder(
                                "dbcpool_console_unreadable_records", count, AtomicLong::doubleValue)
                        .description("Records that it could not read")
                        .tag("topic", topic)
                        .register(registry));
    }

    private static void register(MeterRegistry registry, TraceDesk traces) {
        Gauge.builder("dbcpool_traces_waiting", traces, TraceDesk::waiting)
                .description("Traces of rentals that the collector has not taken yet")
                .register(registry);
        FunctionCounter.builder("dbcpool_traces_sent", traces, TraceDesk::sent)
                .description("Traces of rentals that the collector took")
                .register(registry);
        FunctionCounter.builder("dbcpool_traces_failed_tries", traces, TraceDesk::failures)
                .description("Times that the collector did not take one")
                .register(registry);
        dropped(registry, "not-taken", traces, TraceDesk::expired);
        dropped(registry, "no-room", traces, TraceDesk::crowdedOut);
    }

    private static void dropped(
            MeterRegistry registry, String reason, TraceDesk traces, ToDoubleFunction<TraceDesk> count) {
        FunctionCounter.builder("dbcpool_traces_dropped", traces, count)
                .description("Traces, and records of one, that will not be told")
                .tag("reason", reason)
                .register(registry);
    }
}
