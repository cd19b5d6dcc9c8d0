package io.dbcpool.host.hosts;

import static io.dbcpool.host.hosts.WrongHosts.INTEL20;
import static io.dbcpool.host.hosts.WrongHosts.OTHER;
import static io.dbcpool.host.hosts.WrongHosts.topics;
import static io.dbcpool.host.hosts.WrongHosts.wrong;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.probe.Question.Kind;
import java.util.List;
import java.util.Map;

/** One thing wrong in each, or at the edge of it, or said in another way: there an error in a check hides. */
final class OurFaults {

    private static final String UNIT = "/etc/systemd/system/dbcpool-rental-watcher.service";

    private OurFaults() {}

    private static Answers unit(Answers answers, String text) {
        return answers.file(UNIT, text).absent(Kind.LIST, UNIT + ".d");
    }

    static List<RecordedHost> list() {
        return List.of(
                wrong(
                        "a drill that took too long",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.fields(
                                Kind.SERVICE,
                                "http://127.0.0.1:8082/machines",
                                Map.of("0.machineId", RightHosts.MACHINE, "0.drills.last.0.outcome", "does-not-fit")),
                        Map.of("last-drill", State.WRONG)),
                wrong(
                        "no drill yet",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.fields(
                                Kind.SERVICE,
                                "http://127.0.0.1:8082/machines",
                                Map.of("0.machineId", RightHosts.MACHINE)),
                        Map.of("last-drill", State.CANNOT_TELL)),
                wrong(
                        "another machine's watcher",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.fields(
                                Kind.SERVICE, "http://127.0.0.1:8082/machines", Map.of("0.machineId", OTHER)),
                        Map.of("last-drill", State.CANNOT_TELL)),
                wrong(
                        "libvirt-guests as Ubuntu has it",
                        "libvirt-guests(8), seen on Debian 12",
                        INTEL20,
                        answers -> answers.link(
                                        "/etc/systemd/system/multi-user.target.wants/libvirt-guests.service",
                                        "/lib/systemd/system/libvirt-guests.service")
                                .absent(Kind.READ, "/etc/default/libvirt-guests"),
                        Map.of()),
                wrong(
                        "libvirt-guests starts",
                        "libvirt-guests(8)",
                        INTEL20,
                        answers -> answers.link(
                                        "/etc/systemd/system/multi-user.target.wants/libvirt-guests.service",
                                        "/lib/systemd/system/libvirt-guests.service")
                                .file("/etc/default/libvirt-guests", "ON_BOOT=start\n"),
                        Map.of("libvirt-guests", State.WRONG)),
                wrong(
                        "libvirt-guests suspends",
                        "libvirt-guests(8)",
                        INTEL20,
                        answers -> answers.link(
                                        "/etc/systemd/system/multi-user.target.wants/libvirt-guests.service",
                                        "/lib/systemd/system/libvirt-guests.service")
                                .file("/etc/default/libvirt-guests", "ON_BOOT=ignore\nON_SHUTDOWN=suspend\n"),
                        Map.of("libvirt-guests", State.WARNING)),
                wrong(
                        "libvirt-guests unreadable",
                        "libvirt-guests(8)",
                        INTEL20,
                        answers -> answers.link(
                                        "/etc/systemd/system/multi-user.target.wants/libvirt-guests.service",
                                        "/lib/systemd/system/libvirt-guests.service")
                                .unreadable("/etc/default/libvirt-guests"),
                        Map.of("libvirt-guests", State.CANNOT_TELL)),
                wrong(
                        "the watcher's unit as it is shipped",
                        "deploy/systemd",
                        INTEL20,
                        answers -> unit(answers, "[Service]\nTimeoutStopSec=20\n"),
                        Map.of()),
                wrong(
                        "a unit without a time",
                        "systemd.service(5)",
                        INTEL20,
                        answers -> unit(answers, "[Service]\nRestart=always\n"),
                        Map.of()),
                wrong(
                        "a unit with a minute and a half",
                        "systemd.time(7)",
                        INTEL20,
                        answers -> unit(answers, "[Service]\nTimeoutStopSec=1min 30s\n"),
                        Map.of()),
                wrong(
                        "a unit that waits for ever",
                        "systemd.time(7)",
                        INTEL20,
                        answers -> unit(answers, "[Service]\nTimeoutStopSec=infinity\n"),
                        Map.of()),
                wrong(
                        "a unit with 19 s",
                        "systemd.service(5)",
                        INTEL20,
                        answers -> unit(answers, "[Service]\nTimeoutStopSec=19s\n"),
                        Map.of("watcher-stop-time", State.WRONG)),
                wrong(
                        "a unit with 19999 ms",
                        "systemd.time(7)",
                        INTEL20,
                        answers -> unit(answers, "[Service]\nTimeoutStopSec=19999ms\n"),
                        Map.of("watcher-stop-time", State.WRONG)),
                wrong(
                        "a unit with a time of no known form",
                        "systemd.time(7)",
                        INTEL20,
                        answers -> unit(answers, "[Service]\nTimeoutStopSec=soon\n"),
                        Map.of("watcher-stop-time", State.CANNOT_TELL)),
                wrong(
                        "a drop-in that leaves the watcher 5 s",
                        "systemd.unit(5), drop-ins",
                        INTEL20,
                        answers -> answers.file(UNIT, "[Service]\nTimeoutStopSec=20\n")
                                .file(UNIT + ".d/override.conf", "[Service]\nTimeoutStopSec=5\n"),
                        Map.of("watcher-stop-time", State.WRONG)),
                wrong(
                        "a unit that cannot be read",
                        "stat(2)",
                        INTEL20,
                        answers -> answers.unreadable(UNIT),
                        Map.of("watcher-stop-time", State.CANNOT_TELL)),
                wrong(
                        "nobody vouches for the clock",
                        "adjtimex(2), seen in a virtual machine",
                        INTEL20,
                        answers -> answers.absent(Kind.CLOCK, "in-step"),
                        Map.of("clock-in-step", State.CANNOT_TELL)),
                wrong(
                        "a slow disk",
                        "fsync(2)",
                        INTEL20,
                        answers -> answers.fields(Kind.FSYNC, RightHosts.STATE, Map.of("millis", "100.1")),
                        Map.of("disk-fsync", State.WARNING)),
                wrong(
                        "a disk just fast enough",
                        "fsync(2)",
                        INTEL20,
                        answers -> answers.fields(Kind.FSYNC, RightHosts.STATE, Map.of("millis", "100.0")),
                        Map.of()),
                wrong(
                        "a state folder for others",
                        "fsync(2)",
                        INTEL20,
                        answers -> answers.unknown(Kind.FSYNC, RightHosts.STATE, "no permission"),
                        Map.of("disk-fsync", State.CANNOT_TELL)),
                wrong(
                        "no topic",
                        "docs/topics",
                        INTEL20,
                        answers -> answers.fields(Kind.TOPICS, "127.0.0.1:9092", Map.of()),
                        Map.of("kafka-topics", State.WARNING)),
                wrong(
                        "no broker",
                        "docs/topics",
                        INTEL20,
                        answers -> answers.unknown(
                                Kind.TOPICS, "127.0.0.1:9092", "Timed out waiting for a node assignment."),
                        Map.of("kafka-topics", State.CANNOT_TELL)),
                wrong(
                        "receipts kept for a day",
                        "docs/topics",
                        INTEL20,
                        answers ->
                                answers.fields(Kind.TOPICS, "127.0.0.1:9092", topics("dbc.vacates", "delete 86400000")),
                        Map.of("kafka-topics", State.WARNING)),
                wrong(
                        "a watcher's second machine, and a second VM that fits no more",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.fields(
                                Kind.SERVICE,
                                "http://127.0.0.1:8082/machines",
                                Map.of(
                                        "0.machineId",
                                        OTHER,
                                        "1.machineId",
                                        RightHosts.MACHINE,
                                        "1.drills.last.0.outcome",
                                        "fits",
                                        "1.drills.last.1.outcome",
                                        "does-not-fit")),
                        Map.of("last-drill", State.WRONG)),
                wrong(
                        "libvirt-guests with the words of libvirt",
                        "libvirt-guests(8)",
                        INTEL20,
                        answers -> answers.link(
                                        "/etc/systemd/system/multi-user.target.wants/libvirt-guests.service",
                                        "/lib/systemd/system/libvirt-guests.service")
                                .file("/etc/default/libvirt-guests", "ON_BOOT=ignore\nON_SHUTDOWN=shutdown\n"),
                        Map.of()),
                wrong(
                        "no state folder yet",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.absent(Kind.FSYNC, RightHosts.STATE),
                        Map.of("disk-fsync", State.CANNOT_TELL)),
                wrong(
                        "a topic compacted that should not be",
                        "docs/topics",
                        INTEL20,
                        answers -> answers.fields(Kind.TOPICS, "127.0.0.1:9092", topics("dbc.vacates", "compact")),
                        Map.of("kafka-topics", State.WARNING)),
                wrong(
                        "no broker at all",
                        "docs/topics",
                        INTEL20,
                        answers -> answers.absent(Kind.TOPICS, "127.0.0.1:9092"),
                        Map.of("kafka-topics", State.CANNOT_TELL)));
    }
}
