package io.dbcpool.endtoend.pool;

import io.dbcpool.parts.kafka.BrokerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** A broker and the console by itself, for records that a test writes. */
public final class ConsoleProcess implements AutoCloseable {

    private final BrokerProcess broker;
    private final ServiceAlone console;

    private ConsoleProcess(BrokerProcess broker, ServiceAlone console) {
        this.broker = broker;
        this.console = console;
    }

    /** Returns when it is ready and reads its topics. */
    public static ConsoleProcess start(String name, List<Seat> seats) throws IOException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "pools").toAbsolutePath()), name + "-");
        var broker = BrokerProcess.start(folder.resolve("kafka"));
        try {
            Path file = PoolFileText.of(broker.bootstrapServers(), seats).writeTo(folder);
            // Whoever comes by loopback needs none; with one there is a form to give it.
            Path token = Files.createFile(
                    folder.resolve("console-token"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(token, "the token of a test, 32 characters\n");
            return new ConsoleProcess(
                    broker,
                    ServiceAlone.start(
                            "pool-console",
                            file,
                            "/q/health/ready",
                            Map.of("DBCPOOL_CONSOLE_TOKEN_FILE", token.toString())));
        } catch (IOException | RuntimeException | Error e) {
            broker.close();
            throw e;
        }
    }

    public String url(String path) {
        return console.url(path);
    }

    public ServiceAlone service() {
        return console;
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public void close() {
        console.close();
        broker.close();
    }
}
