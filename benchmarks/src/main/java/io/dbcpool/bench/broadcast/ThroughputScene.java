package io.dbcpool.bench.broadcast;

import io.dbcpool.bench.Ground;
import io.dbcpool.bench.ProcessFigures;
import io.dbcpool.bench.Table;
import io.dbcpool.bench.Table.Aim;
import io.dbcpool.values.MachineId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** More and more words a second, each a change of what its machine says, until some are lost; and where that begins. */
final class ThroughputScene {

    private static final int WARM_UP_PER_SECOND = 5_000;
    private static final int AIM_PER_SECOND = 20_000;

    /** So long without a record, and what is missing is lost. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    private static final List<String> HEAD =
            List.of("", "sent/s", "in Kafka/s", "words", "lost", "processor s", "resident MiB");

    private final Ground ground;
    private final List<MachineId> machines;
    private final List<Integer> rates;
    private final int seconds;
    private final Consumer<String> told;
    private final List<List<String>> rows = new ArrayList<>();

    ThroughputScene(Ground ground, List<MachineId> machines, List<Integer> rates, int seconds, Consumer<String> told) {
        this.ground = ground;
        this.machines = machines;
        this.rates = rates;
        this.seconds = seconds;
        this.told = told;
    }

    Table play() {
        double best = play(ListenerEar.start(ground, machines));
        var aims = new ArrayList<Aim>();
        aims.add(new Aim(
                "broadcast-listener without a loss: %,.0f words/s, wanted %,d".formatted(best, AIM_PER_SECOND),
                best >= AIM_PER_SECOND * 0.99));
        if (RsyslogEar.isInstalled()) {
            play(RsyslogEar.start(ground));
        } else {
            told.accept("rsyslog is not here: apt-get install rsyslog rsyslog-kafka");
        }
        return new Table(
                "%,d machines change their word in turn, %d s at each rate, over loopback"
                        .formatted(machines.size(), seconds),
                HEAD,
                rows,
                aims);
    }

    /** @return the highest rate at which nothing was lost */
    private double play(Ear ear) {
        double best = 0;
        try (var mouth = new Mouth(machines, ear.port());
                var tail = TopicTail.start(ear, ground.bootstrapServers())) {
            mouth.say(2L * machines.size(), WARM_UP_PER_SECOND);
            tail.awaitWords(2L * machines.size(), QUIET);
            for (int rate : rates) {
                told.accept("%s: %,d words a second for %d s".formatted(ear.name(), rate, seconds));
                var reached = play(ear, mouth, tail, rate);
                best = Math.max(best, reached.orElse(0.0));
                if (reached.isEmpty()) {
                    break;
                }
            }
        } finally {
            ear.close();
        }
        return best;
    }

    /** @return how many a second came through; nothing if some were lost */
    private Optional<Double> play(Ear ear, Mouth mouth, TopicTail tail, int rate) {
        long before = tail.words();
        double processor = ProcessFigures.processorSeconds(ear.pid());
        long begun = System.nanoTime();
        long count = (long) rate * seconds;
        double sent = mouth.say(count, rate);
        tail.awaitWords(before + count, QUIET);
        long came = tail.words() - before;
        double through = came / ((tail.lastNanos() - begun) / 1e9);
        rows.add(List.of(
                ear.name(),
                "%,.0f".formatted(sent),
                "%,.0f".formatted(through),
                "%,d".formatted(count),
                "%,d".formatted(count - came),
                String.format(Locale.ROOT, "%.1f", ProcessFigures.processorSeconds(ear.pid()) - processor),
                Long.toString(ProcessFigures.residentMebibytes(ear.pid()))));
        return came == count ? Optional.of(Math.min(sent, through)) : Optional.empty();
    }
}
