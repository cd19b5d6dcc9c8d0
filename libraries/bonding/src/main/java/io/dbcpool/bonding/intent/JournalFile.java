package io.dbcpool.bonding.intent;

import io.dbcpool.events.BondingStep;
import io.dbcpool.events.EventCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal on disk, a line of JSON for each record, which the chain-bridge publishes. One that cannot be written is
 * logged, and holds nothing up: money is kept safe by the intents, not by what is told of them.
 */
public final class JournalFile implements StepJournal {

    private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);

    private final Path file;

    public JournalFile(Path file) {
        this.file = file;
    }

    @Override
    public synchronized void record(BondingStep step) {
        byte[] value = EventCodec.value(step);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            ByteBuffer line = ByteBuffer.allocate(value.length + 2);
            if (endsInHalfALine()) {
                line.put((byte) '\n'); // a crash cut it off; it must not take this one with it
            }
            line.put(value).put((byte) '\n').flip();
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                channel.write(line); // one write: two processes' lines do not mix
                channel.force(false);
            }
        } catch (IOException e) {
            LOG.error("a step cannot be told file={} step={} reason={}", file, step.step(), e.toString());
        }
    }

    private boolean endsInHalfALine() throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.read(last, channel.size() - 1);
            return last.get(0) != '\n';
        }
    }
}
