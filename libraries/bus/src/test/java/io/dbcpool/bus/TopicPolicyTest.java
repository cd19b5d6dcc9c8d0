package io.dbcpool.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.Topic;
import org.junit.jupiter.api.Test;

class TopicPolicyTest {

    @Test
    void eachTopicHasItsDeadLetters() {
        assertThat(TopicPolicy.all()).hasSize(2 * Topic.values().length);
    }

    @Test
    void aTopicWhoseRecordsMayHaveNoKeyHasOnePartitionSoThatTheyKeepTheirOrder() {
        assertThat(TopicPolicy.partitions(Topic.ALERTS)).isEqualTo(1);
        assertThat(TopicPolicy.partitions(Topic.BROADCASTS_REJECTED)).isEqualTo(1);
        assertThat(TopicPolicy.partitions(Topic.VACATES)).isEqualTo(3);
    }

    @Test
    void theBrokersDecideHowManyReplicasThereAre() {
        assertThat(TopicPolicy.all())
                .allSatisfy(topic -> assertThat(topic.replicationFactor()).isEqualTo((short) -1));
    }
}
