package io.dbcpool.bridge.bonding;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.bonding.intent.JournalFile;
import io.dbcpool.events.BondingStep;
import io.dbcpool.events.Envelope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTellerTest {

    @TempDir
    private Path folder = Path.of("");

    private final List<Envelope> told = new ArrayList<>();

    @Test
    void eachLineIsToldOnceAlsoByTheNextOneThatRuns() {
        var journal = new JournalFile(journal());
        journal.record(step(BondingStep.State.SIGNED));
        teller().look();
        journal.record(step(BondingStep.State.FINALIZED));
        teller().look();
        teller().look();

        assertThat(told)
                .extracting(Envelope::event)
                .containsExactly(step(BondingStep.State.SIGNED), step(BondingStep.State.FINALIZED));
    }

    @Test
    void whatIsToldAgainAfterACrashHasTheSameId() throws Exception {
        new JournalFile(journal()).record(step(BondingStep.State.SIGNED));
        teller().look();
        Files.delete(folder.resolve("bridge").resolve("bonding-told"));
        teller().look();

        assertThat(told)
                .hasSize(2)
                .extracting(Envelope::id)
                .containsOnly(told.get(0).id());
    }

    @Test
    void aLineThatIsNoneIsPassedOverAndHalfALineWaits() throws Exception {
        new JournalFile(journal()).record(step(BondingStep.State.SIGNED));
        Files.writeString(journal(), "what?\n{\"half", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        teller().look();

        assertThat(told).hasSize(1);
        assertThat(Files.readString(folder.resolve("bridge").resolve("bonding-told")))
                .isEqualTo(Long.toString(Files.size(journal()) - "{\"half".length()));
    }

    /** A crash in the midst of a write must not take the next record with it. */
    @Test
    void whatIsWrittenBehindHalfALineIsToldAllTheSame() throws Exception {
        Files.createDirectories(journal().getParent());
        Files.writeString(journal(), "{\"half");
        new JournalFile(journal()).record(step(BondingStep.State.FINALIZED));
        teller().look();

        assertThat(told).extracting(Envelope::event).containsExactly(step(BondingStep.State.FINALIZED));
    }

    private Path journal() {
        return folder.resolve("bonding").resolve("journal.jsonl");
    }

    private JournalTeller teller() {
        return new JournalTeller(journal(), folder.resolve("bridge"), "/dbcpool/p/chain-bridge/h", told::add);
    }

    private static BondingStep step(BondingStep.State state) {
        return new BondingStep(
                Optional.empty(),
                "6b0f7c1e-2c55-5f0e-8f3a-9b1c2d3e4f50",
                "claim-rewards",
                state,
                "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty",
                "pool-cli/h",
                Optional.of(7L),
                Optional.of("0x" + "7f".repeat(32)),
                Optional.empty(),
                Optional.empty(),
                "words",
                Optional.empty(),
                Optional.empty(),
                Instant.parse("2026-11-24T03:00:00.123456Z"));
    }
}
