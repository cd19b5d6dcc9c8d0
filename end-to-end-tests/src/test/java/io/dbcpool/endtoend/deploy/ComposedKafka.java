package io.dbcpool.endtoend.deploy;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A broker's environment in a compose file, as Kafka's image makes settings of it. */
final class ComposedKafka {

    private ComposedKafka() {}

    /** @param file of the repository */
    static Map<String, String> settings(String file, String service) {
        var services = AlertRule.map(AlertRule.yaml(Repository.root().resolve(file)), "services");
        var settings = new HashMap<String, String>();
        merged(AlertRule.map(AlertRule.map(services, service), "environment")).forEach((name, value) -> {
            if (name.startsWith("KAFKA_") && !name.equals("KAFKA_HEAP_OPTS")) {
                settings.put(setting(name), value);
            }
        });
        return settings;
    }

    private static Map<String, String> merged(Map<?, ?> environment) {
        var merged = new HashMap<String, String>();
        if (environment.get("<<") instanceof Map<?, ?> common) {
            merged.putAll(merged(common));
        }
        environment.forEach((name, value) -> merged.put(name.toString(), value.toString()));
        return merged;
    }

    /** {@code KAFKA_A_B___C} is {@code a.b-c}. */
    private static String setting(String variable) {
        return variable.replaceFirst("^KAFKA_", "")
                .toLowerCase(Locale.ROOT)
                .replace("___", "-")
                .replace("_", ".");
    }
}
