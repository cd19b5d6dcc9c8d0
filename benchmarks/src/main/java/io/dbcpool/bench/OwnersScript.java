package io.dbcpool.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The script of 15 lines that an owner would write, {@code owners_script.py}: it looks its domain up once, and asks
 * nobody whose it is, writes nothing down, and has no step after {@code destroy}.
 */
final class OwnersScript implements Contestant {

    private static final String FILE = "owners_script.py";

    /** Debian's own, which has Debian's {@code python3-libvirt}. */
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    private final Process process;
    private final Megaphone megaphone;

    private OwnersScript(Process process, Megaphone megaphone) {
        this.process = process;
        this.megaphone = megaphone;
    }

    static OwnersScript start(Ground ground, PoolSetup setup) {
        try (var script =
                Objects.requireNonNull(OwnersScript.class.getResourceAsStream(FILE), "the jar lacks " + FILE)) {
            Path folder = ground.makeFolder("script");
            Files.write(folder.resolve(FILE), script.readAllBytes());
            var process = new ProcessBuilder(
                            PYTHON.toString(),
                            folder.resolve(FILE).toString(),
                            setup.libvirt().toString(),
                            Integer.toString(setup.broadcastPort()),
                            setup.machine().hex(),
                            setup.ownDomain())
                    .redirectError(folder.resolve("log").toFile())
                    .start();
            var contestant =
                    ground.keep(new OwnersScript(process, new Megaphone(setup.machine(), setup.broadcastPort())));
            var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            if (!"ready".equals(lines.readLine())) {
                throw new BenchException("the owner's script did not start, is Debian's python3-libvirt installed? "
                        + Files.readString(folder.resolve("log")).strip());
            }
            return contestant;
        } catch (IOException e) {
            throw new BenchException("cannot run " + PYTHON, e);
        }
    }

    @Override
    public String name() {
        return "Python script";
    }

    /** It knows nothing to forget. */
    @Override
    public void forget() {}

    /** It does not look, so it is always ready. */
    @Override
    public void awaitReady() {}

    @Override
    public void tell() {
        megaphone.sayRenting();
    }

    @Override
    public void close() {
        megaphone.close();
        process.destroy();
    }
}
