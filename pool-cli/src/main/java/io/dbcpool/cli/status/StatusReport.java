package io.dbcpool.cli.status;

import io.dbcpool.cli.health.Readiness;
import io.dbcpool.cli.health.Readiness.NotReady;
import io.dbcpool.cli.health.Readiness.Ready;
import io.dbcpool.events.VacateCompleted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@code pool status} shows.
 *
 * @param services how each is, by name
 * @param receiptKey with which this host signs its receipts
 */
record StatusReport(
        String pool, Map<String, Readiness> services, List<MachineStatus> machines, Optional<ReceiptKey> receiptKey) {

    private static final String[] HEAD = {"MACHINE", "BELIEVED", "WHY", "OWNER'S DOMAINS", "LAST VACATE"};

    record ReceiptKey(String keyId, String publicKey) {}

    StatusReport {
        machines = List.copyOf(machines);
    }

    /** Whether nothing asks for the operator. A service without Kafka does its work, but somebody should look. */
    boolean isWell() {
        return machines.stream().allMatch(MachineStatus::isWell)
                && services.values().stream()
                        .allMatch(service -> service instanceof Ready ready
                                && ready.lacking().isEmpty());
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("pool " + pool);
        services.forEach((name, readiness) -> lines.add("  %-18s  %s".formatted(name, words(readiness))));
        receiptKey.ifPresent(
                key -> lines.add("  receipts are signed by key %s, %s".formatted(key.keyId(), key.publicKey())));
        lines.add("");
        var rows = new ArrayList<String[]>();
        rows.add(HEAD);
        machines.forEach(machine -> rows.add(row(machine)));
        int[] widths = widths(rows);
        lines.add(join(HEAD, widths));
        for (MachineStatus machine : machines) {
            lines.add(join(row(machine), widths));
            lines.addAll(below(machine));
        }
        return lines;
    }

    private static String[] row(MachineStatus machine) {
        return new String[] {
            machine.name(),
            machine.broken()
                    ? machine.belief().state() + ", BROKEN"
                    : machine.belief().state(),
            why(machine.belief()),
            machine.ownDomains().stream()
                    .map(domain -> domain.name().orElse(domain.entry()) + " " + domain.state())
                    .collect(Collectors.joining(", ")),
            machine.lastVacate().map(StatusReport::words).orElse("-")
        };
    }

    /** The watcher's sentence begins with the state, which has a column of its own. */
    private static String why(MachineStatus.Belief belief) {
        String why = belief.why();
        return why.startsWith(belief.state())
                ? why.substring(belief.state().length()).replaceFirst("^[:,]? *", "")
                : why;
    }

    private static List<String> below(MachineStatus machine) {
        var lines = new ArrayList<String>();
        machine.runningVacates()
                .forEach(vacate -> lines.add("  vacating %s: %s, %d ms so far, has to be off at %s"
                        .formatted(
                                vacate.domain().name(),
                                vacate.force().orElse("begun"),
                                vacate.elapsedMillis(),
                                vacate.deadline())));
        if (!machine.connected()) {
            lines.add("  warning: its hypervisor does not answer");
        }
        machine.drills()
                .ifPresent(drills -> drills.last()
                        .forEach(drill -> lines.add("  drilled %s at %s: %s; %s"
                                .formatted(
                                        drill.domain().name(),
                                        drill.startedAt(),
                                        words(drill.outcome()),
                                        drill.why()))));
        if (machine.lastStepObstacle().isPresent() && machine.warnings().isEmpty()) {
            lines.add("  no last step: " + machine.lastStepObstacle().get());
        }
        machine.warnings().forEach(warning -> lines.add("  warning: " + warning));
        return lines;
    }

    private static String words(Readiness readiness) {
        if (readiness instanceof NotReady notReady) {
            return "not ready: " + notReady.why();
        }
        var lacking = ((Ready) readiness).lacking();
        return lacking.isEmpty() ? "ready" : "ready, degraded: " + String.join(", ", lacking);
    }

    private static String words(VacateCompleted vacate) {
        return "%s %s, %d ms left".formatted(vacate.startedAt(), words(vacate.outcome()), vacate.marginMillis());
    }

    private static String words(Enum<?> outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static int[] widths(List<String[]> rows) {
        int[] widths = new int[HEAD.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        return widths;
    }

    private static String join(String[] row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
