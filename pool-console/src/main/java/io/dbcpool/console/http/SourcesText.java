package io.dbcpool.console.http;

import io.dbcpool.console.view.PoolView;
import io.dbcpool.console.words.MachineText.Field;
import io.dbcpool.console.words.Texts;
import io.dbcpool.events.Alert;
import java.util.ArrayList;

/** The sources that fall silent, by the alerts that stand for them. */
final class SourcesText {

    private SourcesText() {}

    static Pages.Sources of(PoolView view, Texts texts) {
        var lines = new ArrayList<Field>();
        long withBroadcast = view.machines().values().stream()
                .filter(machine -> machine.broadcast().isPresent())
                .count();
        long onChain = view.machines().values().stream()
                .filter(machine -> machine.chain().isPresent())
                .count();
        long withHost = view.machines().values().stream()
                .filter(machine -> machine.readiness().isPresent())
                .count();
        int all = view.machines().size();
        lines.add(new Field(texts.get("sources.broadcast"), texts.say("sources.heard", withBroadcast, all)));
        lines.add(new Field(texts.get("sources.host"), texts.say("sources.heard", withHost, all)));
        lines.add(new Field(texts.get("sources.chain"), texts.say("sources.heard", onChain, all)));
        view.machines()
                .values()
                .forEach(machine -> machine.standingAlerts().stream()
                        .filter(SourcesText::isOfSource)
                        .forEach(
                                alert -> lines.add(new Field(machine.name(), alert.alert() + ": " + alert.summary()))));
        return new Pages.Sources(lines);
    }

    private static boolean isOfSource(Alert alert) {
        return alert.alert().equals("SourceSilent") || alert.alert().equals("SourcesDisagree");
    }
}
