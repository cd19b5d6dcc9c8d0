package io.dbcpool.host.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.host.check.CheckList;
import io.dbcpool.host.hosts.RecordedHost;
import io.dbcpool.host.hosts.WrongHosts;
import io.dbcpool.host.probe.Answer;
import io.dbcpool.host.probe.Host;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MendingTest {

    private static final String PLAN = "./pool setup plan";

    static Stream<RecordedHost> wrongHosts() {
        return WrongHosts.list().stream();
    }

    @ParameterizedTest
    @MethodSource("wrongHosts")
    void aFixNamesThePlanWhereAPlanOfItDoesSomething(RecordedHost wrong) {
        Host host = host(wrong);
        for (HostCheckFinding one : findings(host)) {
            boolean planned = !SetupPlan.of(host, List.of(one.found())).isEmpty();

            assertThat(one.mended().fix().startsWith(PLAN))
                    .as("%s: %s", one.found().id(), one.mended().fix())
                    .isEqualTo(planned);
            assertThat(one.mended().fix()).endsWith(one.found().fix());
            assertThat(one.mended().state()).isEqualTo(one.found().state());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "br_netfilter not loaded,       br-netfilter,            true",
        "the guide's line in fstab,     data-in-fstab,           true",
        "no OVMF,                       packages,                true",
        "node.dat for all to read,      key-mode,                true",
        "nothing at /data,              data-mounted,            false",
        "no node.dat,                   key-readable,            false",
        "edited and not rebooted,       kernel-parameters-kept,  false",
        "VT-d off,                      iommu-groups,            false",
    })
    void aProgramMendsOneAndAPersonTheOther(String host, String check, boolean byPlan) {
        var wrong = WrongHosts.list().stream()
                .filter(one -> one.name().equals(host))
                .findFirst()
                .orElseThrow();

        assertThat(findings(host(wrong)))
                .filteredOn(one -> one.found().id().equals(check))
                .singleElement()
                .satisfies(one -> assertThat(one.mended().fix())
                        .isNotEmpty()
                        .satisfies(fix -> assertThat(fix.startsWith(PLAN)).isEqualTo(byPlan)));
    }

    private record HostCheckFinding(Check found, Check mended) {}

    private static List<HostCheckFinding> findings(Host host) {
        return CheckList.all().stream()
                .map(check -> check.of(host))
                .map(found -> new HostCheckFinding(found, Mending.of(host, found)))
                .toList();
    }

    /** A file that no check has asked for is not there. */
    private static Host host(RecordedHost wrong) {
        var record = wrong.record();
        return new Host(record.scope(), question -> switch (question.kind()) {
            case READ, LIST, LINK, LOOK -> record.answers().getOrDefault(question, new Answer.Absent());
            default -> record.ask(question);
        });
    }
}
