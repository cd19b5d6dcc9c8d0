package io.dbcpool.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What one scene found.
 *
 * @param head names of the columns, with their units
 * @param aims each with whether it was met
 */
public record Table(String title, List<String> head, List<List<String>> rows, List<Aim> aims) {

    /** @param text what was wanted and what was found */
    public record Aim(String text, boolean isMet) {}

    public Table {
        head = List.copyOf(head);
        rows = List.copyOf(rows);
        aims = List.copyOf(aims);
    }

    public String text() {
        var lines = new ArrayList<List<String>>();
        lines.add(head);
        lines.addAll(rows);
        var text = new StringBuilder(title).append('\n').append(TextTable.columns(lines));
        aims.forEach(aim -> text.append("  ")
                .append(aim.text())
                .append(aim.isMet() ? ": met" : ": MISSED")
                .append('\n'));
        return text.toString();
    }

    public void writeTo(ObjectNode json) {
        json.put("title", title);
        var all = json.putArray("rows");
        for (List<String> row : rows) {
            var one = all.addObject();
            for (int column = 0; column < head.size(); column++) {
                one.put(head.get(column), row.get(column));
            }
        }
        var judged = json.putArray("aims");
        aims.forEach(aim -> judged.addObject().put("aim", aim.text()).put("met", aim.isMet()));
    }
}
