package io.dbcpool.parts.libvirt;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * A QEMU domain of our own making, without KVM, that runs from the beginning. Closing it removes exactly what was made
 * for it.
 */
public final class QemuDomain implements AutoCloseable {

    private static final Duration PROCESS_LIMIT = Duration.ofSeconds(10);

    private final URI uri;
    private final DomainShape shape;

    private QemuDomain(URI uri, DomainShape shape) {
        this.uri = uri;
        this.shape = shape;
    }

    /**
     * Makes and starts it.
     *
     * @throws PartsException if libvirt refuses, as it does when there is one of that name or UUID already
     */
    public static QemuDomain start(URI uri, DomainShape shape) {
        QemuDomain domain = new QemuDomain(uri, shape);
        if (shape.persistent()) {
            Virsh.runWith(shape.xml("qemu"), uri, "define", "/dev/stdin");
            try {
                domain.startAgain();
            } catch (PartsException e) {
                domain.close();
                throw e;
            }
        } else {
            Virsh.runWith(shape.xml("qemu"), uri, "create", "/dev/stdin");
        }
        return domain;
    }

    /** Starts it again, if it is persistent and off. */
    public void startAgain() {
        Virsh.run(uri, "start", id());
    }

    /** The same domain under another name, started again; only a persistent one has a name to give up. */
    public QemuDomain renamed(String name) {
        Virsh.run(uri, "destroy", id());
        Virsh.run(uri, "domrename", id(), name);
        startAgain();
        return new QemuDomain(uri, shape.withName(name));
    }

    public UUID uuid() {
        return shape.uuid();
    }

    public String name() {
        return shape.name();
    }

    /** Defines it anew under the same UUID, whether it runs or not; only a persistent one has such a definition. */
    public QemuDomain redefined(DomainShape other) {
        Virsh.runWith(other.xml("qemu"), uri, "define", "/dev/stdin");
        return new QemuDomain(uri, other);
    }

    /** Its QEMU process, which is known by the UUID in its command line. */
    public long pid() {
        return Proc.findByArgument("qemu", id())
                .orElseThrow(() -> new PartsException("no QEMU process has " + id() + " in its command line"));
    }

    /** Whether no process of it is left; a zombie is none. */
    public boolean isGone() {
        var pid = Proc.findByArgument("qemu", id());
        return pid.isEmpty() || Proc.hasEnded(pid.getAsLong());
    }

    /** SIGSTOP: it ignores SIGTERM and answers nothing until {@link #thaw()}; only SIGKILL ends it. */
    public void freeze() {
        Proc.signal("STOP", pid());
    }

    /** SIGCONT. */
    public void thaw() {
        Proc.signal("CONT", pid());
    }

    /** Suspends its processors, as {@code virsh suspend} does. It holds its devices all the same. */
    public void pause() {
        Virsh.run(uri, "suspend", id());
    }

    /** What {@code virsh domstate} says, or {@code gone}. */
    public String state() {
        Command.Result result = Command.attempt(
                PROCESS_LIMIT, "", List.of("virsh", "--quiet", "--connect", uri.toString(), "domstate", id()));
        return result.exitCode() == 0 ? result.output().strip() : "gone";
    }

    /** Ends it, by its process if libvirt would take long, and removes its definition and its log. */
    @Override
    public void close() {
        Proc.findByArgument("qemu", id())
                .ifPresent(pid -> Command.attempt(PROCESS_LIMIT, "", Proc.signalCommand("KILL", pid)));
        Proc.await(PROCESS_LIMIT, this::isGone);
        Virsh.succeeds(uri, "destroy", id());
        if (shape.persistent()) {
            Virsh.succeeds(uri, "undefine", id());
        }
        try {
            Files.deleteIfExists(Path.of("/var/log/libvirt/qemu", name() + ".log"));
            Files.deleteIfExists(Path.of("/tmp/channel_" + uuid() + ".sock"));
        } catch (IOException e) {
            throw new PartsException("cannot remove what " + name() + " left", e);
        }
    }

    private String id() {
        return shape.uuid().toString();
    }
}
