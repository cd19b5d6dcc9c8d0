package io.dbcpool.bonding.wish;

import java.util.Optional;
import java.util.regex.Pattern;

/** In which of the stash's server rooms a machine is to stand. */
public sealed interface ServerRoom {

    /** The first that the stash has. It costs nothing. */
    record Reuse() implements ServerRoom {}

    /** One in which no other machine stands; made, for the fixed fee, only if the stash has none such. */
    record Fresh() implements ServerRoom {}

    /** @param id {@code 0x} and 64 hex digits, in lower case */
    record Named(String id) implements ServerRoom {}

    Pattern ID = Pattern.compile("0x[0-9a-f]{64}");

    /** {@code reuse}, {@code new}, or a room's id. */
    static Optional<ServerRoom> find(String word) {
        return switch (word) {
            case "reuse" -> Optional.of(new Reuse());
            case "new" -> Optional.of(new Fresh());
            default -> ID.matcher(word).matches() ? Optional.of(new Named(word)) : Optional.empty();
        };
    }
}
