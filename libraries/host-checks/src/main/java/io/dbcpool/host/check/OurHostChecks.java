package io.dbcpool.host.check;

import io.dbcpool.events.Topic;
import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.Question.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** What dbc-pool itself needs of a host. */
final class OurHostChecks {

    /** The journal is written before a vacate's step, and waited for 100 ms at most. */
    private static final double SLOW_MILLIS = 100;

    /** A vacate's deadline, and as long again to publish it and to end: TimeoutStopSec of the unit that we ship. */
    private static final double ENOUGH_STOP_SECONDS = 20;

    private static final String WATCHER_UNIT = "dbcpool-rental-watcher.service";

    private static final Pattern SPAN = Pattern.compile("(\\d++)\\s*(ms|min|m|sec|s)?+\\s*");

    private OurHostChecks() {}

    static List<HostCheck> list() {
        return List.of(
                new HostCheck(
                        "last-drill",
                        Step.OURS,
                        "the owner's VM would be off in time",
                        "the last drill ended within the deadline",
                        "a renter finds the machine taken after 10 s, and can report it",
                        "dbc-pool",
                        OurHostChecks::lastDrill),
                new HostCheck(
                        "libvirt-guests",
                        Step.OURS,
                        "nobody else starts VMs at boot, or suspends them at the end",
                        "libvirt-guests not enabled, or ON_BOOT=ignore and ON_SHUTDOWN=shutdown",
                        "it starts at boot what ran before, the owner's VM too, whoever has rented the machine meanwhile; and "
                                + "a VM with a GPU cannot be suspended",
                        "libvirt-guests(8)",
                        OurHostChecks::libvirtGuests),
                new HostCheck(
                        "watcher-stop-time",
                        Step.OURS,
                        "systemd lets a vacate that has begun come to its end",
                        "TimeoutStopSec of dbcpool-rental-watcher.service at least 20 s, where it runs as a unit",
                        "when the host shuts down or the watcher is restarted in the middle of a vacate, systemd kills it "
                                + "before the owner's VM is off",
                        "dbc-pool; systemd.service(5)",
                        OurHostChecks::stopTime),
                new HostCheck(
                        "clock-in-step",
                        Step.OURS,
                        "the clock is in step with a time service",
                        "a kernel or a time service that says so",
                        "a receipt is worth as much as the times in it; deadlines do not depend on it",
                        "dbc-pool; adjtimex(2)",
                        OurHostChecks::clock),
                new HostCheck(
                        "disk-fsync",
                        Step.OURS,
                        "the disk of the state folder takes what is written",
                        "a forced write within 100 ms, median of five",
                        "a vacate does not wait longer for its journal; what is not on disk is lost in a power cut",
                        "dbc-pool (decision 4)",
                        OurHostChecks::fsync),
                new HostCheck(
                        "kafka-topics",
                        Step.OURS,
                        "the topics are kept as they should be",
                        "each topic of the pool, with its retention or compaction",
                        "receipts and events vanish before they are read, or fill the disk",
                        "docs/topics",
                        OurHostChecks::topics));
    }

    private static Finding lastDrill(Host host) {
        String machine = host.scope()
                .machineId()
                .orElseThrow(() -> new CannotTell("without a pool.yaml nobody knows the machine's id"));
        String watcher =
                host.scope().watcher().orElseThrow(() -> new CannotTell("no rental-watcher of ours runs here"));
        var seen = host.findFields(Kind.SERVICE, watcher + "/machines")
                .orElseThrow(() -> new CannotTell("the rental-watcher does not answer; is the pool up?"));
        for (int i = 0; seen.containsKey(i + ".machineId"); i++) {
            if (machine.equals(seen.get(i + ".machineId"))) {
                return drill(i + ".drills.last.", seen);
            }
        }
        throw new CannotTell("the rental-watcher here does not guard this machine");
    }

    /** The last of each of the owner's VMs. */
    private static Finding drill(String last, Map<String, String> seen) {
        var fit = new ArrayList<String>();
        var faults = new ArrayList<String>();
        for (int i = 0; seen.containsKey(last + i + ".outcome"); i++) {
            String one = last + i + ".";
            String found = "%s: %s, %s ms, at %s"
                    .formatted(
                            seen.getOrDefault(one + "domain.name", "?"),
                            seen.getOrDefault(one + "outcome", "?"),
                            seen.getOrDefault(one + "elapsedMillis", "?"),
                            seen.getOrDefault(one + "startedAt", "?"));
            (seen.getOrDefault(one + "outcome", "?").equals("does-not-fit") ? faults : fit).add(found);
        }
        if (!faults.isEmpty()) {
            return Finding.wrong(String.join("; ", faults), "see docs/runbooks/DrillDoesNotFit.md");
        }
        return fit.isEmpty()
                ? Finding.cannotTell("no drill was made yet", "./pool drill MACHINE, while it is free")
                : Finding.ok(String.join("; ", fit));
    }

    private static Finding libvirtGuests(Host host) {
        if (!LibvirtdUnit.isEnabled(host, "libvirt-guests.service")) {
            return Finding.ok("not enabled");
        }
        var found = KeyValues.read(host.findFile("/etc/default/libvirt-guests").orElse(""));
        // Debian and Ubuntu change libvirt's own defaults, start and suspend, to these.
        String onBoot = found.getOrDefault("ON_BOOT", "ignore");
        String onShutdown = found.getOrDefault("ON_SHUTDOWN", "shutdown");
        String shown = "enabled, ON_BOOT=%s ON_SHUTDOWN=%s".formatted(onBoot, onShutdown);
        if (onBoot.equals("start")) {
            return Finding.wrong(shown, "ON_BOOT=ignore in /etc/default/libvirt-guests");
        }
        return onShutdown.equals("suspend")
                ? Finding.warning(shown, "ON_SHUTDOWN=shutdown in /etc/default/libvirt-guests")
                : Finding.ok(shown);
    }

    private static Finding stopTime(Host host) {
        String unit = "/etc/systemd/system/" + WATCHER_UNIT;
        var main = host.findFile(unit);
        if (main.isEmpty()) {
            return Finding.ok("the watcher is no unit of systemd here");
        }
        var texts = new LinkedHashMap<>(Map.of(unit, main.get()));
        texts.putAll(host.filesIn(unit + ".d", ".conf"));
        String last = "";
        String where = unit;
        for (Map.Entry<String, String> text : texts.entrySet()) {
            String said = KeyValues.read(text.getValue()).getOrDefault("TimeoutStopSec", "");
            if (!said.isEmpty()) {
                last = said;
                where = text.getKey();
            }
        }
        if (last.isEmpty()) {
            return Finding.ok("not set, and systemd's own is 90 s");
        }
        double seconds = seconds(last);
        String found = "TimeoutStopSec=" + last;
        return seconds >= ENOUGH_STOP_SECONDS
                ? Finding.ok(found)
                : Finding.wrong(found, "TimeoutStopSec=20 in %s, then systemctl daemon-reload".formatted(where));
    }

    /** Of systemd.time(7), the forms that people write: {@code 20}, {@code 20s}, {@code 1min 30s}, {@code infinity}. */
    private static double seconds(String span) {
        if (span.equals("infinity")) {
            return Double.POSITIVE_INFINITY;
        }
        double seconds = 0;
        var part = SPAN.matcher(span);
        for (int at = 0; at < span.length(); at = part.end()) {
            if (!part.region(at, span.length()).lookingAt()) {
                throw new CannotTell(
                        "TimeoutStopSec: wanted a time such as 20s or 1min 30s, found '%s'".formatted(span));
            }
            seconds += Double.parseDouble(part.group(1))
                    * switch (Objects.requireNonNullElse(part.group(2), "s")) {
                        case "ms" -> 0.001;
                        case "m", "min" -> 60;
                        default -> 1;
                    };
        }
        return seconds;
    }

    private static Finding clock(Host host) {
        return host.findText(Kind.CLOCK, "in-step")
                .map(Finding::ok)
                .orElseGet(() -> Finding.cannotTell(
                        "neither the kernel nor systemd-timesyncd says so",
                        "run a time service such as chrony or systemd-timesyncd; in a virtual machine the host may keep the "
                                + "clock without telling"));
    }

    private static Finding fsync(Host host) {
        String folder = host.scope()
                .stateDir()
                .orElseThrow(() -> new CannotTell("without a pool.yaml nobody knows the state folder"));
        var measured =
                host.findFields(Kind.FSYNC, folder).orElseThrow(() -> new CannotTell("there is no " + folder + " yet"));
        double millis = Double.parseDouble(measured.getOrDefault("millis", "NaN"));
        String found = "%.1f ms".formatted(millis);
        return millis <= SLOW_MILLIS
                ? Finding.ok(found)
                : Finding.warning(found, "put the state folder on a faster disk");
    }

    private static Finding topics(Host host) {
        String kafka =
                host.scope().kafka().orElseThrow(() -> new CannotTell("without a pool.yaml nobody knows the broker"));
        var topics =
                host.findFields(Kind.TOPICS, kafka).orElseThrow(() -> new CannotTell("no broker answers at " + kafka));
        var faults = new ArrayList<String>();
        for (Topic topic : Topic.values()) {
            String policy = topics.get(topic.topicName());
            String wanted =
                    topic.retention().map(kept -> "delete " + kept.toMillis()).orElse("compact");
            if (policy == null) {
                faults.add(topic.topicName() + " is not there");
            } else if (!policy.startsWith(wanted)) {
                faults.add("%s is kept as '%s', wanted '%s'".formatted(topic.topicName(), policy, wanted));
            }
        }
        return faults.isEmpty()
                ? Finding.ok("all %d".formatted(Topic.values().length))
                : Finding.warning(
                        String.join("; ", faults),
                        "kafka-configs.sh --alter, or let the services make what is missing");
    }
}
