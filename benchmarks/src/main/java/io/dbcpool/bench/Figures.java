package io.dbcpool.bench;

import io.dbcpool.events.EventCodec;
import java.util.List;

/** Everything that one run found, and on which machine. */
public record Figures(Host host, String loadAveragesAfter, List<Table> tables) {

    public Figures {
        tables = List.copyOf(tables);
    }

    /** @param host as it was read before */
    public static Figures of(Host host, List<Table> tables) {
        return new Figures(host, Host.loadAveragesNow(), tables);
    }

    public boolean meetTheirAims() {
        return tables.stream().flatMap(table -> table.aims().stream()).allMatch(Table.Aim::isMet);
    }

    public String text() {
        var text = new StringBuilder(host.text(loadAveragesAfter));
        tables.forEach(table -> text.append('\n').append(table.text()));
        return text.toString();
    }

    /** One line. */
    public String json() {
        var json = EventCodec.json().createObjectNode();
        host.writeTo(json, loadAveragesAfter);
        var all = json.putArray("tables");
        tables.forEach(table -> table.writeTo(all.addObject()));
        return json.toString();
    }
}
