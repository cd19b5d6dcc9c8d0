package io.dbcpool.cli.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.receipts.Appeal;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** One receipt, to read. */
@Command(name = "show", description = "One receipt: what was heard, done and seen, in the order of time.")
final class ReceiptShow implements Callable<Integer> {

    @Mixin
    private Receipts receipts = new Receipts();

    @Parameters(paramLabel = "VACATE_ID", description = "Its vacate's id, or how that begins.")
    private String vacateId = "";

    @Override
    public Integer call() throws PoolFileException, CannotReachException {
        var source = receipts.read(Optional.empty());
        var found = Receipts.find(source, vacateId);
        if (found.isEmpty()) {
            return ExitCode.SOMETHING_IS_WRONG;
        }
        if (receipts.json()) {
            System.out.println(found.get());
            return ExitCode.GOOD;
        }
        var appeal = new Appeal(found.get(), source.all(), Instant.now()).json();
        System.out.println(appeal.path("summary").asText());
        System.out.println();
        for (JsonNode entry : appeal.path("timeline")) {
            System.out.println("%8d ms  %s  %s"
                    .formatted(
                            entry.path("atMillis").asLong(),
                            entry.path("what").asText(),
                            entry.path("detail").asText())
                    .stripTrailing());
        }
        var notObserved = found.get().path("notObserved");
        System.out.println(notObserved.isEmpty() ? "" : "not observed: " + notObserved);
        for (JsonNode check : appeal.path("checks")) {
            System.out.println("%s: %s; %s"
                    .formatted(
                            check.path("right").asBoolean() ? "right" : "WRONG",
                            check.path("what").asText(),
                            check.path("detail").asText()));
        }
        return ExitCode.GOOD;
    }
}
