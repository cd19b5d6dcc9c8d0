package io.dbcpool.devchain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.devchain.storage.Bytes;
import io.dbcpool.substrate.crypto.hash.Hash256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a request was called with, by place. */
record Parameters(JsonNode list) {

    Optional<JsonNode> find(int place) {
        return list.hasNonNull(place) ? Optional.of(list.get(place)) : Optional.empty();
    }

    JsonNode get(int place) throws RpcRefusal {
        return find(place).orElseThrow(() -> RpcRefusal.invalid("no parameter at place " + place));
    }

    Bytes bytes(int place) throws RpcRefusal {
        return bytes(get(place));
    }

    List<Bytes> listOfBytes(int place) throws RpcRefusal {
        List<Bytes> all = new ArrayList<>();
        for (JsonNode one : get(place)) {
            all.add(bytes(one));
        }
        return all;
    }

    Optional<Hash256> findHash(int place) throws RpcRefusal {
        Optional<JsonNode> hash = find(place);
        if (hash.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Hash256.parse(hash.get().asText()));
        } catch (IllegalArgumentException noHash) {
            throw RpcRefusal.invalid(String.valueOf(noHash.getMessage()));
        }
    }

    private static Bytes bytes(JsonNode hex) throws RpcRefusal {
        try {
            return Bytes.parse(hex.asText());
        } catch (IllegalArgumentException noHex) {
            throw RpcRefusal.invalid(String.valueOf(noHex.getMessage()));
        }
    }
}
