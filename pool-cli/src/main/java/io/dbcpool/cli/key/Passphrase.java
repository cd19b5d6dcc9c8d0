package io.dbcpool.cli.key;

import io.dbcpool.cli.CannotReachException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Asked for at the terminal, or in a file; never on the command line, which every user of the host can read. */
public final class Passphrase {

    /** What is guessed in an afternoon protects nothing; a backup lies about for years. */
    private static final int SHORTEST = 12;

    @Option(
            names = "--passphrase-file",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Its first line is the passphrase (default: asked for).")
    private @Nullable Path file;

    /**
     * UTF-8, the caller's to wipe; empty if what was typed is too short, or not the same twice.
     *
     * @param anew whether it is a new one, which is typed twice
     */
    @SuppressWarnings("SystemConsoleNull") // up to JDK 21 it is null where there is no terminal
    Optional<byte[]> read(boolean anew) throws CannotReachException {
        if (file != null) {
            byte[] bytes = readFile(file);
            int end = 0;
            while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
                end++;
            }
            byte[] line = Arrays.copyOf(bytes, end);
            Arrays.fill(bytes, (byte) 0);
            return longEnough(line, anew);
        }
        var console = System.console();
        if (console == null) {
            throw new CannotReachException(
                    "there is no terminal to ask for the passphrase; use --passphrase-file FILE");
        }
        byte[] typed = utf8(console.readPassword("Passphrase: "));
        if (anew && !Arrays.equals(typed, utf8(console.readPassword("The same again: ")))) {
            System.err.println("pool: these are two different ones");
            return Optional.empty();
        }
        return longEnough(typed, anew);
    }

    static byte[] readFile(Path file) throws CannotReachException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CannotReachException("%s cannot be read: %s".formatted(file, e), e);
        }
    }

    private static Optional<byte[]> longEnough(byte[] passphrase, boolean anew) {
        if (anew && passphrase.length < SHORTEST) {
            System.err.printf("pool: wanted a passphrase of at least %d characters%n", SHORTEST);
            return Optional.empty();
        }
        return Optional.of(passphrase);
    }

    private static byte[] utf8(char @Nullable [] typed) {
        if (typed == null) {
            return new byte[0];
        }
        byte[] room = new byte[4 * typed.length];
        ByteBuffer encoded = ByteBuffer.wrap(room);
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(typed), encoded, true);
        byte[] bytes = Arrays.copyOf(room, encoded.position());
        Arrays.fill(room, (byte) 0);
        Arrays.fill(typed, ' ');
        return bytes;
    }
}
