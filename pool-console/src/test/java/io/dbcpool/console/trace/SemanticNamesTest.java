package io.dbcpool.console.trace;

import static io.dbcpool.console.Told.OWNERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.console.Told;
import io.dbcpool.events.NodeRental;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.NetworkAttributes;
import io.opentelemetry.semconv.incubating.CloudeventsIncubatingAttributes;
import io.opentelemetry.semconv.incubating.MessagingIncubatingAttributes;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is not ours is spelled as OpenTelemetry spells it. */
class SemanticNamesTest {

    @Test
    void everyKeyIsOursOrOpenTelemetrys() {
        var theirs = Stream.of(
                        ErrorAttributes.class,
                        NetworkAttributes.class,
                        CloudeventsIncubatingAttributes.class,
                        MessagingIncubatingAttributes.class)
                .flatMap(type -> keys(type).stream())
                .collect(Collectors.toSet());
        var story = Story.of(10_500)
                .with(
                        "dbc.node.rentals",
                        "node-agent",
                        "n1",
                        Told.node(NodeRental.Kind.OWNER_DOMAIN_STOPPED, OWNERS, 6.1),
                        6.2);

        var used = RentalTrace.of(Story.KEY, "gpu-01", story.records()).orElseThrow().spans().stream()
                .flatMap(span -> span.attributes().stream())
                .map(Attribute::key)
                .collect(Collectors.toSet());

        assertThat(used).contains("network.peer.address", "messaging.system", "cloudevents.event_id", "error.type");
        assertThat(used).allMatch(key -> key.startsWith("dbcpool.") || theirs.contains(key));
    }

    private static Set<String> keys(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(field -> AttributeKey.class.isAssignableFrom(field.getType()))
                .map(field -> {
                    try {
                        return ((AttributeKey<?>) field.get(null)).getKey();
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(field.toString(), e);
                    }
                })
                .collect(Collectors.toSet());
    }
}
