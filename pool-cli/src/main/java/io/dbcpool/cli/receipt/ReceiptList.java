package io.dbcpool.cli.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.events.EventCodec;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Which receipts there are. */
@Command(name = "list", description = "Which receipts there are, oldest first.")
final class ReceiptList implements Callable<Integer> {

    @Mixin
    private Receipts receipts = new Receipts();

    @Override
    public Integer call() throws PoolFileException, CannotReachException {
        var source = receipts.read(Optional.empty());
        if (receipts.json()) {
            System.out.println(EventCodec.json().createArrayNode().addAll(source.all()));
            return ExitCode.GOOD;
        }
        if (source.all().isEmpty()) {
            System.out.println("no receipts yet");
        }
        for (JsonNode receipt : source.all()) {
            System.out.println("%s  %s  %-8s %6d ms  by %-11s %s on %s"
                    .formatted(
                            receipt.path("vacateId").asText("?"),
                            receipt.path("startedAt").asText("?"),
                            receipt.path("outcome").asText("?"),
                            receipt.path("elapsedMillis").asLong(),
                            receipt.path("endedBy").asText("?"),
                            receipt.path("domain").path("name").asText("?"),
                            shortId(receipt.path("machineId").asText("?"))));
        }
        return ExitCode.GOOD;
    }

    private static String shortId(String machineId) {
        return machineId.length() > 12 ? machineId.substring(0, 12) + "…" : machineId;
    }
}
