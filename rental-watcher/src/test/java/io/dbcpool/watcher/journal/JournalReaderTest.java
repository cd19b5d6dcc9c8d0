package io.dbcpool.watcher.journal;

import static io.dbcpool.watcher.journal.JournalRecords.believed;
import static io.dbcpool.watcher.journal.JournalRecords.pinned;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.watcher.journal.JournalReader.Found;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalReaderTest {

    private static final String FIRST = line(believed("rented"));
    private static final String SECOND = line(pinned("owner-vm", 1));
    private static final String TOO_LONG = "x".repeat(3 * JournalLine.MAX_BYTES) + "\n";

    private final List<JournalRecord> records = new ArrayList<>();

    @Test
    void readsLineByLine() throws Exception {
        assertThat(read(FIRST + SECOND)).isEqualTo(new Found(0, 0, (FIRST + SECOND).length(), false, Optional.empty()));
        assertThat(records).containsExactly(believed("rented"), pinned("owner-vm", 1));
    }

    @Test
    void knowsWhereTheLastGoodLineEnds() throws Exception {
        assertThat(read(FIRST + SECOND.substring(0, 40)))
                .isEqualTo(new Found(0, 2, FIRST.length(), false, Optional.empty()));
    }

    @Test
    void aGoodLastLineNeedsNoEnd() throws Exception {
        String text = (FIRST + SECOND).strip();

        assertThat(read(text)).isEqualTo(new Found(0, 0, text.length(), true, Optional.empty()));
        assertThat(records).hasSize(2);
    }

    @Test
    void saysWhichLineIsDamaged() throws Exception {
        assertThat(read(FIRST + "x\n\ny\n" + SECOND).damagedLine()).isEqualTo(2);
        assertThat(records).hasSize(2);
    }

    /** A line that was cut off was never acted upon. */
    @Test
    void recordsMayLackWhereALineIsDamagedAndNotWhereTheLastIsCutOff() throws Exception {
        assertThat(read(FIRST + "x\n" + SECOND).mayLackRecords()).isTrue();
        assertThat(read(FIRST + SECOND.substring(0, 40)).mayLackRecords()).isFalse();
        assertThat(Found.unread(new IOException("Input/output error")).mayLackRecords())
                .isTrue();
    }

    /** It was written as a whole, and may have been acted upon. */
    @Test
    void aBadLastLineThatHasAnEndIsDamage() throws Exception {
        assertThat(read(FIRST + SECOND.replace("owner-vm", "owner-vn")))
                .isEqualTo(new Found(2, 0, (FIRST + SECOND).length(), false, Optional.empty()));
    }

    @Test
    void aLineWithoutMeasureIsPassedOver() throws Exception {
        assertThat(read(FIRST + TOO_LONG + SECOND).damagedLine()).isEqualTo(2);
        assertThat(read(FIRST + TOO_LONG.strip())).isEqualTo(new Found(0, 2, FIRST.length(), false, Optional.empty()));
        assertThat(records).hasSize(3);
    }

    private Found read(String text) throws IOException {
        return JournalReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), records::add);
    }

    private static String line(JournalRecord record) {
        return new String(JournalLine.write(record), StandardCharsets.UTF_8);
    }
}
