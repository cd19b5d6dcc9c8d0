package io.dbcpool.agent.alarm;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What must survive the agent, so that a reboot hides no check that it made wrong, and an alert that was raised before
 * it is cleared after.
 *
 * @param good ids of the checks that have been good
 * @param bad those of them that were wrong when they could last be told
 * @param keyWasRight whether the machine's own key has been in its place
 * @param raised what each standing alert is about, by the alert's name
 */
public record KeptAlarms(List<String> good, List<String> bad, boolean keyWasRight, Map<String, String> raised) {

    public static final KeptAlarms NONE = new KeptAlarms(List.of(), List.of(), false, Map.of());

    public KeptAlarms {
        good = good.stream().sorted().distinct().toList();
        bad = bad.stream().sorted().distinct().toList();
        raised = Map.copyOf(new TreeMap<>(raised));
    }
}
