package io.dbcpool.substrate.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.substrate.Vectors;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.SmallRuntime;
import io.dbcpool.substrate.scale.ScaleWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What mutations begin with: valid input of each kind, beside what the {@link Corpus} has. */
final class Seeds {

    private Seeds() {}

    static List<byte[]> of(FuzzTarget target) throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        JsonNode vectors = Vectors.ofResource("chain-vectors.json").file();
        switch (target) {
            case SCALE ->
                seeds.add(new byte[] {2, 8, 1, 2, 3, 4, 0x61, 0, 4, 1, 8, 5, 1, 9, 12, 5, 7, 4, 1, 0, 13, 15, 1});
            case METADATA -> seeds.add(SmallRuntime.encoded());
            case VALUE ->
                typedValues(vectors, Metadata.decode(Vectors.recordedMetadata()))
                        .forEach(seeds::add);
            case EVENTS -> seeds.addAll(list(vectors, "events", "raw"));
            case EXTRINSIC -> seeds.addAll(list(vectors, "signing", "extrinsic"));
            case SS58 ->
                texts(vectors.path("keys"), "ss58")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .forEach(seeds::add);
            case KEYSTORE ->
                seeds.add(vectors.path("keystore").path("json").toString().getBytes(StandardCharsets.UTF_8));
            case RPC_FRAME ->
                Stream.of(
                                "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"number\":\"0x1a\",\"digest\":{\"logs\":[]}}}",
                                "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":1010,\"message\":\"Invalid\",\"data\":[1]}}",
                                "{\"jsonrpc\":\"2.0\",\"method\":\"chain_newHead\",\"params\":{\"subscription\":\"a\",\"result\":1}}")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .forEach(seeds::add);
            default -> throw new AssertionError("no seeds for " + target);
        }
        return seeds;
    }

    /** Each value behind the number of its type. */
    private static Stream<byte[]> typedValues(JsonNode vectors, Metadata metadata) {
        return StreamSupport.stream(vectors.path("storageValues").spliterator(), false)
                .map(answer -> {
                    String[] item = answer.path("item").asText().split("\\.", 2);
                    return new ScaleWriter()
                            .writeU16(metadata.getPallet(item[0])
                                    .getStorage(item[1])
                                    .valueTypeId())
                            .writeFixedBytes(Vectors.bytes(answer, "raw"))
                            .toByteArray();
                });
    }

    private static List<byte[]> list(JsonNode vectors, String section, String field) {
        return StreamSupport.stream(vectors.path(section).spliterator(), false)
                .map(answer -> Vectors.bytes(answer, field))
                .toList();
    }

    private static Stream<String> texts(JsonNode section, String field) {
        return StreamSupport.stream(section.spliterator(), false)
                .map(answer -> answer.path(field).asText());
    }
}
