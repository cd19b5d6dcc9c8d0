package io.dbcpool.endtoend.deploy;

import io.dbcpool.endtoend.pool.FreePorts;
import io.dbcpool.parts.kafka.EmbeddedBroker;
import io.dbcpool.parts.kafka.HostAndPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A real broker with the settings of {@code deploy/kafka/docker-compose.yml}, its users, and the rights of
 * {@code acls.tsv}. The listener that it calls LOCAL is the embedded broker's own.
 */
final class SecuredKafka implements AutoCloseable {

    private static final String SECRETS = "/run/secrets/kafka";
    private static final String STORE_PASSWORD = "changeit";

    private final Path folder;
    private final HostAndPort pool;
    private final EmbeddedBroker broker;

    private SecuredKafka(Path folder, HostAndPort pool, EmbeddedBroker broker) {
        this.folder = folder;
        this.pool = pool;
        this.broker = broker;
    }

    static SecuredKafka start(Path folder) throws Exception {
        writeKeys(folder);
        var local = new HostAndPort("127.0.0.1", FreePorts.ofOne());
        var pool = new HostAndPort("127.0.0.1", FreePorts.ofOne());
        var controller = new HostAndPort("127.0.0.1", FreePorts.ofOne());
        var settings = new HashMap<>(composed(folder));
        settings.put("listeners", "PLAINTEXT://%s,POOL://%s,CONTROLLER://%s".formatted(local, pool, controller));
        settings.put("advertised.listeners", "PLAINTEXT://%s,POOL://%s".formatted(local, pool));
        settings.put("controller.quorum.voters", "1@" + controller);
        var kafka = new SecuredKafka(folder, pool, EmbeddedBroker.start(folder.resolve("kafka"), local, settings));
        try {
            kafka.admit();
            return kafka;
        } catch (Exception e) {
            kafka.close();
            throw e;
        }
    }

    private static Map<String, String> composed(Path folder) {
        var settings = ComposedKafka.settings("deploy/kafka/docker-compose.yml", "kafka");
        settings.replaceAll(
                (name, value) -> value.replace(SECRETS, folder.toString()).replace("LOCAL:", "PLAINTEXT:"));
        return settings;
    }

    /** As whoever is on the server does it, without a name. */
    private void admit() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            List<UserScramCredentialAlteration> users = Right.principals().stream()
                    .<UserScramCredentialAlteration>map(name -> new UserScramCredentialUpsertion(
                            name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4_096), password(name)))
                    .toList();
            admin.alterUserScramCredentials(users).all().get();
            admin.createAcls(Right.all().stream()
                            .flatMap(right -> right.bindings().stream())
                            .toList())
                    .all()
                    .get();
        }
    }

    /** Where those come who need a name. */
    String bootstrapServers() {
        return pool.toString();
    }

    /** What {@code DBCPOOL_KAFKA_PROPERTIES} names for a service. */
    Path properties(String service, String password) throws IOException {
        String example = Repository.read(Repository.root().resolve("deploy/kafka/client.properties"));
        return Files.writeString(
                folder.resolve(service + ".properties"),
                example.replace("\"SERVICE\"", "\"%s\"".formatted(service))
                        .replace("PASSWORD", password)
                        .replace(SECRETS, folder.toString()));
    }

    static String password(String service) {
        return "the password of " + service;
    }

    /** {@code server.pem} and {@code ca.pem}, which is the same without the key: it signs itself. */
    private static void writeKeys(Path folder) throws Exception {
        Path store = folder.resolve("server.p12");
        Command.run(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=kafka",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .succeeds();
        var keys = KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray());
        String certificate = pem("CERTIFICATE", keys.getCertificate("server").getEncoded());
        Files.writeString(folder.resolve("ca.pem"), certificate);
        Files.writeString(folder.resolve("server.pem"), key(keys) + certificate);
    }

    private static String key(KeyStore keys) throws GeneralSecurityException {
        return pem(
                "PRIVATE KEY",
                keys.getKey("server", STORE_PASSWORD.toCharArray()).getEncoded());
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(bytes));
    }

    @Override
    public void close() {
        broker.close();
    }
}
