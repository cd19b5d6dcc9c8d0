package io.dbcpool.chain.shape;

import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.DbcAmount;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a struct, of a variant or of a chain event, by their names in the metadata. Each method throws
 * {@link io.dbcpool.substrate.value.ValueException} where the field is not there, or is of another kind.
 */
public record Fields(Value value) {

    public Value get(String name) {
        return value.field(name);
    }

    /** Empty where this runtime has no such field. */
    public Optional<Value> find(String name) {
        return Optional.ofNullable(value.asFields().get(name));
    }

    public Fields fields(String name) {
        return new Fields(get(name));
    }

    public AccountId account(String name) {
        return account(get(name));
    }

    public List<AccountId> accounts(String name) {
        return get(name).asItems().stream().map(Fields::account).toList();
    }

    /** Text that the chain keeps as bytes. */
    public String text(String name) {
        return text(get(name));
    }

    public List<String> texts(String name) {
        return get(name).asItems().stream().map(Fields::text).toList();
    }

    public long number(String name) {
        return get(name).asLong();
    }

    public DbcAmount amount(String name) {
        return amount(get(name));
    }

    public BlockNumber block(String name) {
        return new BlockNumber(number(name));
    }

    public static AccountId account(Value value) {
        return AccountId.of(value.asBytes());
    }

    public static String text(Value value) {
        return new String(value.asBytes(), StandardCharsets.UTF_8);
    }

    public static DbcAmount amount(Value value) {
        return new DbcAmount(value.asInteger());
    }

    /** A {@code u64} as its 64 bits: the chain's ids may use all of them. */
    public static long bits(Value value) {
        return value.asInteger().longValue();
    }
}
