package io.dbcpool.nodekey;

import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The DBC node's file {@code dat/node.dat}: {@code node_id=} and {@code node_private_key=}, 64 hex digits each (DBC
 * node {@code conf_manager.cpp}).
 */
public final class NodeDat {

    /** Two lines of 64 digits; other keys are passed over, as the node does. */
    private static final int MOST_BYTES = 16 << 10;

    private static final String ID = "node_id";
    private static final String KEY = "node_private_key";

    /** What came of reading. */
    public sealed interface Outcome permits Read, Missing, Refused {}

    /** @param key the caller's to close */
    public record Read(MachineKey key) implements Outcome {}

    public record Missing() implements Outcome {}

    /**
     * @param reason says nothing of the key
     * @param unreadable whether the file could not be read, so that nobody knows what is in it
     */
    public record Refused(String reason, boolean unreadable) implements Outcome {

        Refused(String reason) {
            this(reason, false);
        }
    }

    private NodeDat() {}

    /** What the file says is its id, though the key in it may be another's. */
    public static Outcome read(Path file) {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES);
        } catch (NoSuchFileException e) {
            return new Missing();
        } catch (AccessDeniedException e) {
            return new Refused("%s cannot be read: no permission".formatted(file), true);
        } catch (IOException e) {
            return new Refused("%s cannot be read: %s".formatted(file, e.getMessage()), true);
        }
        try {
            return parse(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** @param bytes the caller's to wipe */
    public static Outcome parse(byte[] bytes) {
        if (bytes.length == 0) {
            return new Refused("the file is empty");
        }
        byte @Nullable [] id = value(bytes, ID);
        byte @Nullable [] key = value(bytes, KEY);
        try {
            if (id == null || key == null) {
                return new Refused("wanted a line %s= and a line %s=, found %s"
                        .formatted(ID, KEY, id == null ? "no " + ID : "no " + KEY));
            }
            Optional<MachineId> machine =
                    MachineId.find(new String(id, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT));
            if (machine.isEmpty()) {
                return new Refused("%s: wanted 64 hex digits, found %d characters".formatted(ID, id.length));
            }
            byte @Nullable [] seed = seed(key);
            if (seed == null) {
                return new Refused(
                        "%s: wanted 64 hex digits, found %d characters that are not".formatted(KEY, key.length));
            }
            return new Read(MachineKey.of(machine.get(), seed));
        } finally {
            if (key != null) {
                Arrays.fill(key, (byte) 0);
            }
        }
    }

    /** The value of the last line with that name, without quotes; null if there is none. */
    private static byte @Nullable [] value(byte[] bytes, String name) {
        byte @Nullable [] found = null;
        int begin = 0;
        while (begin < bytes.length) {
            int end = begin;
            while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
                end++;
            }
            byte @Nullable [] value = valueOfLine(bytes, begin, end, name);
            if (value != null) {
                if (found != null) {
                    Arrays.fill(found, (byte) 0);
                }
                found = value;
            }
            begin = end + 1;
        }
        return found;
    }

    private static byte @Nullable [] valueOfLine(byte[] bytes, int begin, int end, String name) {
        int at = skip(bytes, begin, end);
        for (int i = 0; i < name.length(); i++, at++) {
            if (at >= end || bytes[at] != name.charAt(i)) {
                return null;
            }
        }
        at = skip(bytes, at, end);
        if (at >= end || bytes[at] != '=') {
            return null;
        }
        int from = skip(bytes, at + 1, end);
        int to = end;
        while (to > from && isSpace(bytes[to - 1])) {
            to--;
        }
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static int skip(byte[] bytes, int at, int end) {
        int next = at;
        while (next < end && isSpace(bytes[next])) {
            next++;
        }
        return next;
    }

    private static boolean isSpace(byte one) {
        return one == ' ' || one == '\t';
    }

    /** Straight from digits to bytes, so that no String holds the key. */
    private static byte @Nullable [] seed(byte[] digits) {
        if (digits.length != 64) {
            return null;
        }
        byte[] seed = new byte[32];
        for (int i = 0; i < seed.length; i++) {
            int high = Character.digit(digits[2 * i], 16);
            int low = Character.digit(digits[2 * i + 1], 16);
            if (high < 0 || low < 0) {
                Arrays.fill(seed, (byte) 0);
                return null;
            }
            seed[i] = (byte) (high << 4 | low);
        }
        return seed;
    }

    /** The file as the DBC node writes it, which the caller wipes. */
    static byte[] write(MachineId id, byte[] seed) {
        byte[] head = "%s=%s\n%s=".formatted(ID, id.hex(), KEY).getBytes(StandardCharsets.US_ASCII);
        byte[] file = Arrays.copyOf(head, head.length + 2 * seed.length + 1);
        for (int i = 0; i < seed.length; i++) {
            file[head.length + 2 * i] = (byte) HexFormat.of().toHighHexDigit(seed[i]);
            file[head.length + 2 * i + 1] = (byte) HexFormat.of().toLowHexDigit(seed[i]);
        }
        file[file.length - 1] = '\n';
        return file;
    }
}
