package io.dbcpool.console.words;

import io.dbcpool.console.view.PoolView;
import io.dbcpool.console.view.Standing;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the head of the pool's page says: is every machine inside the rule?
 *
 * @param tone of the worst machine
 * @param alerts that stand and are about no machine
 */
public record PoolText(String answer, String tone, List<String> counts, List<String> alerts) {

    public PoolText {
        counts = List.copyOf(counts);
        alerts = List.copyOf(alerts);
    }

    public static PoolText of(PoolView view, Instant now, Texts texts) {
        Map<Standing, Integer> counts = new EnumMap<>(Standing.class);
        view.machines().values().forEach(machine -> counts.merge(Standing.of(machine, now), 1, Integer::sum));
        var worst = counts.keySet().stream().findFirst().orElse(Standing.INSIDE);
        int late = counts.getOrDefault(Standing.LATE, 0);
        int all = view.machines().size();
        return new PoolText(
                late > 0 ? texts.say("pool.late", late, all) : texts.say("pool.inside", all),
                RowText.word(worst),
                counts.entrySet().stream()
                        .map(entry -> texts.say(
                                "pool.count", entry.getValue(), texts.get("standing." + RowText.word(entry.getKey()))))
                        .toList(),
                view.standingAlerts().stream().map(RowText::alert).toList());
    }
}
