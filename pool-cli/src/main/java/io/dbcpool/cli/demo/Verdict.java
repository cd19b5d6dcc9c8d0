package io.dbcpool.cli.demo;

import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.values.MachineId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Whether the demo may say that it worked: what the receipt claims, and what was seen without asking the watcher. */
record Verdict(List<String> complaints) {

    /** DBC's rule. */
    static final Duration DEADLINE = Duration.ofSeconds(10);

    Verdict {
        complaints = List.copyOf(complaints);
    }

    boolean isGood() {
        return complaints.isEmpty();
    }

    Verdict and(String complaint) {
        var more = new ArrayList<>(complaints);
        more.add(complaint);
        return new Verdict(more);
    }

    /**
     * What was seen from outside.
     *
     * @param offAfter from the first {@code renting} until the domain was seen to be off, by its process where it has
     *     one; empty when it was never seen off
     * @param libvirtSaysOff what libvirt says of it in the end
     * @param neighbourUntouched whether the domain that is on no list still runs, as the same process
     */
    record Evidence(Optional<Duration> offAfter, boolean libvirtSaysOff, boolean neighbourUntouched) {}

    static Verdict of(MachineId machineId, UUID domain, Optional<VacateCompleted> receipt, Evidence seen) {
        var complaints = new ArrayList<String>();
        if (receipt.isEmpty()) {
            complaints.add("no receipt came to dbc.vacates");
        }
        receipt.ifPresent(it -> complaints.addAll(complaintsOf(it, machineId, domain)));
        if (seen.offAfter().isEmpty()) {
            complaints.add("the domain was never seen to be off");
        }
        seen.offAfter()
                .filter(took -> took.compareTo(DEADLINE) > 0)
                .ifPresent(took -> complaints.add("the domain was off only after %d ms".formatted(took.toMillis())));
        if (!seen.libvirtSaysOff()) {
            complaints.add("libvirt says that the domain runs");
        }
        if (!seen.neighbourUntouched()) {
            complaints.add("the domain that is on no list was touched");
        }
        return new Verdict(complaints);
    }

    private static List<String> complaintsOf(VacateCompleted receipt, MachineId machineId, UUID domain) {
        var complaints = new ArrayList<String>();
        if (!receipt.machineId().equals(machineId) || !receipt.domain().uuid().equals(domain)) {
            complaints.add("the receipt is about another domain: %s".formatted(receipt.domain()));
        }
        if (receipt.outcome() != Outcome.ON_TIME || receipt.marginMillis() < 0) {
            complaints.add("the receipt says %s, with %d ms left".formatted(receipt.outcome(), receipt.marginMillis()));
        }
        return complaints;
    }
}
