package io.dbcpool.host.hosts;

import static io.dbcpool.host.hosts.WrongHosts.INTEL20;
import static io.dbcpool.host.hosts.WrongHosts.NODE;
import static io.dbcpool.host.hosts.WrongHosts.TCP_HEAD;
import static io.dbcpool.host.hosts.WrongHosts.wrong;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.probe.Question.Kind;
import java.util.List;
import java.util.Map;

/** One thing wrong in each, or at the edge of it, or said in another way: there an error in a check hides. */
final class DbcFaults {

    private DbcFaults() {}

    static List<RecordedHost> list() {
        return List.of(
                wrong(
                        "no DBC node",
                        "DBC wiki, step I",
                        INTEL20,
                        answers -> answers.absent(Kind.LOOK, RightHosts.DIR + "/dbc"),
                        Map.of("dbc-installed", State.WRONG)),
                wrong(
                        "install folder for others only",
                        "stat(2)",
                        INTEL20,
                        answers -> answers.unknown(Kind.LOOK, RightHosts.DIR + "/dbc", "no permission"),
                        Map.of("dbc-installed", State.CANNOT_TELL)),
                wrong(
                        "the DBC node down",
                        "start.sh",
                        INTEL20,
                        answers -> answers.run("processes", "\n"),
                        Map.of("dbc-running", State.WRONG)),
                wrong(
                        "no DBC node installed, nor running",
                        "a host at its beginning, seen",
                        INTEL20,
                        answers -> answers.run("processes", "\n")
                                .absent(Kind.LOOK, RightHosts.DIR)
                                .absent(Kind.LOOK, RightHosts.DIR + "/dbc"),
                        Map.of(
                                "dbc-installed",
                                State.WRONG,
                                "dbc-running",
                                State.WRONG,
                                "dbc-restarted",
                                State.CANNOT_TELL)),
                wrong(
                        "two DBC nodes",
                        "start.sh",
                        INTEL20,
                        answers -> answers.run("processes", (NODE + NODE)),
                        Map.of("dbc-running", State.WRONG)),
                wrong(
                        "a DBC node from elsewhere",
                        "start.sh",
                        INTEL20,
                        answers -> answers.run("processes", "dbc      /opt/dbc/dbc --compute -d -n gpu-01\n"),
                        Map.of("dbc-running", State.WARNING)),
                wrong(
                        "ps hangs",
                        "a defect of the kernel",
                        INTEL20,
                        answers -> answers.unknown(Kind.RUN, "processes", "no answer within 5 s"),
                        Map.of("dbc-running", State.CANNOT_TELL, "dbc-restarted", State.CANNOT_TELL)),
                wrong(
                        "peer port closed",
                        "conf_manager.cpp",
                        INTEL20,
                        answers -> answers.file("/proc/net/tcp", TCP_HEAD + RightHosts.tcp("0100007F", 16509)),
                        Map.of("dbc-ports", State.WRONG)),
                wrong(
                        "peer port on loopback",
                        "conf_manager.cpp",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/net/tcp",
                                TCP_HEAD + RightHosts.tcp("0100007F", 16509) + RightHosts.tcp("0100007F", 5001)),
                        Map.of("dbc-ports", State.WRONG)),
                wrong(
                        "HTTP open",
                        "install_client.sh sets http_ip=0.0.0.0",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/net/tcp",
                                TCP_HEAD
                                        + RightHosts.tcp("0100007F", 16509)
                                        + RightHosts.tcp("00000000", 5001)
                                        + RightHosts.tcp("00000000", 5002)),
                        Map.of("dbc-ports", State.WARNING)),
                wrong(
                        "a port that is none",
                        "conf_manager.cpp",
                        INTEL20,
                        answers ->
                                answers.file(RightHosts.DIR + "/conf/core.conf", "version=0.3.7.7\nhttp_port=many\n"),
                        Map.of("dbc-ports", State.CANNOT_TELL)),
                wrong(
                        "no version",
                        "core.conf",
                        INTEL20,
                        answers -> answers.file(RightHosts.DIR + "/conf/core.conf", "http_port=5002\n"),
                        Map.of("dbc-version", State.CANNOT_TELL)),
                wrong(
                        "no crontab",
                        "crontab(5)",
                        INTEL20,
                        answers -> answers.absent(Kind.READ, "/var/spool/cron/crontabs/dbc"),
                        Map.of("dbc-restarted", State.WARNING)),
                wrong(
                        "a crontab without dbcmonitor",
                        "crontab(5)",
                        INTEL20,
                        answers -> answers.file(
                                "/var/spool/cron/crontabs/dbc", "#* * * * * /home/crontab/dbcmonitor.sh\n"),
                        Map.of("dbc-restarted", State.WARNING)),
                wrong(
                        "crontab for root only",
                        "crontab(1)",
                        INTEL20,
                        answers -> answers.unreadable("/var/spool/cron/crontabs/dbc"),
                        Map.of("dbc-restarted", State.CANNOT_TELL)),
                wrong(
                        "ufw off, as the installer leaves it",
                        "install_mining.sh",
                        INTEL20,
                        answers -> answers.file("/etc/ufw/ufw.conf", "ENABLED=no\n"),
                        Map.of("firewall", State.WARNING)),
                wrong(
                        "no ufw",
                        "ufw(8)",
                        INTEL20,
                        answers -> answers.absent(Kind.READ, "/etc/ufw/ufw.conf"),
                        Map.of("firewall", State.CANNOT_TELL)),
                wrong(
                        "no core.conf",
                        "install_mining.sh",
                        INTEL20,
                        answers -> answers.absent(Kind.LOOK, RightHosts.DIR + "/conf/core.conf")
                                .absent(Kind.READ, RightHosts.DIR + "/conf/core.conf"),
                        Map.of(
                                "dbc-installed",
                                State.WRONG,
                                "dbc-ports",
                                State.CANNOT_TELL,
                                "dbc-version",
                                State.CANNOT_TELL)),
                wrong(
                        "core.conf without ports",
                        "conf_manager.cpp, defaults 5001 and 5050",
                        INTEL20,
                        answers -> answers.file(RightHosts.DIR + "/conf/core.conf", "version=0.3.7.7\n")
                                .file(
                                        "/proc/net/tcp",
                                        TCP_HEAD
                                                + RightHosts.tcp("0100007F", 16509)
                                                + RightHosts.tcp("00000000", 5001)
                                                + RightHosts.tcp("00000000", 5050)),
                        Map.of("dbc-ports", State.WARNING)),
                wrong(
                        "a DBC node of another user",
                        "crontab(5)",
                        INTEL20,
                        answers -> answers.run("processes", NODE.replace("dbc      ", "miner    "))
                                .file("/var/spool/cron/crontabs/miner", "* * * * * /home/crontab/dbcmonitor.sh\n")
                                .absent(Kind.READ, "/var/spool/cron/crontabs/dbc"),
                        Map.of()),
                wrong(
                        "another program of that name",
                        "ps(1)",
                        INTEL20,
                        answers -> answers.run("processes", "dbc      /home/dbc/dbc --client\n"),
                        Map.of("dbc-running", State.WRONG)),
                wrong(
                        "ufw that says nothing",
                        "ufw(8)",
                        INTEL20,
                        answers -> answers.file("/etc/ufw/ufw.conf", "LOGLEVEL=low\n"),
                        Map.of("firewall", State.WARNING)));
    }
}
