package io.dbcpool.devchain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.devchain.pallet.Command;
import io.dbcpool.devchain.storage.Bytes;
import java.util.Optional;

/** {@code dev_*}, which no real node has: the two of Chopsticks' with which one plays committee there. */
final class DevelopmentMethods {

    private static final int MAX_BLOCKS = 10_000;

    private DevelopmentMethods() {}

    /**
     * @param parameters an object with a {@code count} of blocks to build at once, one where it is missing; and perhaps
     *     {@code unsafeBlockHeight}, which is built up to where Chopsticks jumps there
     */
    static JsonNode newBlock(Sight sight, Parameters parameters) throws RpcRefusal {
        JsonNode options = parameters.find(0).orElse(Json.NODES.objectNode());
        long best = sight.chain().best().number();
        long last = Math.max(
                best + options.path("count").asInt(1),
                options.path("unsafeBlockHeight").asLong(0));
        if (last <= best || last > best + MAX_BLOCKS) {
            throw RpcRefusal.invalid("wanted 1 to %d blocks, but found %d".formatted(MAX_BLOCKS, last - best));
        }
        while (sight.chain().best().number() < last) {
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
