package io.dbcpool.history;

import io.dbcpool.events.PoolEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that was told in one run, each happening once: a record that is told again under the same {@code ce_id} counts
 * where it stood first.
 */
final class History {

    private final Map<String, Told> once = new LinkedHashMap<>();
    private final List<String> contradictions = new ArrayList<>();

    History(List<Told> told) {
        for (Told record : told) {
            var first = once.putIfAbsent(topic(record) + " " + record.envelope().id(), record);
            if (first != null && !first.json().equals(record.json())) {
                contradictions.add("ce_id %s of %s is told twice, with different values: %s and %s"
                        .formatted(record.envelope().id(), topic(record), first.json(), record.json()));
            }
        }
    }

    /** Of this kind, in the order of their topic. */
    <T extends PoolEvent> List<T> list(Class<T> kind) {
        return once.values().stream()
                .map(told -> told.envelope().event())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    List<Told> listTold(Class<? extends PoolEvent> kind) {
        return once.values().stream()
                .filter(told -> kind.isInstance(told.envelope().event()))
                .toList();
    }

    /** Where one {@code ce_id} stands for two happenings, so that a reader who drops repeats loses one. */
    List<String> contradictions() {
        return List.copyOf(contradictions);
    }

    private static String topic(Told told) {
        return told.envelope().event().topic().topicName();
    }
}
