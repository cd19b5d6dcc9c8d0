package io.dbcpool.watcher.simulation;

import io.dbcpool.bus.OutboxDelivery;
import io.dbcpool.bus.OutboxDelivery.Turn;
import io.dbcpool.bus.OutboxPublisher;
import io.dbcpool.bus.Publisher;
import io.dbcpool.bus.outbox.KeptOutbox;
import io.dbcpool.bus.outbox.OutboxLimits;
import io.dbcpool.events.Alert;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.VacateCompleted;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One run's way to Kafka: the real outbox, publisher and delivery, and a producer that is made up. */
final class SimulatedTelling implements Publisher {

    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final Duration AGAIN_WHILE_AWAY = Duration.ofSeconds(2);
    private static final Duration LOOKS_FOR_STUCK = Duration.ofSeconds(10);

    private record InFlight(ProducerRecord<byte[], byte[]> record, Callback onAnswer) {}

    private final World world;
    private final SimulatedWatcher watcher;
    private final Agenda agenda;
    private final SimulatedOutboxDisk disk;
    private final KeptOutbox outbox;
    private final OutboxPublisher publisher;
    private final OutboxDelivery.Counts counts = new OutboxDelivery.Counts();
    private final Deque<InFlight> inFlight = new ArrayDeque<>();
    private @Nullable OutboxDelivery delivery;
    private boolean knowsTopics;
    private boolean workIsDue;
    private boolean ended;

    SimulatedTelling(World world, SimulatedWatcher watcher, SimulatedOutboxDisk disk) {
        this.world = world;
        this.watcher = watcher;
        this.agenda = world.agenda();
        this.disk = disk;
        this.outbox = new KeptOutbox(disk, world.wall(), agenda.nowNanos(), this::workSoon);
        this.publisher =
                new OutboxPublisher(outbox, watcher.actor(), world.wall(), OutboxLimits.DEFAULT, this::workSoon);
        workSoon();
        agenda.after(LOOKS_FOR_STUCK, this::lookForStuck);
    }

    @Override
    public void publish(Envelope envelope) {
        watcher.mayDie();
        world.note(() -> "watcher %s publishes %s %s".formatted(watcher.number(), envelope.id(), envelope.event()));
        boolean isAgain = world.kafka().know(envelope);
        if (envelope.event() instanceof Alert alert) {
            world.witness().onAlert(alert, isAgain);
        }
        world.witness().onPublished(watcher, envelope);
        if (isDropped(envelope.event())) {
            return;
        }
        publisher.publish(envelope);
    }

    private boolean isDropped(PoolEvent event) {
        boolean isReceipt = event instanceof VacateCompleted;
        boolean isBreach = event instanceof Alert alert && alert.alert().equals("MachineBroken");
        return (isReceipt && world.bug(Bug.RECEIPTS_ARE_DROPPED_WHERE_THE_DISK_FAILS) && watcher.isJournalInTrouble())
                || (isBreach && world.bug(Bug.BREACHES_AFTER_A_STALL_ARE_NOT_TOLD) && watcher.wasBehind());
    }

    private void lookForStuck() {
        if (!ended) {
            if (!world.bug(Bug.TIMERS_DO_NOT_RUN)) {
                publisher.checkForStuckOutbox();
            }
            if (disk.hasFailed()) {
                workSoon(); // what it kept before that is told when it can be opened again
            }
            agenda.after(LOOKS_FOR_STUCK, this::lookForStuck);
        }
    }

    private void workSoon() {
        if (!workIsDue) {
            workIn(Duration.ofMillis(2));
        }
    }

    private void workIn(Duration delay) {
        workIsDue = true;
        agenda.after(delay, () -> {
            workIsDue = false;
            if (!ended) {
                work();
            }
        });
    }

    /** What the threads of outbox and sender do. */
    private void work() {
        if (!watcher.isDiskSlow()) {
            outbox.workAt(agenda.nowNanos());
        }
        knowsTopics |= world.kafka().isUp();
        if (knowsTopics) {
            deliver();
        }
        if (outbox.size().records() > 0 && !workIsDue) {
            workIn(world.kafka().isUp() ? AGAIN : AGAIN_WHILE_AWAY);
        }
    }

    private void deliver() {
        var current = delivery;
        if (current == null || current.hasFailed()) {
            inFlight.clear();
            current = new OutboxDelivery(outbox, this::send, counts);
            delivery = current;
        }
        try {
            if (current.turn() == Turn.SENT) {
                workSoon();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback onAnswer) {
        if (!world.kafka().isUp() && inFlight.size() > 20) {
            // Its buffer is full, and nothing makes room within max.block.ms.
            var failure = new TimeoutException("buffer is full");
            onAnswer.onCompletion(null, failure);
            return CompletableFuture.failedFuture(failure);
        }
        inFlight.add(new InFlight(record, onAnswer));
        agenda.after(world.kafka().latencyNanos(), this::arrive);
        return new CompletableFuture<>();
    }

    /** In the order in which they were sent; what no broker takes now is tried again. */
    private void arrive() {
        if (ended || inFlight.isEmpty()) {
            return;
        }
        if (!world.kafka().isUp()) {
            agenda.after(AGAIN_WHILE_AWAY, this::arrive);
            return;
        }
        var first = inFlight.remove();
        if (!world.bug(Bug.RECORDS_ARE_LOST) || !world.dice().chance(0.05)) {
            world.kafka().append(first.record());
        }
        first.onAnswer().onCompletion(null, null);
    }

    /** The producer fails for good: some of what it was given is in its topic, and it cannot say what. */
    void failProducer() {
        var lost = new ArrayDeque<>(inFlight);
        inFlight.clear();
        int arrived = world.dice().between(0, lost.size());
        for (InFlight one : lost) {
            if (arrived-- > 0 && world.kafka().isUp()) {
                world.kafka().append(one.record());
            }
            one.onAnswer().onCompletion(null, new KafkaException("the broker lost its data"));
        }
        workSoon();
    }

    /** The process is killed: what is on its way may arrive. */
    void end() {
        ended = true;
        int arrived = world.dice().between(0, inFlight.size());
        for (InFlight one : inFlight) {
            if (arrived-- > 0 && world.kafka().isUp()) {
                world.kafka().append(one.record());
            }
        }
        inFlight.clear();
    }

    boolean isEmpty() {
        return outbox.size().records() == 0;
    }

    long records() {
        return outbox.size().records();
    }
}
