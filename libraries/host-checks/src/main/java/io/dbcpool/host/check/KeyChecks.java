package io.dbcpool.host.check;

import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.Question.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Step K. The key itself is in no answer: who asks for node.dat learns its id, and the id that its key makes. */
final class KeyChecks {

    /** Two, because one is as good as none on the day that it cannot be read. */
    static final int ENOUGH_BACKUPS = 2;

    /** A quarter: media and passphrases are forgotten faster than one thinks. */
    static final Duration OLD = Duration.ofDays(90);

    /** Of the node-agent where it is not root: in its image, and of its unit (docs/deployment.md). */
    static final String AGENTS_GROUP = "dbcpool";

    private KeyChecks() {}

    static List<HostCheck> list() {
        return List.of(
                new HostCheck(
                        "key-readable",
                        Step.K,
                        "the machine's key is there",
                        "node.dat with node_id and node_private_key, 64 hex digits each",
                        "where it is missing or empty the DBC node makes a new identity without a word: the machine on "
                                + "chain is served by nobody, and its stake is slashed as offline",
                        "guide, step K; DBC node conf_manager.cpp",
                        KeyChecks::readable),
                new HostCheck(
                        "key-fits-id",
                        Step.K,
                        "key, id and pool.yaml are of one machine",
                        "the key's public key is node_id, and is the id in pool.yaml",
                        "the DBC node refuses to start with another id; with another machine's file ours watches the wrong "
                                + "machine",
                        "DBC node conf_manager.cpp (node_id error)",
                        KeyChecks::fits),
                new HostCheck(
                        "key-mode",
                        Step.K,
                        "only its user reads the key",
                        "mode 600; or 640 with the group dbcpool, which is the node-agent's",
                        "whoever has the key is this machine, and can bond it to another stash",
                        "dbc-pool; chmod(1)",
                        KeyChecks::mode),
                new HostCheck(
                        "key-backed-up",
                        Step.K,
                        "the key is backed up, and the backups are readable",
                        "two backups of this id, each opened within the last 90 days",
                        "with the disk the identity is gone for good: the machine's stake is slashed as offline, up to the "
                                + "top tier (the guide says 50 %; no rule says exactly that)",
                        "guide, step K; pallets/online-profile slash tiers",
                        KeyChecks::backedUp));
    }

    private static Optional<Map<String, String>> findKey(Host host) {
        String path = host.scope().nodeDat();
        try {
            return host.findFields(Kind.KEY, path);
        } catch (CannotTell e) {
            throw new CannotTell(
                    e.reason(),
                    "let the agent's group read it: chgrp %s %s; chmod 640 %s (docs/deployment.md); or run this as root"
                            .formatted(AGENTS_GROUP, path, path));
        }
    }

    private static Map<String, String> key(Host host) {
        return findKey(host)
                .orElseThrow(() -> new CannotTell("there is no %s; see key-readable"
                        .formatted(host.scope().nodeDat())));
    }

    private static Finding readable(Host host) {
        String path = host.scope().nodeDat();
        var key = findKey(host);
        if (key.isEmpty()
                && host.findFields(Kind.LOOK, host.scope().installDir()).isEmpty()) {
            throw new CannotTell("the DBC node is not installed; see dbc-installed");
        }
        if (key.isEmpty()) {
            return Finding.wrong(
                    "there is no " + path, "restore it (./pool key restore) before the DBC node starts again");
        }
        String fault = key.get().getOrDefault("fault", "");
        return fault.isEmpty() ? Finding.ok(path) : Finding.wrong(fault, "restore it: ./pool key restore");
    }

    private static Finding fits(Host host) {
        var key = key(host);
        String fault = key.getOrDefault("fault", "");
        if (!fault.isEmpty()) {
            throw new CannotTell(fault);
        }
        String id = key.getOrDefault("id", "").toLowerCase(Locale.ROOT);
        String derived = key.getOrDefault("derived", "");
        if (!id.equals(derived)) {
            return Finding.wrong(
                    "node_id is %s, and the key makes %s".formatted(shortened(id), shortened(derived)),
                    "restore the right file: ./pool key restore");
        }
        var machine = host.scope().machineId();
        if (machine.isEmpty()) {
            return Finding.ok(id);
        }
        return machine.get().equals(id)
                ? Finding.ok(id + ", as in pool.yaml")
                : Finding.wrong(
                        "this is %s, and pool.yaml says %s".formatted(shortened(id), shortened(machine.get())),
                        "if the file is new, the DBC node made it because the right one was missing: restore that; else "
                                + "correct pool.yaml");
    }

    private static String shortened(String id) {
        return id.length() > 16 ? id.substring(0, 8) + "…" + id.substring(id.length() - 8) : id;
    }

    private static Finding mode(Host host) {
        String path = host.scope().nodeDat();
        var look = host.findFields(Kind.LOOK, path)
                .orElseThrow(() -> new CannotTell("there is no %s; see key-readable".formatted(path)));
        String mode = look.getOrDefault("mode", "?");
        if (mode.endsWith("00")) {
            return Finding.ok(mode);
        }
        boolean onlyReadByGroup = mode.endsWith("40");
        if (onlyReadByGroup && findAgentsGroup(host).equals(Optional.ofNullable(look.get("group")))) {
            return Finding.ok("%s, and the group is %s".formatted(mode, AGENTS_GROUP));
        }
        return Finding.warning("mode " + mode, "chmod 600 " + path);
    }

    /** Its number, by group(5). */
    private static Optional<String> findAgentsGroup(Host host) {
        return host.lines("/etc/group").stream()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length >= 3 && fields[0].equals(AGENTS_GROUP))
                .map(fields -> fields[2])
                .findFirst();
    }

    /** The record that {@code pool key} keeps: a line {@code <when checked> <id> <where>} for each backup. */
    private static Finding backedUp(Host host) {
        String id = backedUpId(host);
        var folder = host.scope()
                .stateDir()
                .orElseThrow(() -> new CannotTell("without a pool.yaml nobody knows where backups are recorded"));
        // Where the host's root is mounted there may be two records, and one backup in both: its last time counts.
        var ofThis = new TreeMap<String, Instant>();
        host.kept(folder + "/node-agent/key-backups").stream()
                .filter(line -> line.contains(" " + id + " "))
                .forEach(line -> ofThis.merge(
                        line.substring(line.indexOf(' ')),
                        time(line),
                        (one, other) -> one.isAfter(other) ? one : other));
        long fresh = ofThis.values().stream()
                .filter(checked -> Duration.between(checked, host.scope().at()).compareTo(OLD) <= 0)
                .count();
        if (fresh >= ENOUGH_BACKUPS) {
            return Finding.ok("%d, each opened within 90 days".formatted(fresh));
        }
        String found = ofThis.isEmpty()
                ? "no backup is known"
                : "%d known, %d of them opened within 90 days".formatted(ofThis.size(), fresh);
        return fresh == 0
                ? Finding.wrong(found, "./pool key backup --to PATH, twice, to media that leave this host")
                : Finding.warning(found, "./pool key backup --to ANOTHER-PATH, or ./pool key check-backup PATH");
    }

    /** Of the key that is there; where none can be read, of the one that should be: then backups count most. */
    private static String backedUpId(Host host) {
        try {
            String derived = key(host).getOrDefault("derived", "");
            if (!derived.isEmpty()) {
                return derived;
            }
        } catch (CannotTell e) {
            return host.scope().machineId().orElseThrow(() -> e);
        }
        return host.scope().machineId().orElseThrow(() -> new CannotTell("nobody knows whose key it was"));
    }

    private static Instant time(String line) {
        try {
            return Instant.parse(line.substring(0, line.indexOf(' ')));
        } catch (DateTimeParseException e) {
            throw new CannotTell("the record of backups has a line that is none: " + e.getParsedString());
        }
    }
}
