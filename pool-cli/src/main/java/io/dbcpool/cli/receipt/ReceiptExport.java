package io.dbcpool.cli.receipt;

import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.receipts.Appeal;
import io.dbcpool.receipts.AppealPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One file for an appeal. */
@Command(
        name = "export",
        description = {
            "One file for an appeal, which the chain gives two days for: what was heard with its bytes, what was done, what was",
            "seen of the release, the signature. A page that anybody can read and that can be verified as it is; --json: as JSON."
        })
final class ReceiptExport implements Callable<Integer> {

    @Mixin
    private Receipts receipts = new Receipts();

    @Parameters(paramLabel = "VACATE_ID", description = "Its vacate's id, or how that begins.")
    private String vacateId = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to (default: vacate-ID.html, or vacate-ID.json with --json); - is standard output.")
    private @Nullable Path output;

    @Override
    public Integer call() throws PoolFileException, CannotReachException {
        var source = receipts.read(Optional.empty());
        var found = Receipts.find(source, vacateId);
        if (found.isEmpty()) {
            return ExitCode.SOMETHING_IS_WRONG;
        }
        var appeal = new Appeal(found.get(), source.all(), Instant.now().truncatedTo(ChronoUnit.SECONDS));
        String text = receipts.json() ? appeal.json().toPrettyString() + "\n" : AppealPage.write(appeal);
        if (output != null && output.toString().equals("-")) {
            System.out.print(text);
            return ExitCode.GOOD;
        }
        Path file = Optional.ofNullable(output)
                .orElseGet(() -> Path.of("vacate-%s.%s"
                        .formatted(found.get().path("vacateId").asText(), receipts.json() ? "json" : "html")));
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new CannotReachException("the appeal cannot be written to %s: %s".formatted(file, e), e);
        }
        System.out.println("written to %s; 'pool receipt verify %s' checks it".formatted(file, file));
        return ExitCode.GOOD;
    }
}
