package io.dbcpool.cli.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dbcpool.bus.Followed;
import io.dbcpool.bus.From;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.bus.TopicFollower;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.cli.time.Time;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.Topic;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows records as they come. Takes the partitions itself and joins no group, so it disturbs nobody. */
@Command(
        name = "tail",
        description = "Show each record of the pool's topics as it comes, in one line.",
        footer = {"", "Order holds within a machine and a topic, not between topics. Ctrl-C stops it."})
final class TailCommand implements Callable<Integer> {

    private static final int MOST_WAITING = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(200);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The pool's file (default: pool.yaml).")
    private Path config = Path.of("pool.yaml");

    @Option(names = "--topic", paramLabel = "NAME", split = ",", description = "Only these topics (default: all).")
    private List<String> topics = new ArrayList<>();

    @Option(names = "--machine", paramLabel = "NAME", description = "Only records about this machine, by name or id.")
    private String machine = "";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Time.class,
            description = "Begin that long ago, such as 30m, 24h or 7d (default: now).")
    private Duration since = Duration.ZERO;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Time.class,
            description = "Stop after that long (default: never).")
    private Duration limit = Duration.ofDays(10_000);

    @Option(names = "--count", paramLabel = "N", description = "Stop after N records (default: never).")
    private long count = Long.MAX_VALUE;

    @Option(names = "--json", description = "A line of JSON for each: its headers and its value.")
    private boolean json;

    @Override
    public Integer call() throws PoolFileException, CannotReachException, IOException, InterruptedException {
        var pool = PoolFile.read(config);
        var wanted = topics();
        var about = machine.isEmpty() ? null : machine(pool);
        BlockingQueue<Followed> read = new LinkedBlockingQueue<>(MOST_WAITING);
        try (var follower = TopicFollower.start(
                KafkaSettings.read(pool.bootstrapServers(), "pool-events", System.getenv()),
                wanted,
                since.isZero() ? From.theEnd() : From.before(since),
                record -> put(read, record),
                (record, reason) -> System.err.printf(
                        "pool: a record cannot be read topic=%s partition=%d offset=%d%n",
                        record.topic(), record.partition(), record.offset()))) {
            awaitKafka(follower, pool);
            long end = System.nanoTime() + limit.toNanos();
            for (long shown = 0; shown < count; ) {
                var record = read.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (record == null) {
                    break;
                }
                var of = record.envelope().event().machine();
                if (about == null || of.filter(about::equals).isPresent()) {
                    System.out.println(json ? jsonLine(record) : EventLine.of(record.envelope(), name(record, pool)));
                    System.out.flush();
                    shown++;
                }
            }
        }
        return ExitCode.GOOD;
    }

    /** Kafka waits for a terminal that is slow. */
    private static void put(BlockingQueue<Followed> read, Followed record) {
        try {
            read.put(record);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitKafka(TopicFollower follower, PoolConfig pool)
            throws CannotReachException, InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!follower.isReachable()) {
            if (System.nanoTime() - giveUp > 0) {
                throw new CannotReachException("wanted Kafka at %s, and nothing answered within %d s"
                        .formatted(pool.bootstrapServers(), PATIENCE.toSeconds()));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
    }

    private Set<Topic> topics() {
        var found = EnumSet.noneOf(Topic.class);
        for (String name : topics) {
            found.add(Topic.find(name)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "wanted one of %s, found '%s'"
                                    .formatted(
                                            EnumSet.allOf(Topic.class).stream()
                                                    .map(Topic::topicName)
                                                    .toList(),
                                            name))));
        }
        return found.isEmpty() ? EnumSet.allOf(Topic.class) : found;
    }

    /** One that the file does not know may have records all the same. */
    private MachineId machine(PoolConfig pool) {
        return pool.findMachine(machine)
                .map(PoolConfig.Machine::id)
                .or(() -> MachineId.find(machine))
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "wanted a machine of %s, or 64 hex digits, found '%s'".formatted(pool.file(), machine)));
    }

    private static String name(Followed record, PoolConfig pool) {
        return record.envelope()
                .event()
                .machine()
                .map(id -> pool.findMachine(id)
                        .map(PoolConfig.Machine::name)
                        .orElseGet(() -> EventLine.shortened(id.hex())))
                .orElse("-");
    }

    private static String jsonLine(Followed record) throws JsonProcessingException {
        var envelope = record.envelope();
        var line = new LinkedHashMap<String, Object>();
        line.put("topic", record.topic());
        line.put("partition", record.partition());
        line.put("offset", record.offset());
        line.put("id", envelope.id());
        line.put("type", envelope.event().type());
        line.put("source", envelope.source());
        line.put("time", envelope.time());
        line.put("value", envelope.event());
        return EventCodec.json().writeValueAsString(line);
    }
}
