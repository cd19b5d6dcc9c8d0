package io.dbcpool.cli.log;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.cli.pool.Service;
import io.dbcpool.cli.time.Time;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.configuration.loglevels.LogLevel;
import io.dbcpool.configuration.loglevels.LogLevelFile;
import io.dbcpool.configuration.loglevels.LogLevelWatch;
import io.dbcpool.configuration.loglevels.LogLevelWish;
import io.dbcpool.configuration.loglevels.LogLevelWishes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows and changes the levels that this host's services are asked to log at. */
@Command(
        name = "log",
        description = {
            "The level of a logger, while its service runs: without a level it shows those that were changed.",
            "Each change ends by itself, so nobody forgets it."
        },
        footer = {
            "",
            "Examples:",
            "  ./pool log",
            "  ./pool log rental-watcher io.dbcpool.watcher DEBUG",
            "  ./pool log node-agent root DEBUG --for 2m",
            "  ./pool log rental-watcher io.dbcpool.watcher reset"
        })
public final class LogCommand implements Callable<Integer> {

    private static final String RESET = "reset";

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The pool's file (default: pool.yaml).")
    private Path config = Path.of("pool.yaml");

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Time.class,
            description = "How long, such as 90s, 15m (default) or 2h; at most 24h.")
    private Duration time = Duration.ofMinutes(15);

    @Option(names = "--json", description = "A line of JSON for each changed logger.")
    private boolean json;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SERVICE",
            description = "Such as rental-watcher; default: all.")
    private Optional<String> service = Optional.empty();

    @Parameters(index = "1", arity = "0..1", paramLabel = "LOGGER", description = "Its full name, or root.")
    private Optional<String> logger = Optional.empty();

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "LEVEL",
            description = "TRACE, DEBUG, INFO, WARN, ERROR, OFF, or reset.")
    private Optional<String> level = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws PoolFileException, IOException {
        PoolConfig pool = PoolFile.read(config);
        List<String> services = Arrays.stream(Service.values())
                .map(Service::serviceName)
                .filter(name -> service.isEmpty() || service.get().equals(name))
                .toList();
        if (services.isEmpty()) {
            return refuse("wanted a service, one of %s; found '%s'"
                    .formatted(
                            Arrays.stream(Service.values())
                                    .map(Service::serviceName)
                                    .collect(Collectors.joining(", ")),
                            service.get()));
        }
        if (logger.isPresent() && !LogLevelWish.isName(logger.get())) {
            return refuse("wanted the name of a logger, such as io.dbcpool.watcher, or root; found '%s'"
                    .formatted(logger.get()));
        }
        return level.isPresent() ? change(pool, services.get(0), logger.get(), level.get()) : show(pool, services);
    }

    private int change(PoolConfig pool, String name, String changed, String to) throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        LogLevelFile file = LogLevelFile.of(pool.stateDir(), name);
        LogLevelWishes before = file.read(now);
        before.problems()
                .forEach(problem -> spec.commandLine()
                        .getErr()
                        .println("pool: %s: %s; it is written anew without that".formatted(file, problem)));
        if (to.equalsIgnoreCase(RESET)) {
            file.write(before.without(changed));
            say("%s: %s has its own level again, within %d s".formatted(name, changed, LogLevelWatch.PACE.toSeconds()));
            return ExitCode.GOOD;
        }
        Optional<LogLevel> wanted = LogLevel.find(to);
        if (wanted.isEmpty()) {
            return refuse("wanted a level, one of %s, or reset; found '%s'".formatted(LogLevelWishes.levels(), to));
        }
        if (time.isZero() || time.compareTo(LogLevelWish.LONGEST) > 0) {
            return refuse("wanted 1s to 24h for --for, found %d s".formatted(time.toSeconds()));
        }
        var wish = new LogLevelWish(changed, wanted.get(), now.plus(time));
        file.write(before.with(wish));
        say("%s: %s is to be %s until %s; the service sees it within %d s if it runs"
                .formatted(name, changed, wish.level(), wish.until(), LogLevelWatch.PACE.toSeconds()));
        return ExitCode.GOOD;
    }

    private int show(PoolConfig pool, List<String> services) {
        boolean broken = false;
        boolean any = false;
        for (String name : services) {
            LogLevelFile file = LogLevelFile.of(pool.stateDir(), name);
            LogLevelWishes found = file.read(Instant.now());
            broken |= !found.problems().isEmpty();
            found.problems()
                    .forEach(problem -> spec.commandLine().getErr().println("pool: %s: %s".formatted(file, problem)));
            for (LogLevelWish wish : found.wishes()) {
                if (logger.isEmpty() || logger.get().equals(wish.logger())) {
                    any = true;
                    say(
                            json
                                    ? line(name, wish)
                                    : "%s: %s %s until %s".formatted(name, wish.logger(), wish.level(), wish.until()));
                }
            }
        }
        if (!any && !json) {
            say("no level is changed");
        }
        return broken ? ExitCode.SOMETHING_IS_WRONG : ExitCode.GOOD;
    }

    private static String line(String service, LogLevelWish wish) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("service", service)
                .put("logger", wish.logger())
                .put("level", wish.level().name())
                .put("until", wish.until().toString())
                .toString();
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }

    private int refuse(String why) {
        spec.commandLine().getErr().println("pool: " + why);
        return ExitCode.WRONG_USAGE;
    }
}
