package io.dbcpool.cli.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.events.EventCodec;
import io.dbcpool.receipts.ReceiptChain.Chain;
import io.dbcpool.receipts.ReceiptChain.Report;
import io.dbcpool.receipts.ReceiptSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whether receipts are as they were signed, all there, and in their order. */
@Command(
        name = "verify",
        description = {
            "Whether receipts are as they were signed, all there, and in their order. Needs nothing but the files.",
            "Of an exported appeal also whether all that it shows is what its receipt says.",
            "Exit code 1 if a receipt was changed, taken out, put in or moved, or is by a key that is not the host's."
        })
final class ReceiptVerify implements Callable<Integer> {

    @Mixin
    private Receipts receipts = new Receipts();

    @Parameters(
            paramLabel = "PATH",
            arity = "0..1",
            description =
                    "A state folder, a file of receipts, or an exported appeal (default: the pool's state folder).")
    private @Nullable Path path;

    @Option(
            names = "--key",
            paramLabel = "BASE64",
            description = {
                "The public key that has to have signed them, as 'pool status' shows it; again for each that may",
                "(default: receipt-key.pub of that folder, if it has one)."
            })
    private List<String> keys = new ArrayList<>();

    private record Answer(String path, boolean intact, int receipts, List<String> faults, List<Chain> chains) {}

    @Override
    public Integer call() throws PoolFileException, CannotReachException {
        var source = receipts.read(Optional.ofNullable(path));
        var report = check(source);
        if (receipts.json()) {
            System.out.println(EventCodec.json()
                    .<JsonNode>valueToTree(new Answer(
                            source.path().toString(),
                            report.isIntact(),
                            report.receipts(),
                            report.faults(),
                            report.chains())));
        } else {
            show(source, report);
        }
        return report.isIntact() ? ExitCode.GOOD : ExitCode.SOMETHING_IS_WRONG;
    }

    private Report check(ReceiptSource source) throws CannotReachException {
        try {
            return source.check(Set.copyOf(keys));
        } catch (IOException e) {
            throw new CannotReachException("the journal beside the receipts cannot be read: " + e, e);
        }
    }

    private static void show(ReceiptSource source, Report report) {
        for (Chain chain : report.chains()) {
            System.out.println("%s by key %s%s%s; the last has the hash %s"
                    .formatted(
                            counted(chain.receipts(), "receipt"),
                            chain.keyId(),
                            owner(source, chain),
                            chain.fromBeginning() ? ", from the first" : ", not from the first",
                            chain.last()));
        }
        report.faults().forEach(fault -> System.out.println("WRONG: " + fault));
        System.out.println(verdict(report));
    }

    private static String verdict(Report report) {
        String receipts = counted(report.receipts(), "receipt");
        if (!report.isIntact()) {
            return "not intact: %s in %s".formatted(counted(report.faults().size(), "fault"), receipts);
        }
        return report.receipts() == 1
                ? "intact: 1 receipt, as it was signed"
                : "intact: %s, as they were signed, in their order, none missing between them".formatted(receipts);
    }

    private static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** The key beside the receipts says no more than that whoever could write the one could write the other. */
    private static String owner(ReceiptSource source, Chain chain) {
        return source.publicKey()
                .map(host -> host.equals(chain.publicKey())
                        ? " (receipt-key.pub of that folder)"
                        : " (NOT receipt-key.pub of that folder)")
                .orElse("");
    }
}
