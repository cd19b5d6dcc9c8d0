package io.dbcpool.bus;

import io.dbcpool.events.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/** How the pool's topics are made. A topic that is there already is left as it is: its operator may know better. */
final class TopicPolicy {

    private static final int KEYED_PARTITIONS = 3;

    private static final String DEAD_LETTERS_KEPT_MILLIS = String.valueOf(30L * 24 * 60 * 60 * 1000);

    private TopicPolicy() {}

    static List<NewTopic> all() {
        var topics = new ArrayList<NewTopic>();
        for (Topic topic : Topic.values()) {
            topics.add(newTopic(topic.topicName(), partitions(topic)).configs(cleanup(topic)));
            topics.add(newTopic(topic.deadLetterName(), 1).configs(Map.of("retention.ms", DEAD_LETTERS_KEPT_MILLIS)));
        }
        return topics;
    }

    /**
     * Records of one machine share a partition by their key. Where records may be about no machine, and so have no key,
     * only a single partition keeps a condition's end behind its beginning.
     */
    static int partitions(Topic topic) {
        return switch (topic) {
            case ALERTS, BROADCASTS_REJECTED, BONDING, BONDING_REQUESTS -> 1;
            case BROADCASTS,
                    NODE_RENTALS,
                    NODE_READINESS,
                    CHAIN_RENTALS,
                    CHAIN_MACHINES,
                    SIGNING_REQUESTS,
                    SIGNING_ANSWERS,
                    VACATES -> KEYED_PARTITIONS;
        };
    }

    private static Map<String, String> cleanup(Topic topic) {
        return topic.retention()
                .map(kept -> Map.of("cleanup.policy", "delete", "retention.ms", String.valueOf(kept.toMillis())))
                .orElse(Map.of("cleanup.policy", "compact"));
    }

    /** As many replicas as the brokers make by themselves. */
    private static NewTopic newTopic(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty());
    }
}
