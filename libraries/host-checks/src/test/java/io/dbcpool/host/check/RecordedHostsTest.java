package io.dbcpool.host.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.hosts.RecordedHost;
import io.dbcpool.host.hosts.RightHosts;
import io.dbcpool.host.hosts.WrongHosts;
import io.dbcpool.host.probe.Answer;
import io.dbcpool.host.probe.Answer.Unknown;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.HostRecord;
import io.dbcpool.host.probe.Question;
import io.dbcpool.host.record.RecordFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table: what every check says of every host. {@link PlantedErrorsTest} sees that it would notice an error. */
class RecordedHostsTest {

    static List<RecordedHost> right() {
        return RightHosts.list();
    }

    static List<RecordedHost> wrong() {
        return WrongHosts.list();
    }

    static List<HostCheck> checks() {
        return CheckList.all();
    }

    private static Map<String, State> differing(HostRecord record) {
        var differing = new TreeMap<String, State>();
        for (HostCheck check : CheckList.all()) {
            Check found = check.of(record.host());
            if (found.state() != State.OK) {
                differing.put(found.id(), found.state());
            }
            assertThat(found.found())
                    .as(check.id())
                    .isNotBlank()
                    .doesNotContain("has a form that this check does not know");
        }
        return differing;
    }

    @ParameterizedTest
    @MethodSource("right")
    void onARightHostAllIsWell(RecordedHost host) {
        assertThat(differing(host.record())).isEqualTo(new TreeMap<>(host.differs()));
    }

    /** What was changed is noticed by those that it is about, and by nobody else. */
    @ParameterizedTest
    @MethodSource("wrong")
    void aFaultIsNoticedByThoseThatItIsAbout(RecordedHost host) {
        assertThat(differing(host.record())).isEqualTo(new TreeMap<>(host.differs()));
    }

    @ParameterizedTest
    @MethodSource("checks")
    void aHostThatSaysNothingLeavesACheckUnableToTellAndSayingWhy(HostCheck check) {
        var right = RightHosts.host("22.04", CpuMaker.INTEL, 2).record();
        var host = new Host(right.scope(), question -> new Unknown("no answer within 2 s"));

        Check found = check.of(host);

        assertThat(found.state()).isEqualTo(State.CANNOT_TELL);
        assertThat(found.found()).contains("no answer within 2 s");
    }

    /** Garbage in any one answer that a check asks for: a finding, whatever it is, and never an exception. */
    @ParameterizedTest
    @MethodSource("checks")
    void garbageInAnyAnswerIsAFinding(HostCheck check) {
        var right = RightHosts.host("20.04", CpuMaker.AMD, 2).record();
        var asked = new TreeSet<Question>();
        check.of(new Host(right.scope(), question -> {
            asked.add(question);
            return right.ask(question);
        }));
        assertThat(asked).isNotEmpty();
        for (Question question : asked) {
            for (Answer garbage : List.<Answer>of(
                    new Answer.Text("\u0000\ufffd =:\n\t10de"),
                    new Answer.Text(""),
                    new Answer.Names(List.of("", " ", "..", "x y z")),
                    new Answer.Fields(Map.of("mode", "", "total", "many", "millis", "soon", "modified", "?")),
                    new Answer.Absent())) {
                assertThat(check.of(right.with(Map.of(question, garbage)).host())
                                .found())
                        .as(question.text())
                        .isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("right")
    void aRecordIsTheSameHostAgain(RecordedHost host) {
        assertThat(RecordFile.read(RecordFile.write(host.record()))).isEqualTo(host.record());
    }

    @Test
    void idsAreOfOneCheckEach() {
        assertThat(CheckList.all()).extracting(HostCheck::id).doesNotHaveDuplicates();
        assertThat(CheckList.all())
                .allSatisfy(check -> assertThat(check.why() + check.wanted() + check.source())
                        .isNotBlank());
    }

    /** Ten thousand domains: those that run and those that are named are looked at, and the rest is not waited for. */
    @Test
    void tenThousandDomainsAreNotAllLookedAt() {
        var right = RightHosts.host("20.04", CpuMaker.INTEL, 1).record();
        var lines = new ArrayList<String>();
        for (int i = 0; i < 10_000; i++) {
            lines.add("00000000-0000-4000-8000-%012d off domain-%d".formatted(i, i));
        }
        lines.add(RightHosts.OWN + " active owner-vm-1");
        var looked = new AtomicInteger();
        var host = new Host(right.scope(), question -> switch (question.kind()) {
            case LIBVIRT -> new Answer.Names(lines);
            case DOMAIN -> {
                looked.incrementAndGet();
                yield right.ask(question) instanceof Unknown ? new Answer.Absent() : right.ask(question);
            }
            default -> right.ask(question);
        });

        Check found = CheckList.find("own-domains-named").orElseThrow().of(host);

        assertThat(found.state()).isEqualTo(State.OK);
        assertThat(looked.get()).isLessThanOrEqualTo(300);
    }
}
