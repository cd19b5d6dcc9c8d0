package io.dbcpool.cli.broadcast;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dbcpool.broadcast.BroadcastDecoder;
import io.dbcpool.broadcast.Datagram;
import io.dbcpool.broadcast.DatagramReceiver;
import io.dbcpool.broadcast.ReceiverConfig;
import io.dbcpool.broadcast.Verdict;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.cli.time.Time;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.events.EventCodec;
import io.dbcpool.values.MachineId;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows each datagram as it comes. Shares the port with whoever listens on it. */
@Command(
        name = "listen",
        description = {
            "Show each datagram that comes to the broadcast port, whether it is genuine or not.",
            "A unicast reaches only one of the sockets that share the port, which is the rental-watcher's where one runs."
        })
final class ListenCommand implements Callable<Integer> {

    private static final int MOST_WAITING = 10_000;

    @Mixin
    private final Place place = new Place();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Time.class,
            description = "Stop after that long, such as 90s or 5m (default: never).")
    private Duration limit = Duration.ofDays(10_000);

    @Option(names = "--count", paramLabel = "N", description = "Stop after N datagrams (default: never).")
    private long count = Long.MAX_VALUE;

    @Option(names = "--json", description = "A line of JSON for each, with its bytes: what replay reads.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    @SuppressWarnings("UnusedVariable") // picocli asks for it
    private boolean help;

    @Override
    public Integer call()
            throws PoolFileException, CannotReachException, InterruptedException, JsonProcessingException {
        var pool = place.findPool();
        var bind = place.bind(pool);
        BlockingQueue<Datagram> heard = new LinkedBlockingQueue<>(MOST_WAITING);
        var notShown = new LongAdder();
        try (var receiver = DatagramReceiver.start(ReceiverConfig.ofBroadcasts(bind), datagram -> {
            // A terminal is slower than a flood.
            if (!heard.offer(datagram)) {
                notShown.increment();
            }
        })) {
            if (!receiver.status().listening()) {
                throw new CannotReachException(
                        "wanted UDP port %d, and somebody else has it alone: see 'ss -lnup'".formatted(bind.getPort()));
            }
            System.err.printf("pool: listening on UDP port %d; Ctrl-C stops it%n", bind.getPort());
            long end = System.nanoTime() + limit.toNanos();
            for (long shown = 0; shown < count; shown++) {
                var datagram = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (datagram == null) {
                    break;
                }
                System.out.println(json ? jsonLine(datagram) : line(datagram, pool));
                System.out.flush();
            }
        }
        if (notShown.sum() > 0) {
            System.err.printf("pool: %d more came faster than they could be shown%n", notShown.sum());
        }
        return ExitCode.GOOD;
    }

    static String line(Datagram datagram, Optional<PoolConfig> pool) {
        return "%s  %-21s  %s"
                .formatted(
                        EventCodec.micros(datagram.receivedAt()),
                        datagram.senderText(),
                        words(BroadcastDecoder.decode(datagram.bytes(), datagram.lengthBytes()), pool));
    }

    private static String words(Verdict verdict, Optional<PoolConfig> pool) {
        if (verdict instanceof Verdict.Accepted accepted) {
            return "%-7s  %s"
                    .formatted(accepted.word().name().toLowerCase(Locale.ROOT), name(accepted.machineId(), pool));
        }
        if (verdict instanceof Verdict.Tested tested) {
            return "%-7s  %s"
                    .formatted(
                            "test",
                            tested.canary().isPresent()
                                    ? "a listener's own, to hear itself"
                                    : name(tested.machineId(), pool));
        }
        var refused = (Verdict.Refused) verdict;
        return "refused  %s: %s".formatted(refused.reason().wireName(), refused.detail());
    }

    private static String name(MachineId machine, Optional<PoolConfig> pool) {
        return pool.flatMap(found -> found.findMachine(machine.hex()))
                .map(found -> found.name() + " " + machine.hex())
                .orElseGet(() -> machine.hex() + (pool.isPresent() ? " (not in the pool)" : ""));
    }

    private static String jsonLine(Datagram datagram) throws JsonProcessingException {
        var verdict = BroadcastDecoder.decode(datagram.bytes(), datagram.lengthBytes());
        var fields = new LinkedHashMap<String, Object>();
        fields.put("at", EventCodec.micros(datagram.receivedAt()).toString());
        fields.put("sender", datagram.senderText());
        if (verdict instanceof Verdict.Accepted accepted) {
            fields.put("machineId", accepted.machineId().hex());
            fields.put("status", accepted.word().name().toLowerCase(Locale.ROOT));
        } else if (verdict instanceof Verdict.Tested tested) {
            fields.put("machineId", tested.machineId().hex());
            fields.put("status", "test");
        } else if (verdict instanceof Verdict.Refused refused) {
            fields.put("refused", refused.reason().wireName());
            fields.put("detail", refused.detail());
        }
        fields.put("raw", Base64.getEncoder().encodeToString(datagram.bytes()));
        return EventCodec.json().writeValueAsString(fields);
    }
}
