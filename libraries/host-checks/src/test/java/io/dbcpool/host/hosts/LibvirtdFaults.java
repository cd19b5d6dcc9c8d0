package io.dbcpool.host.hosts;

import static io.dbcpool.host.hosts.WrongHosts.INTEL20;
import static io.dbcpool.host.hosts.WrongHosts.INTEL22;
import static io.dbcpool.host.hosts.WrongHosts.TCP_HEAD;
import static io.dbcpool.host.hosts.WrongHosts.wrong;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.probe.Question.Kind;
import io.dbcpool.host.probe.Scope;
import java.util.List;
import java.util.Map;

/** One thing wrong in each, or at the edge of it, or said in another way: there an error in a check hides. */
final class LibvirtdFaults {

    private LibvirtdFaults() {}

    static List<RecordedHost> list() {
        return List.of(
                wrong(
                        "libvirtd down",
                        "libvirtd(8)",
                        INTEL20,
                        answers -> answers.absent(Kind.LIBVIRT, Scope.NODE_LIBVIRT),
                        Map.of(
                                "libvirt-answers",
                                State.WRONG,
                                "own-domains-named",
                                State.CANNOT_TELL,
                                "domains-known",
                                State.CANNOT_TELL,
                                "own-domains-autostart",
                                State.CANNOT_TELL,
                                "own-domains-balloon",
                                State.CANNOT_TELL,
                                "own-domains-devices",
                                State.CANNOT_TELL,
                                "own-domains-agent",
                                State.CANNOT_TELL)),
                wrong(
                        "libvirtd hangs",
                        "a SIGSTOP, seen",
                        INTEL20,
                        answers -> answers.unknown(Kind.LIBVIRT, Scope.NODE_LIBVIRT, "no answer within 6 s"),
                        Map.of(
                                "libvirt-answers",
                                State.CANNOT_TELL,
                                "own-domains-named",
                                State.CANNOT_TELL,
                                "domains-known",
                                State.CANNOT_TELL,
                                "own-domains-autostart",
                                State.CANNOT_TELL,
                                "own-domains-balloon",
                                State.CANNOT_TELL,
                                "own-domains-devices",
                                State.CANNOT_TELL,
                                "own-domains-agent",
                                State.CANNOT_TELL,
                                "check-env-leftovers",
                                State.CANNOT_TELL)),
                wrong(
                        "the guide's libvirtd, open to all",
                        "guide, step G; proc_net_tcp",
                        INTEL20,
                        answers -> answers.file(
                                        "/etc/libvirt/libvirtd.conf",
                                        "listen_tls = 0\nlisten_tcp = 1\nauth_tcp = \"none\"\n")
                                .file(
                                        "/proc/net/tcp",
                                        TCP_HEAD
                                                + RightHosts.tcp("00000000", 16509)
                                                + RightHosts.tcp("00000000", 5001)),
                        Map.of("libvirt-not-open", State.WRONG, "libvirtd-conf", State.WARNING)),
                wrong(
                        "open to all by IPv6",
                        "proc_net_tcp",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/net/tcp6", TCP_HEAD + RightHosts.tcp("00000000000000000000000000000000", 16509)),
                        Map.of("libvirt-not-open", State.WRONG)),
                wrong(
                        "on loopback of IPv6",
                        "proc_net_tcp",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/net/tcp6", TCP_HEAD + RightHosts.tcp("00000000000000000000000001000000", 16509)),
                        Map.of()),
                wrong(
                        "open, and closed by the firewall",
                        "iptables(8)",
                        INTEL20,
                        answers -> answers.file(
                                        "/proc/net/tcp",
                                        TCP_HEAD + RightHosts.tcp("00000000", 16509) + RightHosts.tcp("00000000", 5001))
                                .run("firewall-rules", "-A INPUT ! -i lo -p tcp -m tcp --dport 16509 -j DROP\n"),
                        Map.of("libvirt-not-open", State.WARNING)),
                wrong(
                        "sockets unreadable",
                        "a hardened /proc",
                        INTEL20,
                        answers -> answers.unreadable("/proc/net/tcp"),
                        Map.of("libvirt-not-open", State.CANNOT_TELL, "dbc-ports", State.CANNOT_TELL)),
                wrong(
                        "libvirtd.conf as packaged",
                        "libvirtd.conf",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/libvirt/libvirtd.conf",
                                "#listen_tls = 0\n#listen_tcp = 1\n#auth_tcp = \"sasl\"\n"),
                        Map.of("libvirtd-conf", State.WRONG)),
                wrong(
                        "no libvirtd.conf",
                        "libvirtd.conf",
                        INTEL20,
                        answers -> answers.absent(Kind.READ, "/etc/libvirt/libvirtd.conf"),
                        Map.of("libvirtd-conf", State.WRONG)),
                wrong(
                        "libvirtd.conf unreadable",
                        "mode 600",
                        INTEL20,
                        answers -> answers.unreadable("/etc/libvirt/libvirtd.conf"),
                        Map.of("libvirtd-conf", State.CANNOT_TELL)),
                wrong(
                        "no -l",
                        "guide, step G",
                        INTEL20,
                        answers -> answers.file("/etc/default/libvirtd", "libvirtd_opts=\"\"\n"),
                        Map.of("libvirtd-listens", State.WRONG)),
                wrong(
                        "the wiki's LIBVIRT_ARGS",
                        "DBC wiki (zh); libvirtd.service of 22.04",
                        INTEL22,
                        answers -> answers.file("/etc/default/libvirtd", "LIBVIRT_ARGS=\"-l\"\n"),
                        Map.of("libvirtd-listens", State.WRONG)),
                wrong(
                        "18.04's variable on 22.04",
                        "libvirtd.service of 22.04",
                        INTEL22,
                        answers -> answers.file("/etc/default/libvirtd", "libvirtd_opts=\"-l\"\n"),
                        Map.of("libvirtd-listens", State.WRONG)),
                wrong(
                        "--listen",
                        "libvirtd(8)",
                        INTEL22,
                        answers -> answers.file("/etc/default/libvirtd", "LIBVIRTD_ARGS=\"--timeout 120 --listen\"\n"),
                        Map.of()),
                wrong(
                        "a socket not masked",
                        "guide, step G",
                        INTEL20,
                        answers -> answers.absent(Kind.LINK, "/etc/systemd/system/libvirtd-ro.socket"),
                        Map.of("libvirtd-sockets-masked", State.WRONG)),
                wrong(
                        "by libvirtd-tcp.socket",
                        "libvirtd(8), socket activation",
                        INTEL22,
                        answers -> answers.file("/etc/default/libvirtd", "\n")
                                .absent(Kind.LINK, "/etc/systemd/system/libvirtd-tcp.socket")
                                .link(
                                        "/etc/systemd/system/sockets.target.wants/libvirtd-tcp.socket",
                                        "/lib/systemd/system/libvirtd-tcp.socket"),
                        Map.of()),
                wrong(
                        "not enabled",
                        "systemctl(1)",
                        INTEL20,
                        answers -> answers.absent(
                                Kind.LINK, "/etc/systemd/system/multi-user.target.wants/libvirtd.service"),
                        Map.of("libvirtd-at-boot", State.WRONG)),
                wrong(
                        "libvirtd.service masked",
                        "systemctl(1)",
                        INTEL20,
                        answers -> answers.link("/etc/systemd/system/libvirtd.service", "/dev/null"),
                        Map.of("libvirtd-at-boot", State.WRONG)),
                wrong(
                        "no libvirtd.service",
                        "libvirt-daemon-system not installed",
                        INTEL20,
                        answers -> answers.absent(Kind.READ, "/lib/systemd/system/libvirtd.service")
                                .absent(Kind.READ, "/usr/lib/systemd/system/libvirtd.service"),
                        Map.of(
                                "libvirtd-listens",
                                State.CANNOT_TELL,
                                "libvirtd-sockets-masked",
                                State.CANNOT_TELL,
                                "libvirtd-at-boot",
                                State.CANNOT_TELL)),
                wrong(
                        "nobody listens",
                        "proc_net_tcp",
                        INTEL20,
                        answers -> answers.file("/proc/net/tcp", TCP_HEAD + RightHosts.tcp("00000000", 5001)),
                        Map.of()),
                wrong(
                        "connected, and not listening",
                        "proc_net_tcp, state 01",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/net/tcp",
                                TCP_HEAD
                                        + RightHosts.tcp("00000000", 16509).replace(" 0A ", " 01 ")
                                        + RightHosts.tcp("00000000", 5001)),
                        Map.of()),
                wrong(
                        "loopback of IPv4 in IPv6",
                        "proc_net_tcp",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/net/tcp6", TCP_HEAD + RightHosts.tcp("0000000000000000FFFF00000100007F", 16509)),
                        Map.of()),
                wrong(
                        "open at one IPv4 address in IPv6",
                        "proc_net_tcp",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/net/tcp6", TCP_HEAD + RightHosts.tcp("0000000000000000FFFF00000B0200C0", 16509)),
                        Map.of("libvirt-not-open", State.WRONG)),
                wrong(
                        "open at one address",
                        "proc_net_tcp",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/net/tcp",
                                TCP_HEAD + RightHosts.tcp("0B0200C0", 16509) + RightHosts.tcp("00000000", 5001)),
                        Map.of("libvirt-not-open", State.WRONG)),
                wrong(
                        "open, with a password",
                        "libvirtd.conf",
                        INTEL20,
                        answers -> answers.file(
                                        "/proc/net/tcp",
                                        TCP_HEAD + RightHosts.tcp("00000000", 16509) + RightHosts.tcp("00000000", 5001))
                                .file(
                                        "/etc/libvirt/libvirtd.conf",
                                        "listen_tls = 0\nlisten_tcp = 1\nlisten_addr = '127.0.0.1'\nauth_tcp = 'sasl'\n"),
                        Map.of("libvirt-not-open", State.WARNING, "libvirtd-conf", State.WRONG)),
                wrong(
                        "open, without libvirtd.conf",
                        "libvirtd.conf, defaults",
                        INTEL20,
                        answers -> answers.file(
                                        "/proc/net/tcp",
                                        TCP_HEAD + RightHosts.tcp("00000000", 16509) + RightHosts.tcp("00000000", 5001))
                                .absent(Kind.READ, "/etc/libvirt/libvirtd.conf"),
                        Map.of("libvirt-not-open", State.WARNING, "libvirtd-conf", State.WRONG)),
                wrong(
                        "open, and rejected by the firewall",
                        "iptables(8)",
                        INTEL20,
                        answers -> answers.file(
                                        "/proc/net/tcp",
                                        TCP_HEAD + RightHosts.tcp("00000000", 16509) + RightHosts.tcp("00000000", 5001))
                                .run(
                                        "firewall-rules",
                                        "-A INPUT -p tcp -m tcp --dport 16509 -i eno1 -j REJECT --reject-with tcp-reset\n"),
                        Map.of("libvirt-not-open", State.WARNING)),
                wrong(
                        "open, and let in by the firewall",
                        "iptables(8)",
                        INTEL20,
                        answers -> answers.file(
                                        "/proc/net/tcp",
                                        TCP_HEAD + RightHosts.tcp("00000000", 16509) + RightHosts.tcp("00000000", 5001))
                                .run("firewall-rules", "-A INPUT -p tcp -m tcp --dport 16509 -j ACCEPT\n"),
                        Map.of("libvirt-not-open", State.WRONG)),
                wrong(
                        "open, and the firewall for root only",
                        "iptables(8)",
                        INTEL20,
                        answers -> answers.file(
                                        "/proc/net/tcp",
                                        TCP_HEAD + RightHosts.tcp("00000000", 16509) + RightHosts.tcp("00000000", 5001))
                                .unknown(Kind.RUN, "firewall-rules", "exit code 4"),
                        Map.of("libvirt-not-open", State.WRONG, "libvirt-reject-rules", State.CANNOT_TELL)),
                wrong(
                        "listen_tls = 1",
                        "libvirtd.conf",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/libvirt/libvirtd.conf",
                                "listen_tls = 1\nlisten_tcp = 1\nauth_tcp = \"none\"\nlisten_addr = \"127.0.0.1\"\n"),
                        Map.of("libvirtd-conf", State.WRONG)),
                wrong(
                        "listen_tcp = 0",
                        "libvirtd.conf",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/libvirt/libvirtd.conf",
                                "listen_tls = 0\nlisten_tcp = 0\nauth_tcp = \"none\"\nlisten_addr = \"127.0.0.1\"\n"),
                        Map.of("libvirtd-conf", State.WRONG)),
                wrong(
                        "listen_addr of every address",
                        "libvirtd.conf",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/libvirt/libvirtd.conf",
                                "listen_tls = 0\nlisten_tcp = 1\nauth_tcp = \"none\"\nlisten_addr = \"0.0.0.0\"\n"),
                        Map.of("libvirtd-conf", State.WARNING)),
                wrong(
                        "a unit that expands nothing",
                        "systemd.service(5)",
                        INTEL20,
                        answers -> answers.file(
                                "/lib/systemd/system/libvirtd.service", "[Service]\nExecStart=/usr/sbin/libvirtd\n"),
                        Map.of("libvirtd-listens", State.CANNOT_TELL)),
                wrong(
                        "a unit of the operator's own",
                        "systemd.unit(5)",
                        INTEL20,
                        answers -> answers.file(
                                        "/etc/systemd/system/libvirtd.service",
                                        "[Service]\nEnvironmentFile=-/etc/sysconfig/libvirtd\nExecStart=/usr/sbin/libvirtd ${LIBVIRTD_ARGS}\n")
                                .file("/etc/sysconfig/libvirtd", "LIBVIRTD_ARGS=-vl\n"),
                        Map.of()),
                wrong(
                        "a drop-in that reads another variable",
                        "systemd.unit(5), drop-ins",
                        INTEL20,
                        answers -> answers.file(
                                "/etc/systemd/system/libvirtd.service.d/x.conf",
                                "[Service]\nExecStart=\nExecStart=/usr/sbin/libvirtd $MINE\n"),
                        Map.of("libvirtd-listens", State.WRONG)),
                wrong(
                        "an option that only looks like it",
                        "libvirtd(8)",
                        INTEL20,
                        answers -> answers.file("/etc/default/libvirtd", "libvirtd_opts=\"--verbose-l\"\n"),
                        Map.of("libvirtd-listens", State.WRONG)),
                wrong(
                        "libvirtd-tcp.socket enabled, and masked",
                        "systemctl(1)",
                        INTEL20,
                        answers -> answers.file("/etc/default/libvirtd", "\n")
                                .link(
                                        "/etc/systemd/system/sockets.target.wants/libvirtd-tcp.socket",
                                        "/lib/systemd/system/libvirtd-tcp.socket"),
                        Map.of("libvirtd-listens", State.WRONG)),
                wrong(
                        "a socket masked by an empty file",
                        "systemd.unit(5)",
                        INTEL20,
                        answers -> answers.link("/etc/systemd/system/libvirtd-ro.socket", "")
                                .file("/etc/systemd/system/libvirtd-ro.socket", "\n"),
                        Map.of()),
                wrong(
                        "a socket with a file of the operator's",
                        "systemd.unit(5)",
                        INTEL20,
                        answers -> answers.link("/etc/systemd/system/libvirtd-ro.socket", "")
                                .file("/etc/systemd/system/libvirtd-ro.socket", "[Socket]\n"),
                        Map.of("libvirtd-sockets-masked", State.WRONG)));
    }
}
