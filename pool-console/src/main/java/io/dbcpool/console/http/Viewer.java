package io.dbcpool.console.http;

import io.dbcpool.console.live.Snapshot;
import io.dbcpool.console.live.Spoken;
import io.dbcpool.console.view.MachineView;
import io.dbcpool.console.words.Language;
import io.dbcpool.console.words.Texts;
import io.dbcpool.values.MachineId;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One browser's page, and what it has of the pool. Used by one thread, but for the answers to what was sent. */
final class Viewer {

    /** How often a browser hears our clock, which its countdowns go by, and we hear whether it is still there. */
    static final Duration CLOCK_EVERY = Duration.ofSeconds(5);

    /** So many rows at once are drawn between two looks; the rest come with the next word, 200 ms later. */
    private static final int MOST_ROWS = 40;

    private static final String ROWS = "rows";
    private static final String CLOCK = "clock";
    private static final String STALE = "stale";

    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicBoolean gone = new AtomicBoolean();
    private final SseEventSink sink;
    private final Sse sse;
    private final Language language;
    private final Optional<MachineId> only;
    private final boolean stale;
    private long has;
    private Instant clockAt = Instant.EPOCH;

    /** @param only the machine whose page it is; empty for the pool's */
    Viewer(SseEventSink sink, Sse sse, Language language, Optional<MachineId> only, Optional<Long> has) {
        this.sink = sink;
        this.sse = sse;
        this.language = language;
        this.only = only;
        this.stale = has.isEmpty();
        this.has = has.orElse(0L);
    }

    boolean isGone() {
        return gone.get() || sink.isClosed();
    }

    /**
     * The first word, so that the browser knows at once that it is connected; or that its page is of another console.
     */
    void greet(Instant now) {
        if (stale) {
            send(STALE, "", "load it anew");
        } else {
            clock(now);
        }
    }

    void refuse() {
        sink.send(sse.newEvent("full", "too many look at once")).whenComplete((sent, failure) -> sink.close());
    }

    /** Sends what is newer than what it has, unless it has not taken yet what was sent before. */
    void bring(Snapshot snapshot, Writer writer, Instant now) {
        if (busy.get() || stale) {
            return;
        }
        if (has < snapshot.version()) {
            var texts = Texts.of(language);
            String news = only.map(machine -> machinesPage(machine, snapshot, writer, texts))
                    .orElseGet(() -> poolsPage(snapshot, writer, texts));
            if (!news.isEmpty()) {
                send(ROWS, writer.since(has), news);
                return;
            }
        }
        if (!now.isBefore(clockAt.plus(CLOCK_EVERY))) {
            clock(now);
        }
    }

    private String machinesPage(MachineId machine, Snapshot snapshot, Writer writer, Texts texts) {
        long had = has;
        has = snapshot.version();
        return snapshot.changedAt(machine) <= had ? "" : writer.machineHtml(machine, snapshot, texts);
    }

    /** The oldest changes first, so that those left out are the next ones. */
    private String poolsPage(Snapshot snapshot, Writer writer, Texts texts) {
        long had = has;
        List<MachineView> news = snapshot.view().machines().values().stream()
                .filter(machine -> snapshot.changedAt(machine.id()) > had)
                .sorted(Comparator.comparingLong((MachineView machine) -> snapshot.changedAt(machine.id())))
                .limit(MOST_ROWS)
                .toList();
        has = news.size() == MOST_ROWS
                ? snapshot.changedAt(news.get(MOST_ROWS - 1).id())
                : snapshot.version();
        var html = new StringBuilder();
        for (MachineView machine : news) {
            boolean isNew = snapshot.appearedAt(machine.id()) > had;
            html.append(isNew ? "<template><tbody hx-swap-oob=\"beforeend:#machines\">" : "<template>")
                    .append(writer.rowHtml(machine, snapshot.changedAt(machine.id()), language))
                    .append(isNew ? "</tbody></template>" : "</template>");
        }
        html.append(writer.summaryHtml(snapshot, texts));
        var heard = snapshot.spoken().stream()
                .filter(one -> one.version() > had && one.version() <= has)
                .toList();
        html.append(spoken("announcer", heard.stream().filter(Spoken::urgent).toList(), texts));
        html.append(
                spoken("whisper", heard.stream().filter(one -> !one.urgent()).toList(), texts));
        return html.toString();
    }

    private static String spoken(String id, List<Spoken> heard, Texts texts) {
        return heard.isEmpty()
                ? ""
                : Pages.spoken(
                                id,
                                heard.stream()
                                        .map(one ->
                                                texts.say(one.key(), one.args().toArray()))
                                        .toList())
                        .render();
    }

    private void clock(Instant now) {
        clockAt = now;
        send(CLOCK, "", Long.toString(now.toEpochMilli()));
    }

    private void send(String name, String id, String data) {
        busy.set(true);
        var event = sse.newEventBuilder().name(name).data(data);
        if (!id.isEmpty()) {
            event.id(id);
        }
        try {
            sink.send(event.build()).whenComplete((sent, failure) -> {
                busy.set(false);
                if (failure != null) {
                    gone.set(true);
                }
            });
        } catch (IllegalStateException e) {
            // It was closed between two looks at it.
            gone.set(true);
        }
    }

    void close() {
        sink.close();
    }
}
