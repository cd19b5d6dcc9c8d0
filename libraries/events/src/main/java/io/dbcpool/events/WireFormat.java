package io.dbcpool.events;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How our values are spelled in JSON. */
final class WireFormat {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** A refused text is shown, but not a page of it. */
    private static final int SHOWN_LENGTH = 80;

    private WireFormat() {}

    /**
     * By hand for all years of four digits: a record has up to five times, and the formatter took most of its writing.
     */
    static String time(Instant moment) {
        var time = moment.atOffset(ZoneOffset.UTC);
        if (time.getYear() < 0 || time.getYear() > 9999) {
            return TIME.format(moment);
        }
        char[] text = "0000-00-00T00:00:00.000000Z".toCharArray();
        write(text, 4, time.getYear());
        write(text, 7, time.getMonthValue());
        write(text, 10, time.getDayOfMonth());
        write(text, 13, time.getHour());
        write(text, 16, time.getMinute());
        write(text, 19, time.getSecond());
        write(text, 26, time.getNano() / 1_000);
        return new String(text);
    }

    /** The digits of {@code number}, the last of them before {@code end}. */
    private static void write(char[] text, int end, int number) {
        int left = number;
        for (int at = end - 1; left > 0; at--) {
            text[at] = (char) ('0' + left % 10);
            left /= 10;
        }
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static SimpleModule module() {
        var module = new SimpleModule("dbc-pool");
        text(module, Instant.class, "an RFC 3339 time", WireFormat::time, Instant::parse);
        text(module, MachineId.class, "64 hex digits", MachineId::hex, MachineId::new);
        text(module, UUID.class, "a UUID", UUID::toString, WireFormat::uuid);
        // A u64 does not fit a JSON reader's double, so it is text.
        text(
                module,
                RentOrderId.class,
                "an unsigned 64-bit number",
                RentOrderId::toString,
                id -> new RentOrderId(Long.parseUnsignedLong(id)));
        module.addSerializer(new WriteBlock());
        module.addDeserializer(BlockNumber.class, new ReadBlock());
        module.addSerializer(new WriteEnum());
        module.setDeserializerModifier(new EnumModifier());
        return module;
    }

    private static <T> void text(
            SimpleModule module, Class<T> type, String wanted, Function<T, String> write, Function<String, T> read) {
        module.addSerializer(new WriteText<>(type, write));
        module.addDeserializer(type, new ReadText<>(type, wanted, read));
    }

    /** {@link UUID#fromString} also takes what is much too short. */
    private static UUID uuid(String text) {
        var uuid = UUID.fromString(text);
        if (!uuid.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("a UUID has 36 characters, was '%s'".formatted(text));
        }
        return uuid;
    }

    private static JsonMappingException unfit(JsonParser parser, String wanted, @Nullable String found) {
        String shown = found != null && found.length() > SHOWN_LENGTH ? found.substring(0, SHOWN_LENGTH) + "…" : found;
        return JsonMappingException.from(parser, "wanted %s, found '%s'".formatted(wanted, shown));
    }

    private static final class WriteText<T> extends StdSerializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Function<T, String> write;

        private WriteText(Class<T> type, Function<T, String> write) {
            super(type);
            this.write = write;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(write.apply(value));
        }
    }

    private static final class ReadText<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1L;
        private final String wanted;
        private final transient Function<String, T> read;

        private ReadText(Class<T> type, String wanted, Function<String, T> read) {
            super(type);
            this.wanted = wanted;
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getText();
            try {
                return read.apply(text);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw unfit(parser, wanted, text);
            }
        }
    }

    private static final class WriteBlock extends StdSerializer<BlockNumber> {
        private static final long serialVersionUID = 1L;

        private WriteBlock() {
            super(BlockNumber.class);
        }

        @Override
        public void serialize(BlockNumber block, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            generator.writeNumber(block.height());
        }
    }

    private static final class ReadBlock extends StdDeserializer<BlockNumber> {
        private static final long serialVersionUID = 1L;

        private ReadBlock() {
            super(BlockNumber.class);
        }

        @Override
        public BlockNumber deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            long height = parser.getLongValue();
            if (height < 0) {
                throw unfit(parser, "a block height of 0 or more", parser.getText());
            }
            return new BlockNumber(height);
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class WriteEnum extends StdSerializer<Enum> {
        private static final long serialVersionUID = 1L;

        private WriteEnum() {
            super(Enum.class);
        }

        @Override
        public void serialize(Enum constant, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(name(constant));
        }
    }

    private static final class ReadEnum extends StdDeserializer<Enum<?>> {
        private static final long serialVersionUID = 1L;

        private ReadEnum(Class<?> type) {
            super(type);
        }

        @Override
        public Enum<?> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getText();
            List<Enum<?>> constants = Arrays.asList((Enum<?>[]) handledType().getEnumConstants());
            for (Enum<?> constant : constants) {
                if (name(constant).equals(text)) {
                    return constant;
                }
            }
            throw unfit(
                    parser, "one of " + constants.stream().map(WireFormat::name).toList(), text);
        }
    }

    private static final class EnumModifier extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyEnumDeserializer(
                DeserializationConfig config,
                JavaType type,
                BeanDescription description,
                JsonDeserializer<?> standard) {
            return new ReadEnum(type.getRawClass());
        }
    }
}
