package io.dbcpool.cli.chain;

import io.dbcpool.bonding.intent.StepJournal;
import io.dbcpool.events.BondingStep;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Shows each thing that is told, on its way to the journal. */
public record Progress(StepJournal journal, PrintStream out) implements StepJournal {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    @Override
    public void record(BondingStep step) {
        journal.record(step);
        out.printf(
                "  %sZ  %-20s %-10s %s%s%n",
                TIME.format(step.at()),
                step.step(),
                step.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                step.inWords(),
                step.error().map(error -> " (" + error + ")").orElse("")
                        + step.nextStep().map(next -> "; next: " + next).orElse(""));
    }
}
