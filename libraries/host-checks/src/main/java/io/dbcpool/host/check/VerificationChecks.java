package io.dbcpool.host.check;

import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.HostCommand;
import io.dbcpool.host.probe.Question.Kind;
import io.dbcpool.host.probe.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Steps L and M. */
final class VerificationChecks {

    private static final String DOMAIN = "domain_test";
    private static final Pattern REJECT = Pattern.compile("-A (LIBVIRT_FW[IO]) .*-j REJECT");

    private VerificationChecks() {}

    static List<HostCheck> list() {
        return List.of(
                new HostCheck(
                        "check-env-leftovers",
                        Step.L,
                        "check_env has left nothing behind",
                        "no domain domain_test, no *_domain_test.qcow2 in /data, no chain check_chain_domain_test",
                        "while domain_test holds the GPUs the DBC node cannot start a VM, and the verification on chain "
                                + "fails",
                        "guide, steps L and M; check_kvm.cpp",
                        VerificationChecks::leftovers),
                new HostCheck(
                        "gpu-tests-passed",
                        Step.M,
                        "the tests in the guest have passed",
                        "all 18 passed, as a line in STATE-DIR/node-agent/gpu-tests says",
                        "what they find is what the committee finds: a refusal costs 5 % of the stake",
                        "guide, step M; DBC wiki; pallets/online-committee",
                        VerificationChecks::tests),
                new HostCheck(
                        "libvirt-reject-rules",
                        Step.M,
                        "libvirt's own rules let guests be reached",
                        "no REJECT in the chains LIBVIRT_FWI and LIBVIRT_FWO",
                        "a renter's VM cannot be reached from outside. The guide deletes rule 2 by its place, which run "
                                + "twice deletes another; the DBC node deletes every rule that says reject, ours too",
                        "guide, step M; DBC node TaskManager.cpp",
                        VerificationChecks::rejectRules));
    }

    private static Finding leftovers(Host host) {
        var found = new ArrayList<String>();
        host.findNames(Kind.LIBVIRT, Scope.NODE_LIBVIRT).orElse(List.of()).stream()
                .filter(line -> line.endsWith(" " + DOMAIN))
                .forEach(line -> found.add("domain " + DOMAIN));
        host.folder("/data").stream()
                .filter(name -> name.endsWith("_" + DOMAIN + ".qcow2"))
                .forEach(name -> found.add("/data/" + name));
        if (found.isEmpty() && host.output(HostCommand.NAT_RULES).contains("check_chain_" + DOMAIN)) {
            found.add("iptables chain check_chain_" + DOMAIN);
        }
        return found.isEmpty()
                ? Finding.ok("nothing")
                : Finding.wrong(String.join(", ", found), "./check_env --localip ADDRESS-OF-THE-VM cleans up");
    }

    /** Kept by whoever ran them: {@code passed 18 of 18 at 2026-11-24T03:00:00Z}. */
    private static Finding tests(Host host) {
        var folder = host.scope()
                .stateDir()
                .orElseThrow(() -> new CannotTell("without a pool.yaml nobody knows where results are kept"));
        // Where the host's root is mounted there may be two, of which the later counts: a time ends each.
        var kept = host.kept(folder + "/node-agent/gpu-tests").stream()
                .map(String::strip)
                .max(Comparator.comparing(line -> line.substring(line.lastIndexOf(' ') + 1)));
        if (kept.isEmpty()) {
            return Finding.cannotTell(
                    "none are kept",
                    "run them while nobody rents (guide, steps L and M; 10 to 30 min), and keep the line: passed 18 of 18 at TIME");
        }
        String line = kept.get();
        return line.startsWith("passed ")
                ? Finding.ok(line)
                : Finding.wrong(line, "mend what failed, and run them again while nobody rents");
    }

    private static Finding rejectRules(Host host) {
        var rules = host.output(HostCommand.FIREWALL_RULES)
                .lines()
                .filter(line -> REJECT.matcher(line).find())
                .toList();
        return rules.isEmpty()
                ? Finding.ok("none")
                : Finding.warning(
                        "%d: %s".formatted(rules.size(), rules.get(0)),
                        "the DBC node deletes them within 15 min of its start; by hand, each by its own text: iptables -D ...");
    }
}
