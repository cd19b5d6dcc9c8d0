package io.dbcpool.host.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.check.CheckList;
import io.dbcpool.host.probe.Answer;
import io.dbcpool.host.probe.Answer.Absent;
import io.dbcpool.host.probe.Answer.Names;
import io.dbcpool.host.probe.Answer.Text;
import io.dbcpool.host.probe.Answer.Unknown;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.Question;
import io.dbcpool.host.probe.Question.Kind;
import io.dbcpool.host.probe.Scope;
import io.dbcpool.parts.http.ScriptedClientNode;
import io.dbcpool.parts.http.ScriptedClientNode.Behaviour;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host, and those whom it is asked about, really do when they do not answer as they should. */
class LinuxHostIT {

    private static final String MACHINE = "a".repeat(64);

    @TempDir
    private Path folder;

    private final List<ScriptedClientNode> clientNodes = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        clientNodes.forEach(ScriptedClientNode::close);
        threads.shutdownNow();
    }

    private Path root() {
        return folder.resolve("host");
    }

    private void write(String path, byte[] content) throws IOException {
        Files.createDirectories(root().resolve(path).getParent());
        Files.write(root().resolve(path), content);
    }

    private Question clientNode(Behaviour behaviour) {
        var node = ScriptedClientNode.at("/api/v1/mining_nodes", behaviour);
        clientNodes.add(node);
        return Question.of(Kind.CLIENT_NODE, node.address() + "/");
    }

    /** All at once, as the checks ask; those that hang take the 5 s of each together. */
    @Test
    void aClientNodeIsAnsweredForWhateverItDoesAndKeepsNobodyWaitingAfter() throws Exception {
        var questions = List.of(
                clientNode(ScriptedClientNode.says(
                        200,
                        "{\"errcode\":0,\"message\":{\"mining_nodes\":[{\"node_id\":\"%s\"}]}}".formatted(MACHINE))),
                clientNode(ScriptedClientNode.says(200, "{\"errcode\":-1}")),
                clientNode(ScriptedClientNode.says(200, "<html>")),
                clientNode(ScriptedClientNode.says(500, "")),
                clientNode(ScriptedClientNode.sendsMebibytes(100)),
                clientNode(ScriptedClientNode.neverBegins()),
                clientNode(ScriptedClientNode.neverEnds()));
        try (var host = new LinuxHost(root());
                var probe = new TimedProbe(host)) {
            var answers = new ArrayList<Answer>();
            var asked = questions.stream()
                    .map(question -> threads.submit(() -> probe.ask(question)))
                    .toList();
            for (var one : asked) {
                answers.add(one.get());
            }

            assertThat(answers)
                    .containsExactly(
                            new Names(List.of(MACHINE)),
                            new Unknown("it answers with errcode -1 and no mining_nodes"),
                            new Unknown("its answer is no JSON"),
                            new Unknown("it answers with HTTP status 500"),
                            new Unknown("its answer is longer than 4096 KiB"),
                            new Unknown("no answer within 5000 ms"),
                            new Unknown("its answer does not end"));
            // What still hung would be counted by the agent, look by look, until it asked nothing any more.
            await().until(() -> probe.hanging() == 0);
        }
    }

    @Test
    void aProgramThatHangsIsEndedAndSaidToHang() throws Exception {
        Path status = root().resolve("var/lib/dpkg/status");
        Files.createDirectories(status.getParent());
        try {
            new ProcessBuilder("dpkg-query", "--version").start().waitFor();
            assertThat(new ProcessBuilder("mkfifo", status.toString()).start().waitFor())
                    .isEqualTo(0);
        } catch (IOException e) {
            abort("no dpkg-query or no mkfifo here: " + e.getMessage());
        }
        try (var host = new LinuxHost(root())) {
            assertThat(host.ask(Question.of(Kind.RUN, "packages"))).isInstanceOf(Unknown.class);
            await().until(() -> ProcessHandle.current()
                    .children()
                    .noneMatch(child -> child.info().command().orElse("").endsWith("dpkg-query")));
        } finally {
            FileChannel.open(status, StandardOpenOption.READ, StandardOpenOption.WRITE)
                    .close();
        }
    }

    @Test
    void aFileOfProcThatIsCutOffTellsNothingOfWhatIsSo() throws Exception {
        write("proc/1/mounts", "/dev/sda2 / ext4 rw 0 0\n/dev/sdb /da".getBytes(StandardCharsets.UTF_8));
        write("proc/cpuinfo", new byte[] {'f', 'l', 'a', 'g', 's', '\t', ':', ' ', (byte) 0xc3});
        write("proc/meminfo", "MemTotal:   263".getBytes(StandardCharsets.UTF_8));
        try (var linux = new LinuxHost(root());
                var probe = new TimedProbe(linux)) {
            var host = new Host(Scope.bare(Instant.now(), true).inContainer(), probe);

            assertThat(states(host, "data-mounted", "cpu-virtualisation", "own-domains-hugepages"))
                    .containsExactly(State.CANNOT_TELL, State.CANNOT_TELL, State.CANNOT_TELL);
            assertThat(probe.ask(Question.of(Kind.READ, "/proc/meminfo"))).isEqualTo(new Text("MemTotal:   263"));
        }
    }

    @Test
    void whatIsKeptInTheStateFolderIsOursAndWhereARootIsMountedTheHostsToo() throws Exception {
        Path file = folder.resolve("state/node-agent/key-backups");
        var kept = Question.of(Kind.KEPT, file.toString());
        try (var own = new LinuxHost(Path.of("/"));
                var mounted = new LinuxHost(root())) {
            assertThat(own.ask(kept)).isEqualTo(new Absent());
            assertThat(mounted.ask(kept)).isEqualTo(new Absent());

            write(file.toString().substring(1), "the host's\n".getBytes(StandardCharsets.UTF_8));
            assertThat(own.ask(kept)).isEqualTo(new Absent());
            assertThat(mounted.ask(kept)).isEqualTo(new Text("the host's\n"));

            Files.createDirectories(file.getParent());
            Files.writeString(file, "ours\n");
            assertThat(own.ask(kept)).isEqualTo(new Text("ours\n"));
            assertThat(mounted.ask(kept)).isEqualTo(new Text("ours\nthe host's\n"));
        }
    }

    /** Of libvirt's test driver, which starts what its file defines. */
    @Test
    void tenThousandDomainsThatRunAreTooManyToTellAndAreListedAllTheSame() throws Exception {
        var xml = new StringBuilder("<node>\n");
        for (int i = 0; i < 10_000; i++) {
            xml.append("<domain type='test'><name>d%d</name><uuid>00000000-0000-4000-8000-%012d</uuid>".formatted(i, i))
                    .append("<memory>1</memory><os><type>hvm</type></os></domain>\n");
        }
        String uri = "test://" + Files.writeString(folder.resolve("node.xml"), xml.append("</node>\n"));
        try (var linux = new LinuxHost(Path.of("/"));
                var probe = new TimedProbe(linux)) {
            if (probe.ask(Question.of(Kind.LIBVIRT, uri)) instanceof Unknown unknown) {
                abort("libvirt's test driver lists nothing here: " + unknown.reason());
            }
            var host = new Host(scope(uri), probe);

            assertThat(states(host, "own-domains-named", "domains-known"))
                    .containsExactly(State.CANNOT_TELL, State.CANNOT_TELL);
            assertThat(CheckList.find("domains-known").orElseThrow().of(host).found())
                    .isEqualTo("10000 VMs run or are named, and 300 at most are looked at");
        }
    }

    private static Scope scope(String libvirt) {
        return new Scope(
                Instant.now(),
                true,
                false,
                Optional.of(MACHINE),
                List.of(libvirt),
                Scope.DEFAULT_INSTALL_DIR,
                List.of(),
                List.of(),
                Optional.empty(),
                Scope.BROADCAST_PORT,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static List<State> states(Host host, String... ids) {
        return List.of(ids).stream()
                .map(id -> CheckList.find(id).orElseThrow().of(host).state())
                .toList();
    }
}
