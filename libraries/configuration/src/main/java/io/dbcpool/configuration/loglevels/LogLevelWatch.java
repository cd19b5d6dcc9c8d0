package io.dbcpool.configuration.loglevels;

import io.dbcpool.configuration.PoolConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Does what a service's file of wishes says, within {@link #PACE}, and undoes each wish at its end. Each change is told
 * once, and so is each new problem of the file.
 */
public final class LogLevelWatch implements AutoCloseable {

    /** How often the file is looked at. */
    public static final Duration PACE = Duration.ofSeconds(2);

    /** @param own the logger's level before us; empty if it followed the one above it */
    private record Changed(Logger logger, Optional<Level> own, LogLevelWish wish) {}

    private final LogLevelFile file;
    private final Clock clock;
    private final Consumer<String> told;
    private final ScheduledExecutorService looks;

    /** By name. It also keeps the loggers: the backend forgets one that nobody holds, and its level. */
    private final Map<String, Changed> changed = new HashMap<>();

    private List<String> problems = List.of();

    LogLevelWatch(LogLevelFile file, Clock clock, Consumer<String> told) {
        this.file = file;
        this.clock = clock;
        this.told = told;
        this.looks = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "log-levels");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @param told logs a line at a level that is on */
    public static LogLevelWatch start(PoolConfig config, String service, Consumer<String> told) {
        var watch = new LogLevelWatch(LogLevelFile.of(config.stateDir(), service), Clock.systemUTC(), told);
        var unused = watch.looks.scheduleWithFixedDelay(watch::lookSafely, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** One failed look must not be the last one. */
    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException e) {
            told.accept("log levels not looked at: " + e);
        }
    }

    void look() {
        LogLevelWishes found = file.read(clock.instant());
        if (!found.problems().equals(problems)) {
            problems = found.problems();
            problems.forEach(problem -> told.accept("log levels: %s: %s".formatted(file, problem)));
        }
        Map<String, LogLevelWish> wished =
                found.wishes().stream().collect(Collectors.toMap(LogLevelWish::logger, Function.identity()));
        List.copyOf(changed.keySet()).stream()
                .filter(logger -> !wished.containsKey(logger))
                .forEach(this::undo);
        wished.values().forEach(this::obey);
    }

    private void obey(LogLevelWish wish) {
        var before = changed.get(wish.logger());
        Logger logger = before == null ? logger(wish.logger()) : before.logger();
        Level now = logger.getLevel();
        // The framework sets levels of its own after the watcher is at work; then those are what we go back to.
        var own = before == null || !Objects.equals(now, before.wish().level().level())
                ? Optional.ofNullable(now)
                : before.own();
        changed.put(wish.logger(), new Changed(logger, own, wish));
        logger.setLevel(wish.level().level());
        if (before == null || !before.wish().equals(wish)) {
            told.accept("log level changed logger=%s level=%s until=%s"
                    .formatted(wish.logger(), wish.level(), wish.until()));
        }
    }

    private void undo(String name) {
        Changed was = Objects.requireNonNull(changed.remove(name), name);
        was.logger().setLevel(was.own().orElse(null));
        told.accept("log level as before logger=%s level=%s"
                .formatted(name, was.own().map(Level::getName).orElse("that of the logger above it")));
    }

    private static Logger logger(String name) {
        return Logger.getLogger(name.equals(LogLevelWish.ROOT) ? "" : name);
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
