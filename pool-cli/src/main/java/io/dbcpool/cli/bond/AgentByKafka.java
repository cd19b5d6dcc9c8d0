package io.dbcpool.cli.bond;

import io.dbcpool.bonding.kafka.AskedAgent;
import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bonding.key.MachineSigner;
import io.dbcpool.chain.call.BondMessage;
import io.dbcpool.cli.chain.ChainAccess;
import io.dbcpool.cli.kafka.PassingPublisher;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.substrate.crypto.Signature;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;

/**
 * Asks a machine's agent.
 *
 * @param why the key is not taken from a file of this host
 */
record AgentByKafka(PoolConfig pool, Map<String, String> environment, PrintStream out, String why)
        implements MachineSigner {

    @Override
    public Signature sign(BondMessage message) throws KeyException, InterruptedException {
        out.printf(
                "  %s; its agent is asked to sign, over Kafka at %s (topic dbc.signing.requests)%n",
                why, pool.bootstrapServers());
        String source = "/dbcpool/%s/%s".formatted(pool.name(), ChainAccess.actor());
        try (PassingPublisher kafka = PassingPublisher.open(pool, environment, source)) {
            return new AskedAgent(kafka.settings(), kafka.publisher(), kafka.publisher(), source).sign(message);
        } catch (IOException e) {
            throw new KeyException("the machine's agent cannot be asked: " + e.getMessage());
        }
    }
}
