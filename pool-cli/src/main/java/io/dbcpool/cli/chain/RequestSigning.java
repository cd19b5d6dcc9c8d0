package io.dbcpool.cli.chain;

import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bonding.request.SignedOrder;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.kafka.PassingPublisher;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.secrets.PrivateFiles;
import io.dbcpool.events.BondingRequest;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The operator's key, as {@code openssl genpkey -algorithm ed25519} writes it. */
final class RequestSigning {

    private static final Duration KAFKA_LIMIT = Duration.ofSeconds(10);

    private RequestSigning() {}

    /**
     * What is wanted.
     *
     * @param verb as the bridge takes it
     * @param mostReserved what it may reserve of the stash
     * @param life how long it is good for
     */
    record Asked(
            String verb, Optional<MachineId> machine, List<String> arguments, DbcAmount mostReserved, Duration life) {

        Asked {
            arguments = List.copyOf(arguments);
        }
    }

    /** Signs it, and hands it to Kafka. */
    static UUID publish(PoolConfig pool, Asked asked, PrivateKey key, Map<String, String> environment)
            throws CannotReachException, KeyException, IOException, InterruptedException {
        Instant now = EventCodec.micros(Instant.now());
        var order = new SignedOrder(
                pool.name(),
                UUID.randomUUID(),
                asked.verb(),
                asked.machine().map(MachineId::hex).orElse(""),
                asked.arguments(),
                asked.mostReserved(),
                now.plus(asked.life()));
        String text = order.text();
        String signature;
        try {
            signature = SignedOrder.sign(text, key);
        } catch (GeneralSecurityException e) {
            throw new KeyException("the operator's key does not sign: " + e.getMessage());
        }
        String source = "/dbcpool/%s/%s".formatted(pool.name(), ChainAccess.actor());
        try (PassingPublisher kafka = PassingPublisher.open(pool, environment, source)) {
            kafka.publisher()
                    .publish(new Envelope(
                            order.requestId().toString(),
                            source,
                            now,
                            new BondingRequest(asked.machine(), text, signature)));
            if (!kafka.isDelivered(KAFKA_LIMIT)) {
                throw new CannotReachException("wanted Kafka at %s, and it took nothing within %d s; nothing was asked"
                        .formatted(pool.bootstrapServers(), KAFKA_LIMIT.toSeconds()));
            }
        }
        return order.requestId();
    }

    static PrivateKey read(Path file) throws KeyException {
        Optional<String> fault = PrivateFiles.findFault(file);
        if (fault.isPresent()) {
            throw new KeyException("operator's key: " + fault.get());
        }
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----|\\s", "");
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new KeyException(
                    "%s is no Ed25519 key; next: openssl genpkey -algorithm ed25519 -out %s".formatted(file, file));
        }
    }
}
