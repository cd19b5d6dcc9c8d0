package io.dbcpool.bench.soak;

import io.dbcpool.bench.soak.Fault.Kind;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.values.MachineId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What each rental came to, by what was seen from outside and by the receipts. A rental is kept when the owner's domain
 * was off within ten seconds of the first datagram, lost or not, and a receipt says that it was released in time.
 *
 * <p>Only one fault excuses: the test driver keeps its domains in libvirtd, so that a restart takes them away, and a
 * domain that is gone is not vacated. No kill, stop, outage or flood of this bench makes ten seconds impossible.
 */
final class Judge {

    /** DBC's rule. */
    static final Duration RULE = Duration.ofSeconds(10);

    /** The same clock is read by two processes. */
    private static final Duration CLOCK_SLACK = Duration.ofMillis(100);

    enum Sentence {
        KEPT,
        /** A fault made it impossible. */
        EXCUSED,
        MISSED
    }

    /** @param reason empty where it was kept */
    record Verdict(Rental rental, Sentence sentence, String reason) {}

    /** @param needless receipts of vacates that no rental asked for */
    record Judgement(List<Verdict> verdicts, List<VacateCompleted> needless) {

        long count(Sentence sentence) {
            return verdicts.stream()
                    .filter(verdict -> verdict.sentence() == sentence)
                    .count();
        }
    }

    private Judge() {}

    /** @param receipts all of them, each once */
    static Judgement judge(List<Rental> rentals, List<VacateCompleted> receipts, List<Injected> faults) {
        Map<MachineId, List<VacateCompleted>> byMachine = new HashMap<>();
        receipts.forEach(receipt -> byMachine
                .computeIfAbsent(receipt.machineId(), machine -> new ArrayList<>())
                .add(receipt));
        var verdicts = new ArrayList<Verdict>();
        Set<UUID> asked = new HashSet<>();
        for (Rental rental : rentals) {
            var own = byMachine.getOrDefault(rental.machineId(), List.of()).stream()
                    .filter(receipt -> isOf(rental, receipt))
                    .toList();
            own.forEach(receipt -> asked.add(receipt.vacateId()));
            verdicts.add(judge(rental, own, faults));
        }
        return new Judgement(
                verdicts,
                receipts.stream()
                        .filter(receipt -> !asked.contains(receipt.vacateId()))
                        .toList());
    }

    /** A domain that starts on a rented machine is vacated as well, and that receipt is the rental's too. */
    private static boolean isOf(Rental rental, VacateCompleted receipt) {
        Instant at = receipt.trigger().observedAt();
        return !at.isBefore(rental.saidAt().minus(CLOCK_SLACK))
                && rental.releasedAt().filter(at::isAfter).isEmpty();
    }

    private static Verdict judge(Rental rental, List<VacateCompleted> receipts, List<Injected> faults) {
        String wrong = findWrong(rental, receipts);
        if (wrong.isEmpty()) {
            return new Verdict(rental, Sentence.KEPT, "");
        }
        var end = rental.saidAt().plus(RULE);
        return faults.stream()
                .filter(fault -> fault.fault().kind() == Kind.LIBVIRTD_RESTARTED
                        && fault.fault().target().equals(rental.libvirtd())
                        && fault.overlaps(rental.saidAt(), end))
                .findFirst()
                .map(fault -> new Verdict(
                        rental, Sentence.EXCUSED, wrong + "; " + fault.fault().text() + " meanwhile"))
                .orElseGet(() -> new Verdict(rental, Sentence.MISSED, wrong));
    }

    private static String findWrong(Rental rental, List<VacateCompleted> receipts) {
        if (rental.offAt().isEmpty()) {
            return "never seen off";
        }
        long took = Duration.between(rental.saidAt(), rental.offAt().get()).toMillis();
        if (took > RULE.toMillis()) {
            return "off after %d ms".formatted(took);
        }
        if (receipts.isEmpty()) {
            return "off after %d ms, and no receipt".formatted(took);
        }
        return receipts.stream()
                .filter(receipt -> receipt.outcome() != Outcome.ON_TIME)
                .findFirst()
                .map(receipt -> "its receipt says %s after %d ms".formatted(receipt.outcome(), receipt.elapsedMillis()))
                .orElse("");
    }
}
