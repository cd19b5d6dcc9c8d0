package io.dbcpool.console.http;

import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.console.kafka.TopicFeed;
import io.dbcpool.console.live.LivePool;
import io.dbcpool.console.live.ReceiptShelf;
import io.dbcpool.console.live.Snapshot;
import io.dbcpool.console.view.MachineView;
import io.dbcpool.console.view.Receipt;
import io.dbcpool.console.words.Budget;
import io.dbcpool.console.words.Language;
import io.dbcpool.console.words.MachineText;
import io.dbcpool.console.words.PoolText;
import io.dbcpool.console.words.RowText;
import io.dbcpool.console.words.Texts;
import io.dbcpool.events.EventCodec;
import io.dbcpool.receipts.ReceiptSignature;
import io.dbcpool.values.MachineId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Writes the parts of pages. A row is written once for each of its versions and languages, however many look at it. */
@Singleton
public class Writer {

    private final Map<String, WrittenRow> rows = new ConcurrentHashMap<>();
    private final LivePool pool;
    private final ReceiptShelf receipts;
    private final TopicFeed feed;
    private final PoolConfig config;
    private final Budget budget;

    private record WrittenRow(long version, String html) {}

    Writer(PoolConfig config, LivePool pool, ReceiptShelf receipts, TopicFeed feed) {
        this.config = config;
        this.pool = pool;
        this.receipts = receipts;
        this.feed = feed;
        this.budget = Budget.of(config.watcher());
    }

    RowText row(MachineView machine, Texts texts) {
        return RowText.of(machine, Instant.now(), texts, budget);
    }

    MachineText machine(MachineView machine, Texts texts) {
        return MachineText.of(machine, texts, receipt -> proof(receipt, texts));
    }

    String rowHtml(MachineView machine, long version, Language language) {
        String key = language.code() + machine.id().hex();
        var known = rows.get(key);
        if (known != null && known.version() == version) {
            return known.html();
        }
        var texts = Texts.of(language);
        String html = Pages.row(row(machine, texts), texts).render();
        rows.put(key, new WrittenRow(version, html));
        return html;
    }

    String summaryHtml(Snapshot snapshot, Texts texts) {
        return Pages.summary(PoolText.of(snapshot.view(), Instant.now(), texts), texts)
                .render();
    }

    String machineHtml(MachineId id, Snapshot snapshot, Texts texts) {
        var machine = snapshot.view().machines().get(id);
        return machine == null
                ? ""
                : Pages.machineBody(row(machine, texts), machine(machine, texts), texts)
                        .render();
    }

    Pages.Frame frame(String title, Snapshot snapshot) {
        return new Pages.Frame(
                config.name(),
                title,
                since(snapshot.version()),
                System.currentTimeMillis(),
                feed.isFollowing(),
                feed.unreadable().values().stream().mapToLong(AtomicLong::get).sum());
    }

    /** What a browser says it has: whose version, and which. */
    String since(long version) {
        return pool.instance() + "-" + version;
    }

    private String proof(Receipt receipt, Texts texts) {
        return receipts.find(receipt.vacateId())
                .flatMap(EventCodec::findTree)
                .map(json -> ReceiptSignature.findFault(json)
                        .map(fault -> texts.say("receipt.wrong", fault))
                        .orElseGet(() -> texts.say("receipt.right", receipt.keyId())))
                .orElse(texts.get("receipt.not-at-hand"));
    }
}
