package io.dbcpool.host.hosts;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.events.Topic;
import io.dbcpool.host.check.CpuMaker;
import io.dbcpool.host.probe.Answer.Text;
import io.dbcpool.host.probe.Question;
import io.dbcpool.host.probe.Question.Kind;
import io.dbcpool.host.probe.Scope;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Hosts with one thing changed: wrong in it, or at the edge of being wrong. */
public final class WrongHosts {

    static final RecordedHost INTEL18 = RightHosts.host("18.04", CpuMaker.INTEL, 1);
    static final RecordedHost INTEL20 = RightHosts.host("20.04", CpuMaker.INTEL, 4);
    static final RecordedHost INTEL22 = RightHosts.host("22.04", CpuMaker.INTEL, 2);
    static final RecordedHost AMD20 = RightHosts.host("20.04", CpuMaker.AMD, 8);

    static final String OTHER = "46ebddef8cd9bb167dc30878d7113b7e168e6f0646beffd77d69d39bad76b47a";
    static final String OWN = Scope.NODE_LIBVIRT + " " + RightHosts.OWN;
    static final String CHAIN = RightHosts.CHAIN + " " + RightHosts.MACHINE;
    static final String NODE = "dbc      %s/dbc --compute -d -n gpu-01\n".formatted(RightHosts.DIR);
    static final String TCP_HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n";
    static final String UDP_HEAD = TCP_HEAD;
    static final String PACKAGES = ((Text) INTEL20.record().ask(Question.of(Kind.RUN, "packages"))).text();

    private WrongHosts() {}

    public static List<RecordedHost> list() {
        return Stream.of(
                        SystemFaults.list(),
                        DiskFaults.list(),
                        VirtualisationFaults.list(),
                        IommuFaults.list(),
                        GpuFaults.list(),
                        BindingFaults.list(),
                        LibvirtdFaults.list(),
                        DbcFaults.list(),
                        ImageFaults.list(),
                        KeyFaults.list(),
                        VerificationFaults.list(),
                        NetworkFaults.list(),
                        BroadcastFaults.list(),
                        OwnFaults.list(),
                        OurFaults.list(),
                        BareHosts.list())
                .flatMap(List::stream)
                .toList();
    }

    static RecordedHost wrong(
            String name, String writtenFrom, RecordedHost right, Consumer<Answers> change, Map<String, State> differs) {
        var changes = new Answers();
        // What is written into a folder stands beside what was there.
        right.record()
                .answers()
                .forEach((question, answer) -> changes.put(question.kind(), question.subject(), answer));
        change.accept(changes);
        return new RecordedHost(
                name, writtenFrom, writtenFrom.contains("seen"), right.record().with(changes.answers()), differs);
    }

    /** The same host, looked at for other words of the operator's. */
    static RecordedHost scoped(String name, RecordedHost right, Scope scope, Map<String, State> differs) {
        return new RecordedHost(name, "dbc-pool", false, right.record().with(scope), differs);
    }

    /** The owner's VM, with some of its facts changed: names and values in turn. */
    static Map<String, String> own(String... changes) {
        var fields = RightHosts.ownDomain();
        for (int i = 0; i < changes.length; i += 2) {
            fields.put(changes[i], changes[i + 1]);
        }
        return fields;
    }

    static Map<String, String> topics(String topic, String policy) {
        var kept = new TreeMap<String, String>();
        for (Topic one : Topic.values()) {
            kept.put(
                    one.topicName(),
                    one.retention().map(time -> "delete " + time.toMillis()).orElse("compact"));
        }
        kept.put(topic, policy);
        return kept;
    }
}
