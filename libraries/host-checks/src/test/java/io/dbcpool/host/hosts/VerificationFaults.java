package io.dbcpool.host.hosts;

import static io.dbcpool.host.hosts.WrongHosts.INTEL20;
import static io.dbcpool.host.hosts.WrongHosts.wrong;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.probe.Question.Kind;
import io.dbcpool.host.probe.Scope;
import java.util.List;
import java.util.Map;

/** One thing wrong in each, or at the edge of it, or said in another way: there an error in a check hides. */
final class VerificationFaults {

    private VerificationFaults() {}

    static List<RecordedHost> list() {
        return List.of(
                wrong(
                        "domain_test left",
                        "check_kvm.cpp",
                        INTEL20,
                        answers -> answers.names(
                                        Kind.LIBVIRT,
                                        Scope.NODE_LIBVIRT,
                                        "b1d6b3d4-6a0c-4f5c-a1ce-3a1a0d6f2e71 off domain_test",
                                        RightHosts.OWN + " active owner-vm-1")
                                .fields(
                                        Kind.DOMAIN,
                                        Scope.NODE_LIBVIRT + " b1d6b3d4-6a0c-4f5c-a1ce-3a1a0d6f2e71",
                                        Map.of("name", "domain_test", "active", "no")),
                        Map.of("check-env-leftovers", State.WRONG)),
                wrong(
                        "its disk left",
                        "check_kvm.cpp",
                        INTEL20,
                        answers -> answers.folder(
                                "/data", "ubuntu.qcow2", "ubuntu-2004.qcow2", "data_1_domain_test.qcow2"),
                        Map.of("check-env-leftovers", State.WRONG)),
                wrong(
                        "its chain left",
                        "check_kvm.cpp",
                        INTEL20,
                        answers -> answers.run("nat-rules", "-N check_chain_domain_test\n"),
                        Map.of("check-env-leftovers", State.WRONG)),
                wrong(
                        "iptables for root only",
                        "iptables(8)",
                        INTEL20,
                        answers -> answers.unknown(
                                        Kind.RUN, "nat-rules", "exit code 4: Permission denied (you must be root)")
                                .unknown(
                                        Kind.RUN,
                                        "firewall-rules",
                                        "exit code 4: Permission denied (you must be root)"),
                        Map.of("check-env-leftovers", State.CANNOT_TELL, "libvirt-reject-rules", State.CANNOT_TELL)),
                wrong(
                        "no results of tests",
                        "guide, step M",
                        INTEL20,
                        answers -> answers.absent(Kind.KEPT, RightHosts.STATE + "/node-agent/gpu-tests"),
                        Map.of("gpu-tests-passed", State.CANNOT_TELL)),
                wrong(
                        "tests failed",
                        "guide, step M",
                        INTEL20,
                        answers -> answers.kept(
                                RightHosts.STATE + "/node-agent/gpu-tests", "failed 2 of 18 at 2026-11-20T03:00:00Z\n"),
                        Map.of("gpu-tests-passed", State.WRONG)),
                wrong(
                        "tests failed, and passed since",
                        "dbc-pool, in a container: two records",
                        INTEL20,
                        answers -> answers.kept(
                                RightHosts.STATE + "/node-agent/gpu-tests",
                                "passed 18 of 18 at 2026-11-20T03:00:00Z\nfailed 2 of 18 at 2026-11-10T03:00:00Z\n"),
                        Map.of()),
                wrong(
                        "libvirt's reject rules",
                        "guide, step M",
                        INTEL20,
                        answers -> answers.run(
                                "firewall-rules",
                                "-A LIBVIRT_FWI -o virbr0 -j REJECT --reject-with icmp-port-unreachable\n-A LIBVIRT_FWO -i virbr0 -j REJECT\n"),
                        Map.of("libvirt-reject-rules", State.WARNING)),
                wrong(
                        "a download beside check_env's disk",
                        "check_kvm.cpp",
                        INTEL20,
                        answers -> answers.folder(
                                "/data", "ubuntu.qcow2", "ubuntu-2004.qcow2", "x_domain_test.qcow2.part"),
                        Map.of()),
                wrong(
                        "rules of libvirt that accept",
                        "iptables(8)",
                        INTEL20,
                        answers -> answers.run(
                                "firewall-rules",
                                "-A LIBVIRT_FWI -d 192.168.122.0/24 -j ACCEPT\n-A FORWARD -j REJECT\n"),
                        Map.of()));
    }
}
