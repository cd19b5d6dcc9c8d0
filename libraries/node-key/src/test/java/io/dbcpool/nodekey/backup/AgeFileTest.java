package io.dbcpool.nodekey.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.nodekey.NodeDat;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgeFileTest {

    private static final byte[] PLAIN = "what nobody else may read\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] PASSPHRASE = "correct horse battery staple".getBytes(StandardCharsets.UTF_8);

    /** age's own takes a second and 256 MiB, which one test needs and the others do not. */
    private static final int CHEAP = 1;

    @Test
    void whatWasEncryptedIsOpened() {
        byte[] file = AgeFile.encrypt(PLAIN, PASSPHRASE, CHEAP);

        assertThat(AgeFile.decrypt(file, PASSPHRASE))
                .hasValueSatisfying(opened -> assertThat(opened).isEqualTo(PLAIN));
    }

    @Test
    void noTwoFilesAreAlike() {
        assertThat(AgeFile.encrypt(PLAIN, PASSPHRASE, CHEAP)).isNotEqualTo(AgeFile.encrypt(PLAIN, PASSPHRASE, CHEAP));
    }

    @Test
    void anotherPassphraseOpensNothing() {
        byte[] file = AgeFile.encrypt(PLAIN, PASSPHRASE, CHEAP);

        assertThat(AgeFile.decrypt(file, "correct horse battery stapler".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void aFileWithAnyBitTurnedOpensNothing() {
        byte[] file = AgeFile.encrypt(PLAIN, PASSPHRASE, CHEAP);
        for (int i = 0; i < file.length; i++) {
            byte[] damaged = file.clone();
            damaged[i] ^= 1;
            assertThat(AgeFile.decrypt(damaged, PASSPHRASE)).as("byte %d", i).isEmpty();
        }
        for (int length = 0; length < file.length; length++) {
            assertThat(AgeFile.decrypt(Arrays.copyOf(file, length), PASSPHRASE))
                    .as("length %d", length)
                    .isEmpty();
        }
    }

    /** Two bits of the last of 43 digits stand for nothing; all 64 are tried. */
    @Test
    void onlyOneLastDigitOfTheCheckSumIsRight() {
        byte[] file = AgeFile.encrypt(PLAIN, PASSPHRASE, CHEAP);
        int last = new String(file, StandardCharsets.ISO_8859_1).indexOf("\n--- ") + "\n--- ".length() + 42;
        int opening = 0;
        for (char digit : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".toCharArray()) {
            byte[] other = file.clone();
            other[last] = (byte) digit;
            opening += AgeFile.decrypt(other, PASSPHRASE).isPresent() ? 1 : 0;
        }
        assertThat(opening).isEqualTo(1);
    }

    /** Written by age 1.1.1 (`age -p`), of the guide's example of a node.dat. */
    @Test
    void opensWhatAgeHasWritten() throws IOException {
        byte[] file;
        try (var in = AgeFileTest.class.getResourceAsStream("/written-by-age-1.1.1.age")) {
            file = Objects.requireNonNull(in, "the file is in the resources").readAllBytes();
        }

        var opened = AgeFile.decrypt(file, PASSPHRASE);

        assertThat(opened).isPresent();
        try (var key = ((NodeDat.Read) NodeDat.parse(opened.get())).key()) {
            assertThat(key.fits()).isTrue();
        }
    }

    @Test
    void theLedgerKeepsTheLastTimeThatEachBackupWasOpened(@TempDir Path folder) throws IOException {
        var ledger = BackupLedger.in(folder);
        var machine = new MachineId("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48");
        ledger.opened(Path.of("/media/1.age"), machine, Instant.parse("2026-11-01T00:00:00Z"));
        ledger.opened(Path.of("/media/2 b.age"), machine, Instant.parse("2026-11-02T00:00:00Z"));
        ledger.opened(Path.of("/media/1.age"), machine, Instant.parse("2026-11-03T00:00:00Z"));

        assertThat(ledger.read())
                .containsExactly(
                        "2026-11-02T00:00:00Z " + machine + " /media/2 b.age",
                        "2026-11-03T00:00:00Z " + machine + " /media/1.age");
    }
}
