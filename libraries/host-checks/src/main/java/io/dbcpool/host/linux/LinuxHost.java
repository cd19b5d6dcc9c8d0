package io.dbcpool.host.linux;

import io.dbcpool.host.probe.Answer;
import io.dbcpool.host.probe.Answer.Absent;
import io.dbcpool.host.probe.Answer.Fields;
import io.dbcpool.host.probe.Answer.Text;
import io.dbcpool.host.probe.Answer.Unknown;
import io.dbcpool.host.probe.HostProbe;
import io.dbcpool.host.probe.Question;
import io.dbcpool.nodekey.NodeDat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The host on which this runs, or the one whose root is mounted here. Looks, and changes nothing. */
public final class LinuxHost implements HostProbe, AutoCloseable {

    private final RootedPath paths;
    private final FileQuestions files;
    private final CommandQuestions commands;
    private final LibvirtQuestions libvirt = new LibvirtQuestions();
    private final HttpQuestions http = new HttpQuestions();

    /** @param root where the host's root is mounted; {@code /} for our own */
    public LinuxHost(Path root) {
        String prefix = root.toAbsolutePath().normalize().toString();
        this.paths = new RootedPath(prefix.equals("/") ? "" : prefix);
        this.files = new FileQuestions(paths);
        this.commands = new CommandQuestions(paths.root());
    }

    @Override
    public Answer ask(Question question) {
        String subject = question.subject();
        try {
            return switch (question.kind()) {
                case READ -> files.read(subject);
                case LIST -> files.list(subject);
                case LINK -> files.link(subject);
                case LOOK -> files.look(subject);
                case KEPT -> files.kept(subject);
                case SPACE -> files.space(subject);
                case RUN -> commands.run(subject);
                case LIBVIRT -> libvirt.list(subject);
                case DOMAIN -> libvirt.domain(subject);
                case KEY -> key(subject);
                case CLIENT_NODE -> http.clientNode(subject);
                case CHAIN -> http.chain(subject);
                case SERVICE -> http.service(subject);
                case CANARY -> CanaryQuestion.ask(Integer.parseInt(subject));
                case FSYNC -> files.fsync(subject);
                case TOPICS -> KafkaQuestion.ask(subject);
                case CLOCK -> clock();
            };
        } catch (RuntimeException e) {
            return new Unknown("it could not be asked: " + e);
        }
    }

    /** What a node.dat says of itself. Its key is used to make the id, and gone. */
    private Answer key(String path) {
        try {
            var outcome = NodeDat.read(paths.resolve(path));
            if (outcome instanceof NodeDat.Missing) {
                return new Absent();
            }
            if (outcome instanceof NodeDat.Refused refused) {
                return refused.unreadable()
                        ? new Unknown(refused.reason())
                        : new Fields(Map.of("fault", refused.reason()));
            }
            try (var key = ((NodeDat.Read) outcome).key()) {
                return new Fields(Map.of(
                        "id", key.claimedId().hex(),
                        "derived", key.derivedId().hex()));
            }
        } catch (IOException e) {
            return new Unknown(String.valueOf(e.getMessage()));
        }
    }

    private static Answer clock() {
        return new KernelClock().findInStep().<Answer>map(Text::new).orElseGet(Absent::new);
    }

    @Override
    public void close() {
        libvirt.close();
    }
}
