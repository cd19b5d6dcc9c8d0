package io.dbcpool.bench.chain;

import io.dbcpool.bench.BenchException;
import io.dbcpool.bench.Ground;
import io.dbcpool.bench.RunningService;
import io.dbcpool.bench.Waiting;
import io.dbcpool.cli.pool.Service;
import io.dbcpool.values.MachineId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The chain-bridge: the record of the rental can be read by a consumer, and so was acknowledged before. */
final class BridgeWitness implements Witness {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TOPIC = "dbc.chain.rentals";
    private static final Pattern ORDERED = Pattern.compile("\"kind\":\"ordered\",\"rentOrderId\":\"?(\\d+)");

    private final Ground ground;
    private final RunningService service;
    private final KafkaConsumer<String, String> consumer;
    private final Thread thread;
    private final Map<String, Long> readAtNanos = new ConcurrentHashMap<>();
    private volatile boolean closed;

    BridgeWitness(Ground ground, URI node, List<MachineId> machines) {
        this.ground = ground;
        this.service = start(ground, node, machines);
        this.consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", ground.bootstrapServers(), "fetch.min.bytes", 1),
                new StringDeserializer(),
                new StringDeserializer());
        Waiting.until(
                "topic " + TOPIC,
                LIMIT,
                Duration.ofMillis(100),
                () -> !consumer.partitionsFor(TOPIC).isEmpty());
        List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        this.thread = new Thread(this::read, "rentals-tail");
        thread.setDaemon(true);
        thread.start();
    }

    /** One that follows the chain. */
    static RunningService start(Ground ground, URI node, List<MachineId> machines) {
        var service = RunningService.start(
                ground, ground.installation(), Service.CHAIN_BRIDGE, PoolText.of(ground, node, machines, ""));
        Waiting.until(
                "the bridge to follow the chain",
                LIMIT,
                Duration.ofMillis(50),
                () -> ChainView.of(service).isFollowing());
        return service;
    }

    private void read() {
        while (!closed) {
            for (var record : consumer.poll(Duration.ofMillis(100))) {
                long now = System.nanoTime();
                var ordered = ORDERED.matcher(record.value());
                if (ordered.find()) {
                    readAtNanos.putIfAbsent(ordered.group(1), now);
                }
            }
        }
    }

    @Override
    public String name() {
        return "chain-bridge: record readable in Kafka";
    }

    @Override
    public long doneAtNanos(MachineId machine, String rentOrder) {
        Waiting.until(
                "the record of rent order " + rentOrder,
                LIMIT,
                Duration.ofMillis(1),
                () -> readAtNanos.containsKey(rentOrder));
        return Objects.requireNonNull(readAtNanos.get(rentOrder));
    }

    @Override
    public boolean isReadyAt(long block) {
        return ChainView.of(service).best() >= block;
    }

    @Override
    public void beginAgain() {
        // the next orders have other ids
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
        consumer.close();
        ground.drop(service);
    }
}
