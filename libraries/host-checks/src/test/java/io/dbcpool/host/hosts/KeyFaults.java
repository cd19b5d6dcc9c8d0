package io.dbcpool.host.hosts;

import static io.dbcpool.host.hosts.WrongHosts.INTEL20;
import static io.dbcpool.host.hosts.WrongHosts.OTHER;
import static io.dbcpool.host.hosts.WrongHosts.wrong;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.probe.Question.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One thing wrong in each, or at the edge of it, or said in another way: there an error in a check hides. */
final class KeyFaults {

    private static final String GROUPS = "root:x:0:\ndbcpool:x:10001:\ndbc:x:1000:\n";

    private KeyFaults() {}

    private static Answers nodeDat(Answers answers, String mode, String group) {
        return answers.fields(
                Kind.LOOK,
                RightHosts.DIR + "/dat/node.dat",
                Map.of("type", "file", "mode", mode, "owner", "1000", "group", group, "size", "155", "modified", "1"));
    }

    static List<RecordedHost> list() {
        return List.of(
                wrong(
                        "no node.dat",
                        "conf_manager.cpp",
                        INTEL20,
                        answers -> answers.absent(Kind.KEY, RightHosts.DIR + "/dat/node.dat")
                                .absent(Kind.LOOK, RightHosts.DIR + "/dat/node.dat"),
                        Map.of(
                                "key-readable",
                                State.WRONG,
                                "key-fits-id",
                                State.CANNOT_TELL,
                                "key-mode",
                                State.CANNOT_TELL)),
                wrong(
                        "no node.dat, and no DBC node",
                        "conf_manager.cpp",
                        INTEL20,
                        answers -> answers.absent(Kind.KEY, RightHosts.DIR + "/dat/node.dat")
                                .absent(Kind.LOOK, RightHosts.DIR + "/dat/node.dat")
                                .absent(Kind.LOOK, RightHosts.DIR),
                        Map.of(
                                "key-readable",
                                State.CANNOT_TELL,
                                "key-fits-id",
                                State.CANNOT_TELL,
                                "key-mode",
                                State.CANNOT_TELL)),
                wrong(
                        "a node.dat without a key",
                        "conf_manager.cpp",
                        INTEL20,
                        answers -> answers.fields(
                                Kind.KEY,
                                RightHosts.DIR + "/dat/node.dat",
                                Map.of("fault", "wanted a line node_private_key=")),
                        Map.of("key-readable", State.WRONG, "key-fits-id", State.CANNOT_TELL)),
                wrong(
                        "node.dat for its user only",
                        "chmod(1)",
                        INTEL20,
                        answers -> answers.unknown(Kind.KEY, RightHosts.DIR + "/dat/node.dat", "no permission")
                                .unknown(Kind.LOOK, RightHosts.DIR + "/dat/node.dat", "no permission"),
                        Map.of(
                                "key-readable",
                                State.CANNOT_TELL,
                                "key-fits-id",
                                State.CANNOT_TELL,
                                "key-mode",
                                State.CANNOT_TELL)),
                wrong(
                        "id and key of two machines",
                        "conf_manager.cpp, node_id error",
                        INTEL20,
                        answers -> answers.fields(
                                Kind.KEY,
                                RightHosts.DIR + "/dat/node.dat",
                                Map.of("id", RightHosts.MACHINE, "derived", OTHER)),
                        Map.of("key-fits-id", State.WRONG, "key-backed-up", State.WRONG)),
                wrong(
                        "a new identity",
                        "conf_manager.cpp",
                        INTEL20,
                        answers -> answers.fields(
                                Kind.KEY, RightHosts.DIR + "/dat/node.dat", Map.of("id", OTHER, "derived", OTHER)),
                        Map.of("key-fits-id", State.WRONG, "key-backed-up", State.WRONG)),
                wrong(
                        "node.dat for all to read",
                        "stat(2)",
                        INTEL20,
                        answers -> answers.look(RightHosts.DIR + "/dat/node.dat", "file", "644", 1),
                        Map.of("key-mode", State.WARNING)),
                wrong(
                        "node.dat for the node-agent's group",
                        "docs/deployment.md",
                        INTEL20,
                        answers -> nodeDat(answers, "640", "10001").file("/etc/group", GROUPS),
                        Map.of()),
                wrong(
                        "node.dat for another group",
                        "group(5)",
                        INTEL20,
                        answers -> nodeDat(answers, "640", "1000").file("/etc/group", GROUPS),
                        Map.of("key-mode", State.WARNING)),
                wrong(
                        "node.dat for a group, where the node-agent has none",
                        "group(5)",
                        INTEL20,
                        answers -> nodeDat(answers, "640", "10001").file("/etc/group", "root:x:0:\ndbc:x:1000:\n"),
                        Map.of("key-mode", State.WARNING)),
                wrong(
                        "node.dat for the node-agent's group to write",
                        "stat(2)",
                        INTEL20,
                        answers -> nodeDat(answers, "660", "10001").file("/etc/group", GROUPS),
                        Map.of("key-mode", State.WARNING)),
                wrong(
                        "a node.dat that cannot be read, and no backup",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.unknown(Kind.KEY, RightHosts.DIR + "/dat/node.dat", "no permission")
                                .absent(Kind.KEPT, RightHosts.STATE + "/node-agent/key-backups"),
                        Map.of(
                                "key-readable",
                                State.CANNOT_TELL,
                                "key-fits-id",
                                State.CANNOT_TELL,
                                "key-backed-up",
                                State.WRONG)),
                wrong(
                        "one backup in two records",
                        "dbc-pool, in a container",
                        INTEL20,
                        answers -> answers.kept(
                                RightHosts.STATE + "/node-agent/key-backups",
                                "2026-11-20T03:00:00Z " + RightHosts.MACHINE + " /media/0.age\n"
                                        + "2026-06-20T03:00:00Z " + RightHosts.MACHINE + " /media/0.age\n"),
                        Map.of("key-backed-up", State.WARNING)),
                wrong(
                        "a record of backups that cannot be read",
                        "stat(2)",
                        INTEL20,
                        answers -> answers.unknown(
                                Kind.KEPT, RightHosts.STATE + "/node-agent/key-backups", "no permission"),
                        Map.of("key-backed-up", State.CANNOT_TELL)),
                wrong(
                        "one backup",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.kept(
                                RightHosts.STATE + "/node-agent/key-backups",
                                "2026-11-20T03:00:00Z " + RightHosts.MACHINE + " /media/0.age\n"),
                        Map.of("key-backed-up", State.WARNING)),
                wrong(
                        "two backups, one 90 days old to the second",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.kept(
                                RightHosts.STATE + "/node-agent/key-backups",
                                "2026-11-20T03:00:00Z " + RightHosts.MACHINE + " /media/0.age\n"
                                        + "2026-08-30T03:00:00Z " + RightHosts.MACHINE + " /media/1.age\n"),
                        Map.of()),
                wrong(
                        "two backups, one a second older",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.kept(
                                RightHosts.STATE + "/node-agent/key-backups",
                                "2026-11-20T03:00:00Z " + RightHosts.MACHINE + " /media/0.age\n"
                                        + "2026-08-30T02:59:59Z " + RightHosts.MACHINE + " /media/1.age\n"),
                        Map.of("key-backed-up", State.WARNING)),
                wrong(
                        "no backup",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.absent(Kind.KEPT, RightHosts.STATE + "/node-agent/key-backups"),
                        Map.of("key-backed-up", State.WRONG)),
                wrong(
                        "backups of another machine",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.kept(
                                RightHosts.STATE + "/node-agent/key-backups",
                                "2026-11-20T03:00:00Z " + OTHER + " /media/1.age\n"),
                        Map.of("key-backed-up", State.WRONG)),
                wrong(
                        "a record of backups that is none",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.kept(
                                RightHosts.STATE + "/node-agent/key-backups",
                                "yesterday " + RightHosts.MACHINE + " /media/1.age\n"),
                        Map.of("key-backed-up", State.CANNOT_TELL)),
                wrong(
                        "an id in capitals",
                        "conf_manager.cpp",
                        INTEL20,
                        answers -> answers.fields(
                                Kind.KEY,
                                RightHosts.DIR + "/dat/node.dat",
                                Map.of(
                                        "id",
                                        RightHosts.MACHINE.toUpperCase(Locale.ROOT),
                                        "derived",
                                        RightHosts.MACHINE)),
                        Map.of()));
    }
}
