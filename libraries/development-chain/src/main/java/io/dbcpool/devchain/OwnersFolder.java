package io.dbcpool.devchain;

import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.Keystore;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What an owner has on the host of his bridge, for a test: {@code pool.yaml} with a chain and one machine, a wish of
 * {@code //Stash1} for it, the keystore of {@code //Ctrl1} and its password, and a token for what writes.
 */
public record OwnersFolder(Path path, MachineId machine) {

    public static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private static final String STASH = "//Stash1";
    private static final String CONTROLLER = "//Ctrl1";
    private static final String PASSWORD = "a password";
    private static final int USUAL_MBPS = 1_000;

    /** @param path of a folder that is there, and has none of the files */
    public static OwnersFolder write(Path path, DevelopmentChain chain, String bootstrapServers, MachineId machine)
            throws IOException {
        var folder = new OwnersFolder(path, machine);
        keystore(path.resolve("controller.json"), path.resolve("controller.password"), CONTROLLER);
        secret(path.resolve("token"), TOKEN + "\n");
        folder.writeWish(USUAL_MBPS);
        Files.writeString(folder.poolFile(), """
                pool:
                  name: p
                  kafka: { bootstrap-servers: "%s" }
                  chain: { endpoints: ["%s"] }
                  api: { token-file: token }
                  bonding: { wishes: wish.yaml }
                  machines: [{ id: %s, name: gpu-01 }]
                """.formatted(bootstrapServers, chain.endpoint(), machine));
        return folder;
    }

    public Path poolFile() {
        return path.resolve("pool.yaml");
    }

    /** Changes the wish; each other number is another wish. */
    public void writeWish(int downloadMbps) throws IOException {
        Files.writeString(path.resolve("wish.yaml"), """
                bonding:
                  - machine: %s
                    stash: %s
                    controller: { keystore: controller.json, password-file: controller.password }
                    server-room: new
                    upload-mbps: 500
                    download-mbps: %d
                    place: { latitude: 37.5665, longitude: 126.978 }
                    operators: [KT]
                """.formatted(
                        machine, DevelopmentChain.account(STASH).toSs58(42), downloadMbps));
    }

    /** The account of a development key as a wallet exports it, and its password, both of mode 600. */
    public static void keystore(Path keystore, Path passwordFile, String secretUri) throws IOException {
        try (SecretUri uri = SecretUri.parse(secretUri);
                Keypair key = uri.toKeypair(KeyScheme.SR25519)) {
            secret(keystore, Keystore.seal(key, PASSWORD, "development", 42).toJson());
        }
        secret(passwordFile, PASSWORD + "\n");
    }

    /** A new file of mode 600. */
    public static Path secret(Path file, String content) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, content);
    }
}
