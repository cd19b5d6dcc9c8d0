package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.watcher.journal.FileJournal;
import io.dbcpool.watcher.receipt.ReceiptKey;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptKeyOfARunTest {

    @TempDir
    Path folder;

    @Test
    void theHostsKeySignsAChainThatIsKept() throws Exception {
        try (var journal = FileJournal.open(folder.resolve("journal"))) {
            assertThat(GuardPorts.openKey(folder, journal).keyId())
                    .isEqualTo(ReceiptKey.open(folder).keyId());
        }
    }

    @Test
    void aChainThatNobodyCanGoOnWithHasAKeyOfItsOwn() throws Exception {
        var notAFolder = Files.createFile(folder.resolve("state"));
        try (var journal = FileJournal.open(notAFolder.resolve("journal"))) {
            assertThat(GuardPorts.openKey(folder, journal).keyId())
                    .isNotEqualTo(ReceiptKey.open(folder).keyId());
        }
    }
}
