package io.dbcpool.broadcast;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.dbcpool.broadcast.Verdict.Accepted;
import io.dbcpool.broadcast.Verdict.Reason;
import io.dbcpool.broadcast.Verdict.Refused;
import io.dbcpool.broadcast.Verdict.Tested;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a DBC node broadcasts ({@code TaskManager.cpp}): base64 of an object with the text fields {@code node_id},
 * 64 hex digits, and {@code status}, {@code renting} or {@code empty}; or {@code test}, which is ours.
 *
 * <p>Order, spacing and further fields are free, because the node joins its JSON by hand and the wiki shows it spaced
 * otherwise. Everything else is refused: a field that is there twice could be read either way, and a second value
 * behind the first is somebody else's format. What is refused is a value; no input makes this throw.
 *
 * <p>Reasons are joined by plus signs: {@code formatted} takes longer than all the rest, and a flood is read in a race
 * with the receive buffer.
 */
public final class BroadcastDecoder {

    /** A genuine datagram has 128 or 132 bytes. */
    public static final int MAX_BYTES = 512;

    private static final int MAX_SHOWN_CHARS = 32;
    private static final int MAX_CANARY_CHARS = 64;

    /** Names are neither kept nor interned: a flood of made-up ones would fill that table for good. */
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e…]");

    private BroadcastDecoder() {}

    /**
     * @param bytes the datagram; may be cut once it is longer than {@link #MAX_BYTES}
     * @param lengthBytes its length before the cut
     */
    public static Verdict decode(byte[] bytes, int lengthBytes) {
        if (lengthBytes > MAX_BYTES) {
            return refused(Reason.TOO_LONG, "wanted at most " + MAX_BYTES + " bytes, found " + lengthBytes);
        }
        int from = 0;
        int to = Math.min(lengthBytes, bytes.length);
        while (from < to && isWhitespace(bytes[from])) {
            from++;
        }
        while (to > from && isWhitespace(bytes[to - 1])) {
            to--;
        }
        if (from >= to) {
            return refused(Reason.NOT_BASE64, "wanted base64, found nothing");
        }
        byte[] json = Base64Text.decode(bytes, from, to);
        if (json == null) {
            int at = Base64Text.wrongAt(bytes, from, to);
            return refused(
                    Reason.NOT_BASE64, "wanted base64, found " + hex(bytes[at]) + " at byte " + at + " of " + to);
        }
        var text = CharBuffer.allocate(json.length);
        var utf8 = StandardCharsets.UTF_8.newDecoder();
        var input = ByteBuffer.wrap(json);
        if (utf8.decode(input, text, true).isError()) {
            int at = input.position();
            return refused(Reason.NOT_JSON, "wanted UTF-8, found " + hex(json[at]) + " at byte " + at);
        }
        return read(text.array(), text.position());
    }

    private static Verdict read(char[] text, int length) {
        try (JsonParser parser = JSON.createParser(text, 0, length)) {
            return read(parser);
        } catch (JsonProcessingException e) {
            var where = e.getLocation();
            return refused(
                    Reason.NOT_JSON,
                    "wanted JSON, found none from character " + (where == null ? 0 : where.getCharOffset()) + " of "
                            + length);
        } catch (IOException e) {
            throw new UncheckedIOException("an array of characters cannot fail to be read", e);
        }
    }

    private static Verdict read(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return refused(Reason.NOT_JSON, "wanted JSON, found nothing");
        }
        Found nodeId = Found.NOTHING;
        Found status = Found.NOTHING;
        Found canary = Found.NOTHING;
        if (first == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                Found value = Found.of(parser.nextToken(), parser);
                if (name.equals("node_id")) {
                    nodeId = value;
                } else if (name.equals("status")) {
                    status = value;
                } else if (name.equals("canary")) {
                    canary = value;
                }
            }
        } else {
            parser.skipChildren();
        }
        boolean alone = parser.nextToken() == null;
        if (first != JsonToken.START_OBJECT || !alone) {
            return refused(
                    Reason.NOT_AN_OBJECT,
                    "wanted one object, found " + (alone ? kind(first) : "more behind the first value"));
        }
        return read(nodeId, status, canary);
    }

    private static Verdict read(Found nodeId, Found status, Found canary) {
        var machineId = Optional.ofNullable(nodeId.text()).flatMap(MachineId::find);
        if (machineId.isEmpty()) {
            return refused(Reason.BAD_NODE_ID, "wanted 64 hex digits as node_id, found " + nodeId.shown());
        }
        String word = status.text();
        if ("renting".equals(word)) {
            return new Accepted(machineId.get(), Word.RENTING);
        }
        if ("empty".equals(word)) {
            return new Accepted(machineId.get(), Word.EMPTY);
        }
        if (BroadcastEncoder.TEST.equals(word)) {
            return new Tested(
                    machineId.get(),
                    Optional.ofNullable(canary.text()).filter(text -> text.length() <= MAX_CANARY_CHARS));
        }
        return new Refused(Reason.BAD_STATUS, "wanted renting or empty as status, found " + status.shown(), machineId);
    }

    /** A field's value, as far as it concerns us. */
    private record Found(@Nullable String text, String kind) {

        static final Found NOTHING = new Found(null, "none");

        static Found of(JsonToken token, JsonParser parser) throws IOException {
            String text = token == JsonToken.VALUE_STRING ? parser.getText() : null;
            parser.skipChildren();
            return new Found(text, BroadcastDecoder.kind(token));
        }

        String shown() {
            return text == null ? kind : printable(text);
        }
    }

    private static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a truth value";
            default -> "null";
        };
    }

    /** Strangers choose this text and people read it on terminals. */
    private static String printable(String text) {
        String start = text.length() > MAX_SHOWN_CHARS ? text.substring(0, MAX_SHOWN_CHARS) + "…" : text;
        return "'" + UNPRINTABLE.matcher(start).replaceAll("?") + "' of " + text.length() + " characters";
    }

    private static String hex(byte b) {
        return "0x" + HexFormat.of().toHexDigits(b);
    }

    private static boolean isWhitespace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    private static Refused refused(Reason reason, String detail) {
        return new Refused(reason, detail, Optional.empty());
    }
}
