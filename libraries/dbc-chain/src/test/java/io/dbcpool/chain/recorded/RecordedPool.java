package io.dbcpool.chain.recorded;

import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.follow.BlockStorage;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.values.MachineId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A pool of many machines on the recorded chain, which knows only one of them; notes how much it is asked at once. */
public final class RecordedPool implements BlockStorage {

    private final Function<byte[], Optional<byte[]>> stored;
    private final Map<String, Optional<byte[]>> known;
    private final List<Integer> asked = new ArrayList<>();

    private RecordedPool(Function<byte[], Optional<byte[]>> stored) {
        this.stored = stored;
        this.known = new HashMap<>();
    }

    public static RecordedPool atLast() {
        return new RecordedPool(Recording::findLast);
    }

    public static RecordedPool at(long block) {
        return new RecordedPool(key -> Recording.stored(block, key));
    }

    /** Ours comes last: whatever is read in parts has it in its last part. */
    public static List<MachineId> machines(int count) {
        return Stream.concat(
                        IntStream.range(1, count).mapToObj(number -> new MachineId("%064x".formatted(number))),
                        Stream.of(Recording.MACHINE))
                .toList();
    }

    /** How many values in each question, in their order. */
    public List<Integer> asked() {
        return List.copyOf(asked);
    }

    @Override
    public DbcRuntime runtime(Hash256 block) {
        return Recording.RUNTIME;
    }

    @Override
    public List<Optional<byte[]>> read(Hash256 block, List<byte[]> keys) {
        asked.add(keys.size());
        return keys.stream()
                .map(key -> known.computeIfAbsent(Recording.hex(key), hex -> stored.apply(key)))
                .toList();
    }
}
