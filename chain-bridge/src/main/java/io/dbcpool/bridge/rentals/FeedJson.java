package io.dbcpool.bridge.rentals;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Function;

/** How a feed is spelled on disk. Only this service reads it. */
final class FeedJson {

    private FeedJson() {}

    static ObjectMapper mapper() {
        var module = new SimpleModule("feed");
        text(module, Instant.class, Instant::toString, Instant::parse);
        text(module, Hash256.class, Hash256::toString, Hash256::parse);
        text(module, MachineId.class, MachineId::hex, MachineId::new);
        text(module, AccountId.class, AccountId::toString, FeedJson::account);
        text(module, RentOrderId.class, RentOrderId::toString, id -> new RentOrderId(Long.parseUnsignedLong(id)));
        text(module, BlockRef.class, block -> block.number() + " " + block.hash(), FeedJson::block);
        return JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(module)
                .build();
    }

    private static AccountId account(String hex) {
        return AccountId.of(HexFormat.of().parseHex(hex, "0x".length(), hex.length()));
    }

    private static BlockRef block(String text) {
        int space = text.indexOf(' ');
        return new BlockRef(
                Long.parseLong(text.substring(0, Math.max(0, space))), Hash256.parse(text.substring(space + 1)));
    }

    private static <T> void text(
            SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
        module.addSerializer(type, new JsonSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(write.apply(value));
            }
        });
        module.addKeySerializer(type, new JsonSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeFieldName(write.apply(value));
            }
        });
        module.addDeserializer(type, new JsonDeserializer<T>() {
            @Override
            public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return read.apply(in.getText());
            }
        });
        module.addKeyDeserializer(type, new KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) {
                return read.apply(key);
            }
        });
    }
}
