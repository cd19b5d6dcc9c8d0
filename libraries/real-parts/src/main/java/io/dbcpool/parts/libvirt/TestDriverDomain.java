package io.dbcpool.parts.libvirt;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A domain of libvirt's test driver: no process, only a state. It holds a connection for as long as it is open, because
 * the driver forgets everything when nobody is connected.
 */
public final class TestDriverDomain implements AutoCloseable {

    private static final String DONE = "----done----";

    private final DomainShape shape;
    private final Process virsh;
    private final Writer orders;
    private final BufferedReader answers;

    private TestDriverDomain(DomainShape shape, Process virsh) {
        this.shape = shape;
        this.virsh = virsh;
        this.orders = virsh.outputWriter(StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(virsh.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Makes and starts it.
     *
     * @param uri as {@link LoopbackLibvirtd#testUri()} gives it
     */
    public static TestDriverDomain start(URI uri, DomainShape shape) {
        TestDriverDomain domain = make(uri, shape);
        try {
            if (shape.persistent()) {
                domain.startAgain();
            }
            return domain;
        } catch (PartsException e) {
            domain.close();
            throw e;
        }
    }

    /** Makes a persistent one that is off. */
    public static TestDriverDomain define(URI uri, DomainShape shape) {
        if (!shape.persistent()) {
            throw new IllegalArgumentException("wanted a persistent domain, " + shape.name() + " is transient");
        }
        return make(uri, shape);
    }

    private static TestDriverDomain make(URI uri, DomainShape shape) {
        try {
            Process virsh = new ProcessBuilder("virsh", "--quiet", "--connect", uri.toString())
                    .redirectErrorStream(true)
                    .start();
            TestDriverDomain domain = new TestDriverDomain(shape, virsh);
            try {
                domain.make();
                return domain;
            } catch (PartsException e) {
                domain.close();
                throw e;
            }
        } catch (IOException e) {
            throw new PartsException("cannot run virsh", e);
        }
    }

    private void make() throws IOException {
        Path xml = Files.createTempFile("domain", ".xml");
        try {
            Files.writeString(xml, shape.xml("test"));
            order((shape.persistent() ? "define " : "create ") + xml);
        } finally {
            Files.deleteIfExists(xml);
        }
    }

    /** Starts it again, if it is persistent and off. */
    public void startAgain() {
        order("start " + shape.uuid());
    }

    public void pause() {
        order("suspend " + shape.uuid());
    }

    public UUID uuid() {
        return shape.uuid();
    }

    public String name() {
        return shape.name();
    }

    /** Removes it and disconnects. */
    @Override
    public void close() {
        try (orders;
                answers) {
            order("destroy " + shape.uuid(), true);
            if (shape.persistent()) {
                order("undefine " + shape.uuid(), true);
            }
        } catch (IOException e) {
            throw new PartsException("cannot end virsh", e);
        } finally {
            virsh.destroy();
        }
    }

    private void order(String order) {
        order(order, false);
    }

    private synchronized void order(String order, boolean mayFail) {
        try {
            orders.write(order + "\necho " + DONE + "\n");
            orders.flush();
            StringBuilder said = new StringBuilder();
            String line = answers.readLine();
            while (line != null && !line.endsWith(DONE)) {
                said.append(line).append('\n');
                line = answers.readLine();
            }
            if (!mayFail && (line == null || said.indexOf("error:") >= 0)) {
                throw new PartsException(
                        "virsh " + order + ": " + said.toString().strip());
            }
        } catch (IOException e) {
            if (!mayFail) {
                throw new PartsException("virsh has ended; it was told to " + order, e);
            }
        }
    }
}
