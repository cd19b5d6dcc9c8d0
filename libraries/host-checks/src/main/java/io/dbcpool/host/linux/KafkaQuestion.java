package io.dbcpool.host.linux;

import io.dbcpool.events.Topic;
import io.dbcpool.host.probe.Answer;
import io.dbcpool.host.probe.Answer.Fields;
import io.dbcpool.host.probe.Answer.Unknown;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;

/** How a broker keeps the pool's topics. */
final class KafkaQuestion {

    private static final int LIMIT_SECONDS = 4;

    private KafkaQuestion() {}

    static Answer ask(String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 3_500);
        try {
            var admin = Admin.create(settings);
            try {
                return ask(admin);
            } finally {
                admin.close(Duration.ofMillis(100));
            }
        } catch (TimeoutException e) {
            return new Unknown("no answer within %d s".formatted(LIMIT_SECONDS));
        } catch (ExecutionException e) {
            return new Unknown(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        } catch (KafkaException e) {
            return new Unknown(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unknown("no answer in time");
        }
    }

    private static Answer ask(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        var there = admin.listTopics().names().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        var resources = Arrays.stream(Topic.values())
                .map(Topic::topicName)
                .filter(there::contains)
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .collect(Collectors.toList());
        var kept = new TreeMap<String, String>();
        admin.describeConfigs(resources)
                .all()
                .get(LIMIT_SECONDS, TimeUnit.SECONDS)
                .forEach((resource, config) -> kept.put(resource.name(), policy(config)));
        return new Fields(kept);
    }

    private static String policy(Config config) {
        String cleanup = config.get("cleanup.policy").value();
        return cleanup.equals("delete") ? "delete " + config.get("retention.ms").value() : cleanup;
    }
}
