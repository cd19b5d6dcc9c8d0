package io.dbcpool.console.words;

import io.dbcpool.console.view.Happening;
import io.dbcpool.console.view.MachineView;
import io.dbcpool.console.view.Receipt;
import io.dbcpool.events.ChainMachine;
import io.dbcpool.events.NodeReadiness;
import io.dbcpool.events.VacateCompleted.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * What a machine's page shows besides its row.
 *
 * @param checks those that are not in order first
 * @param checkedAt when the host was looked at; empty for never
 */
public record MachineText(
        List<Line> timeline,
        List<ReceiptText> receipts,
        List<CheckText> checks,
        String checkedAt,
        List<String> orders,
        List<String> slashes,
        List<Field> chain) {

    /** The runtime's, fixed since genesis. */
    private static final Duration BLOCK_TIME = Duration.ofSeconds(6);

    public MachineText {
        timeline = List.copyOf(timeline);
        receipts = List.copyOf(receipts);
        checks = List.copyOf(checks);
        orders = List.copyOf(orders);
        slashes = List.copyOf(slashes);
        chain = List.copyOf(chain);
    }

    public record Line(String at, String words) {}

    public record Field(String name, String value) {}

    /** @param proof whether hash and signature are right, in words; says so too where the receipt is not at hand */
    public record ReceiptText(
            String vacateId,
            String startedAt,
            String domain,
            String source,
            String outcome,
            String tone,
            String endedBy,
            List<String> steps,
            String proof) {
        public ReceiptText {
            steps = List.copyOf(steps);
        }
    }

    /** @param tone {@code bad}, {@code doubtful}, or nothing */
    public record CheckText(
            String step, String title, String state, String tone, String found, String why, String fix) {}

    /** @param proof what checking a receipt says, in words */
    public static MachineText of(MachineView machine, Texts texts, Function<Receipt, String> proof) {
        return new MachineText(
                machine.timeline().stream().map(one -> line(one, texts)).toList(),
                machine.receipts().stream()
                        .map(receipt -> receipt(receipt, texts, proof.apply(receipt)))
                        .toList(),
                machine.readiness().stream()
                        .flatMap(list -> list.checks().stream())
                        .sorted((a, b) -> gravity(a) - gravity(b))
                        .map(check -> check(check, texts))
                        .toList(),
                machine.readiness().map(list -> Times.show(list.checkedAt())).orElse(""),
                machine.chain().stream()
                        .flatMap(chain -> chain.orders().stream())
                        .map(order -> texts.say(
                                order.confirmed() ? "order.confirmed" : "order.unconfirmed",
                                order.rentOrderId(),
                                order.renter(),
                                order.startBlock().height(),
                                order.endBlock().height()))
                        .toList(),
                machine.chain().stream()
                        .flatMap(chain -> chain.slashes().stream().map(slash -> slash(slash, chain, texts)))
                        .toList(),
                machine.chain().map(chain -> fields(chain, texts)).orElse(List.of()));
    }

    private static Line line(Happening happening, Texts texts) {
        Instant at = happening.at();
        return new Line(
                Times.precise(at),
                texts.say("happening." + happening.kind(), happening.args().toArray()));
    }

    private static ReceiptText receipt(Receipt receipt, Texts texts, String proof) {
        return new ReceiptText(
                receipt.vacateId().toString(),
                Times.precise(receipt.startedAt()),
                receipt.domain().name(),
                texts.get("source." + RowText.word(receipt.trigger().source())),
                texts.say(
                        "receipt." + RowText.word(receipt.outcome()),
                        Times.seconds(receipt.elapsedMillis()),
                        Times.seconds(Math.abs(receipt.marginMillis()))),
                receipt.outcome() == Outcome.ON_TIME ? "good" : "bad",
                texts.get("ended-by." + RowText.word(receipt.endedBy())),
                receipt.steps().stream()
                        .map(step -> texts.say("step", step.name(), step.atMillis()))
                        .toList(),
                proof);
    }

    private static int gravity(NodeReadiness.Check check) {
        return switch (check.state()) {
            case WRONG -> 0;
            case WARNING -> 1;
            case CANNOT_TELL -> 2;
            case OK -> 3;
        };
    }

    private static CheckText check(NodeReadiness.Check check, Texts texts) {
        return new CheckText(
                check.step(),
                check.title(),
                texts.get("check." + RowText.word(check.state())),
                switch (check.state()) {
                    case WRONG -> "bad";
                    case WARNING -> "doubtful";
                    case CANNOT_TELL, OK -> "";
                },
                check.found(),
                check.why(),
                check.fix());
    }

    private static String slash(ChainMachine.Slash slash, ChainMachine chain, Texts texts) {
        long blocks =
                Math.max(0, slash.lastBlockToAppeal().height() - chain.block().height());
        return texts.say(
                slash.underReview() ? "slash.under-review" : "slash.open",
                slash.amountDbc(),
                slash.reason(),
                BLOCK_TIME.multipliedBy(blocks).toHours());
    }

    private static List<Field> fields(ChainMachine chain, Texts texts) {
        return List.of(
                new Field(texts.get("chain.status"), chain.statusInWords()),
                new Field(texts.get("chain.staked"), chain.stakeDbc().orElse("–") + " DBC"),
                new Field(texts.get("chain.wanted"), chain.stakeWantedDbc().orElse("–") + " DBC"),
                new Field(texts.get("chain.missing"), chain.stakeMissingDbc().orElse("–") + " DBC"),
                new Field(
                        texts.get("chain.gpus"),
                        chain.gpuCount() + " " + chain.gpuType().orElse("")),
                new Field(texts.get("chain.stash"), chain.stash().orElse("–")),
                new Field(texts.get("chain.controller"), chain.controller().orElse("–")),
                new Field(texts.get("chain.block"), String.valueOf(chain.block().height())));
    }
}
