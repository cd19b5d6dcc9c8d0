package io.dbcpool.devchain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.devchain.pallet.Command;
import io.dbcpool.devchain.storage.Bytes;
import java.util.Optional;

/** {@code dev_*}, which no real node has: the two of Chopsticks' with which one plays committee there. */
final class DevelopmentMethods {

    private static final int MAX_BLOCKS = 10_000;

    private DevelopmentMethods() {}

    /** @param parameters an object with a {@code count} of blocks to build at once; one where it is missing */
    static JsonNode newBlock(Sight sight, Parameters parameters) throws RpcRefusal {
        int count = parameters
                .find(0)
                .map(options -> options.path("count").asInt(1))
                .orElse(1);
        if (count < 1 || count > MAX_BLOCKS) {
            throw RpcRefusal.invalid("wanted 1 to %d blocks, but found %d".formatted(MAX_BLOCKS, count));
        }
        for (int i = 0; i < count; i++) {
            sight.chain().buildBlock();
        }
        return Json.text(sight.chain().best().hash());
    }

    /** @param parameters pairs of key and value; they are there from the next block on */
    static JsonNode setStorage(Sight sight, Parameters parameters) throws RpcRefusal {
        for (JsonNode pair : parameters.get(0)) {
            Parameters both = new Parameters(pair);
            Optional<Bytes> value = both.find(1).isPresent() ? Optional.of(both.bytes(1)) : Optional.empty();
            sight.chain().order(Command.putRaw(both.bytes(0), value));
        }
        return Json.text(sight.chain().best().hash());
    }
}
