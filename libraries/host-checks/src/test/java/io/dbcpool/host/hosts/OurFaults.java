package io.dbcpool.host.hosts;

import static io.dbcpool.host.hosts.WrongHosts.INTEL20;
import static io.dbcpool.host.hosts.WrongHosts.OTHER;
import static io.dbcpool.host.hosts.WrongHosts.topics;
import static io.dbcpool.host.hosts.WrongHosts.wrong;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.probe.Question.Kind;
import java.util.List;
import java.util.Map;

/** One thing wrong in each. */
final class OurFaults {

    private OurFaults() {}

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
                        Map.of("kafka-topics", State.WARNING)));
    }
}
