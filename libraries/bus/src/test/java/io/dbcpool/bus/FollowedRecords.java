package io.dbcpool.bus;

import io.dbcpool.events.Envelope;
import io.dbcpool.events.Topic;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A follower that writes down what it is told. */
final class FollowedRecords implements AutoCloseable {

    private final List<Followed> records = new CopyOnWriteArrayList<>();
    private final List<String> buried = new CopyOnWriteArrayList<>();
    private final TopicFollower follower;

    FollowedRecords(String bootstrapServers, From from, Topic... topics) {
        this.follower = TopicFollower.start(
                KafkaSettings.of(bootstrapServers, "test"), Set.of(topics), from, records::add, this::bury);
    }

    private void bury(ConsumerRecord<byte[], byte[]> record, String reason) {
        buried.add(reason);
    }

    boolean isFollowing() {
        return follower.isFollowing();
    }

    List<Followed> all() {
        return records;
    }

    List<String> buried() {
        return buried;
    }

    /** Each once, in the order in which it first came. */
    List<Integer> numbersWithoutRepeats() {
        var ids = new RecentIds(1_000_000);
        return records.stream()
                .map(Followed::envelope)
                .filter(envelope -> ids.add(envelope.id()))
                .map(Samples::number)
                .toList();
    }

    List<Envelope> envelopes() {
        return records.stream().map(Followed::envelope).toList();
    }

    @Override
    public void close() {
        follower.close();
    }
}
