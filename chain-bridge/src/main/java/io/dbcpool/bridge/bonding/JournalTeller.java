package io.dbcpool.bridge.bonding;

import io.dbcpool.bus.Publisher;
import io.dbcpool.events.BondingStep;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.NameBasedId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the journal of steps, from where it was read to before. What is told again after a crash has the same
 * {@code ce_id}.
 */
public final class JournalTeller implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalTeller.class);

    private static final long EVERY_MILLIS = 1_000;

    /** A line has a few hundred bytes; what is more waits for the next look. */
    private static final int MOST_BYTES = 1 << 20;

    private final Path journal;
    private final Path position;
    private final String source;
    private final Publisher publisher;
    private boolean failed;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var named = new Thread(task, "journal-teller");
        named.setDaemon(true);
        return named;
    });

    JournalTeller(Path journal, Path stateDir, String source, Publisher publisher) {
        this.journal = journal;
        this.position = stateDir.resolve("bonding-told");
        this.source = source;
        this.publisher = publisher;
    }

    /**
     * @param poolState the pool's state folder, in which the journal is
     * @param stateDir the service's own, in which it is kept how far it was told
     */
    public static JournalTeller start(Path poolState, Path stateDir, String source, Publisher publisher) {
        var teller =
                new JournalTeller(poolState.resolve("bonding").resolve("journal.jsonl"), stateDir, source, publisher);
        var unused =
                teller.timer.scheduleWithFixedDelay(teller::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return teller;
    }

    /** Tells what is new: whole lines only. */
    void look() {
        try {
            if (Files.exists(journal)) {
                tell();
            }
            failed = false;
        } catch (IOException | RuntimeException e) {
            if (!failed) {
                LOG.error("the journal of bonding steps cannot be read file={} reason={}", journal, e.toString());
                failed = true;
            }
        }
    }

    private void tell() throws IOException {
        long from = Files.exists(position)
                ? Long.parseLong(Files.readString(position).strip())
                : 0;
        byte[] bytes;
        try (var file = new RandomAccessFile(journal.toFile(), "r")) {
            if (file.length() < from) {
                from = 0; // another journal
            }
            bytes = new byte[(int) Math.min(MOST_BYTES, file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
        }
        int begin = 0;
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] == '\n') {
                tell(new String(bytes, begin, end - begin, StandardCharsets.UTF_8));
                begin = end + 1;
            }
        }
        if (begin > 0) {
            Files.createDirectories(position.toAbsolutePath().getParent());
            Path next = position.resolveSibling(position.getFileName() + ".next");
            Files.writeString(next, Long.toString(from + begin));
            Files.move(next, position, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void tell(String line) {
        try {
            BondingStep step = EventCodec.json().readValue(line, BondingStep.class);
            publisher.publish(new Envelope(id(step), source, step.at(), step));
        } catch (IOException e) {
            LOG.warn("a line of the journal of bonding steps is passed over reason={}", e.getMessage());
        }
    }

    private static String id(BondingStep step) {
        return NameBasedId.of(
                "bonding-step",
                step.intentId(),
                step.state().name(),
                step.extrinsicHash().orElse(""),
                step.blockHash().orElse(""));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
