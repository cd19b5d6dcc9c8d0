package io.dbcpool.endtoend.faults;

import io.dbcpool.endtoend.pool.PoolCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Which watcher is measured: a hash of its classes, and of the libraries', so that building it again changes none. */
public final class WatcherBuild {

    private static final int DIGITS = 12;

    private WatcherBuild() {}

    public static String find() throws IOException {
        var home = PoolCommand.home();
        var digest = sha256();
        for (String place : List.of("rental-watcher/target/classes", "libraries")) {
            try (Stream<Path> files = Files.walk(home.resolve(place))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".class"))
                        .filter(path -> path.toString().contains("/target/classes/"))
                        .filter(path -> !path.toString().contains("/real-parts/"))
                        .sorted()
                        .toList()) {
                    digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                    digest.update(Files.readAllBytes(file));
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
