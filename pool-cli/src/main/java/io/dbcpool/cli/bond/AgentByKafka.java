package io.dbcpool.cli.bond;

import io.dbcpool.bonding.kafka.AskedAgent;
import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bonding.key.MachineSigner;
import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.chain.call.BondMessage;
import io.dbcpool.cli.chain.ChainAccess;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.substrate.crypto.Signature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Asks a machine's agent, with the Kafka that the pool's file names. What has not reached Kafka when the question is
 * given up is thrown away with its outbox: nobody would hear the answer.
 *
 * @param why the key is not taken from a file of this host
 */
record AgentByKafka(PoolConfig pool, Map<String, String> environment, PrintStream out, String why)
        implements MachineSigner {

    private static final String SERVICE = "pool-cli";

    @Override
    public Signature sign(BondMessage message) throws KeyException, InterruptedException {
        out.printf(
                "  %s; its agent is asked to sign, over Kafka at %s (topic dbc.signing.requests)%n",
                why, pool.bootstrapServers());
        Path outbox = null;
        try {
            outbox = Files.createTempDirectory("pool-bond");
            KafkaSettings settings = KafkaSettings.read(pool.bootstrapServers(), SERVICE, environment);
            String source = "/dbcpool/%s/%s".formatted(pool.name(), ChainAccess.actor());
            try (KafkaPublisher publisher = KafkaPublisher.start(settings, outbox, source)) {
                return new AskedAgent(settings, publisher, publisher, source).sign(message);
            }
        } catch (IOException e) {
            throw new KeyException("the machine's agent cannot be asked: " + e.getMessage());
        } finally {
            if (outbox != null) {
                remove(outbox);
            }
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            // A temporary folder with one request in it, which is no secret.
        }
    }
}
