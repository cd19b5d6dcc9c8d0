package io.dbcpool.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * An {@link Appeal} as a page for a person: one file that loads nothing and runs nothing, with the receipt inside, so
 * that it can be checked as it is. What strangers sent is shown as text.
 */
public final class AppealPage {

    private static final String STYLE = """
            body{font:16px/1.5 system-ui,sans-serif;color:#1b1f24;max-width:60rem;margin:2rem auto;padding:0 1rem}
            h1{font-size:1.6rem;margin-bottom:.2rem} h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #d0d7de}
            table{border-collapse:collapse;width:100%;font-size:.92rem} th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #eaeef2}
            td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap;padding-right:1rem}
            code,pre{font:.85rem/1.4 ui-monospace,monospace;overflow-wrap:anywhere} pre{white-space:pre-wrap;background:#f6f8fa;padding:.6rem;border-radius:6px}
            .good{color:#116329;font-weight:600} .bad{color:#a40e26;font-weight:600} .lead{font-size:1.05rem} .quiet{color:#57606a}
            @media print{details{display:block} details>*{display:block}}
            """;

    private final StringBuilder page = new StringBuilder();
    private final Appeal appeal;
    private final JsonNode receipt;

    private AppealPage(Appeal appeal) {
        this.appeal = appeal;
        this.receipt = appeal.receipt();
    }

    public static String write(Appeal appeal) {
        return new AppealPage(appeal).write();
    }

    private String write() {
        page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\"><title>Vacate %s</title>"
                        .formatted(text("vacateId")))
                .append("<style>%s</style></head><body>\n".formatted(STYLE));
        head();
        checks();
        facts();
        timeline();
        signals();
        proof();
        howToCheck();
        page.append("<h2>The whole receipt</h2>\n<details><summary>as it was signed</summary><pre>%s</pre></details>\n"
                .formatted(escape(receipt.toPrettyString())));
        // Inside a script element only the end tag means anything.
        page.append("<script type=\"application/json\" id=\"appeal\">%s</script>\n</body></html>\n"
                .formatted(appeal.json().toString().replace("<", "\\u003c")));
        return page.toString();
    }

    private void head() {
        String outcome = receipt.path("outcome").asText();
        page.append("<h1>Receipt of a vacate: <span class=\"%s\">%s</span></h1>\n"
                .formatted(outcome.equals("on-time") ? "good" : "bad", escape(outcome.replace('-', ' '))));
        page.append("<p class=\"lead\">%s</p>\n".formatted(escape(appeal.summary())));
        page.append("""
                <p class="quiet">A DeepBrainChain machine has to be free ten seconds after somebody rents it. The owner's
                program watches for rentals, stops the owner's own virtual machine, and signs this receipt at the end.
                Times of day are a label; what was measured is milliseconds since the first signal, on a clock that cannot be set.</p>
                """);
    }

    private void checks() {
        page.append("<h2>Checked when this was exported</h2>\n<table>");
        for (JsonNode check : appeal.checks()) {
            boolean right = check.path("right").asBoolean();
            row(
                    "<span class=\"%s\">%s</span>".formatted(right ? "good" : "bad", right ? "right" : "wrong"),
                    escape(check.path("what").asText()),
                    escape(check.path("detail").asText()));
        }
        page.append("</table>\n");
    }

    private void facts() {
        page.append("<h2>The facts</h2>\n<table>");
        fact("Machine", text("machineId"));
        fact(
                "Owner's domain",
                receipt.path("domain").path("name").asText() + ", "
                        + receipt.path("domain").path("uuid").asText());
        var trigger = receipt.path("trigger");
        fact(
                "First signal",
                "%s (%s) at %s"
                        .formatted(
                                trigger.path("source").asText(),
                                trigger.path("via").asText(),
                                trigger.path("observedAt").asText()));
        if (trigger.has("rentOrderId")) {
            fact("Rent order", trigger.path("rentOrderId").asText());
        }
        if (trigger.has("block")) {
            fact(
                    "Block",
                    "%s of %s"
                            .formatted(
                                    trigger.path("block").asText(),
                                    trigger.path("blockTime").asText()));
        }
        fact("Had to be off by", text("deadline"));
        fact("Released", receipt.has("releasedAt") ? text("releasedAt") : "never seen");
        fact("libvirt said off", receipt.has("domainOffAt") ? text("domainOffAt") : "never heard");
        fact(
                "Took",
                receipt.path("elapsedMillis").asLong() + " ms; left "
                        + receipt.path("marginMillis").asLong() + " ms");
        fact("Ended by", text("endedBy"));
        if (receipt.path("lateSignal").asBoolean()) {
            fact("Late signal", "the signal was older than ten seconds when it was first heard");
        }
        fact("Signed by", "%s, key %s, %s".formatted(text("actor"), text("keyId"), text("publicKey")));
        var versions = receipt.path("evidence").path("versions");
        fact(
                "Made by",
                "dbc-pool %s, Java %s, %s"
                        .formatted(
                                versions.path("pool").asText("unknown"),
                                versions.path("java").asText("unknown"),
                                versions.path("kernel").asText("unknown")));
        page.append("</table>\n");
    }

    private void timeline() {
        page.append(
                "<h2>What happened, millisecond by millisecond</h2>\n<table><tr><th>ms</th><th>what</th><th></th></tr>");
        for (JsonNode entry : appeal.timeline()) {
            page.append("<tr><td class=\"n\">%d</td><td>%s</td><td>%s</td></tr>"
                    .formatted(
                            entry.path("atMillis").asLong(),
                            escape(entry.path("what").asText()),
                            escape(entry.path("detail").asText())));
        }
        page.append("</table>\n");
    }

    private void signals() {
        var signals = receipt.path("evidence").path("signals");
        page.append("<h2>What was heard, as it came</h2>\n");
        if (signals.isEmpty()) {
            page.append("<p>This receipt keeps no signals.</p>\n");
        }
        for (JsonNode signal : signals) {
            page.append("<p><b>%s</b>, %s (%s), from <code>%s</code>, first at %s, %d times</p>\n"
                    .formatted(
                            escape(signal.path("says").asText()),
                            escape(signal.path("source").asText()),
                            escape(signal.path("via").asText()),
                            escape(signal.path("from").asText()),
                            escape(signal.path("firstAt").asText()),
                            signal.path("count").asLong()));
            if (signal.has("blockHash")) {
                page.append("<p>block %d, hash <code>%s</code>, of %s</p>\n"
                        .formatted(
                                signal.path("block").asLong(),
                                escape(signal.path("blockHash").asText()),
                                escape(signal.path("blockTime").asText())));
            }
            if (signal.has("raw")) {
                page.append("<pre>%s</pre>\n".formatted(escape(Appeal.readable(signal))));
            }
        }
        long leftOut = receipt.path("evidence").path("signalsLeftOut").asLong();
        if (leftOut > 0) {
            page.append("<p class=\"quiet\">%d more were heard and not kept.</p>\n".formatted(leftOut));
        }
    }

    private void proof() {
        page.append("<h2>The proof of release</h2>\n<table><tr><th>what</th><th>state</th><th>seen</th></tr>");
        for (JsonNode thing : receipt.path("evidence").path("proof")) {
            row(
                    escape(thing.path("thing").asText()),
                    escape(thing.path("state").asText().replace('-', ' ')),
                    escape(thing.path("detail").asText()));
        }
        page.append("</table>\n");
        String notObserved = listOf(receipt.path("notObserved"));
        page.append("<p class=\"quiet\">Not observed: %s.</p>\n"
                .formatted(notObserved.isEmpty() ? "nothing" : escape(notObserved)));
    }

    private void howToCheck() {
        page.append("<h2>How to check it without our program</h2>\n<ol>");
        Appeal.HOW_TO_CHECK.forEach(step -> page.append("<li>%s</li>".formatted(escape(step))));
        page.append("</ol>\n<p>Hash <code>%s</code>, previous <code>%s</code>, signature <code>%s</code></p>\n"
                .formatted(text("hash"), text("previousHash"), text("signature")));
    }

    private void fact(String name, String value) {
        row(escape(name), escape(value));
    }

    private void row(String... cells) {
        page.append(
                List.of(cells).stream().map("<td>%s</td>"::formatted).collect(Collectors.joining("", "<tr>", "</tr>")));
    }

    private String text(String field) {
        return escape(receipt.path(field).asText());
    }

    private static String listOf(JsonNode texts) {
        return StreamSupport.stream(texts.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }

    /** Also what is no character of a page: a datagram may hold anything. */
    static String escape(String text) {
        var escaped = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> {
                    if (point == '\n' || (!Character.isISOControl(point) && Character.isDefined(point))) {
                        escaped.appendCodePoint(point);
                    } else {
                        escaped.append(String.format(Locale.ROOT, "\\u%04x", point));
                    }
                }
            }
        });
        return escaped.toString();
    }
}
