package io.dbcpool.bridge.rentals;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.chain.feed.BlockObservation;
import io.dbcpool.chain.feed.MachineView;
import io.dbcpool.chain.feed.OrderView;
import io.dbcpool.chain.feed.PalletView;
import io.dbcpool.chain.feed.PalletView.Standing;
import io.dbcpool.chain.feed.RentalFeed;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedFileTest {

    private static final Instant TIME = Instant.parse("2026-11-24T00:00:00Z");
    private static final MachineView FREE = view(Standing.VACANT, Map.of());
    private static final int MANY = 1_000;

    @TempDir
    private Path directory = Path.of("");

    private final Map<MachineId, MachineView> machines = new HashMap<>();
    private long block = 10;

    @Test
    void ofALargePoolOnlyWhatChangedIsWrittenWithEachBlock() throws Exception {
        addMachines(0, MANY);
        RentalFeed feed = RentalFeed.startAt(observation()).feed();
        var file = new FeedFile(directory, "0x01");
        file.write(feed);
        long whole = Files.size(base(1));

        for (int i = 0; i < 4; i++) {
            rent(i);
            feed = added(feed);
            file.write(feed);
        }

        assertThat(read()).contains(feed);
        assertThat(Files.size(directory.resolve("rentals-told.json"))).isLessThan(whole / 10);
        assertThat(bases()).containsExactly(base(1));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 20261129)
    void whateverHappensIsReadBackAsItWas(long seed) throws Exception {
        var random = new Random(seed);
        addMachines(0, MANY);
        RentalFeed feed = RentalFeed.startAt(observation()).feed();
        var file = new FeedFile(directory, "0x01");
        for (int step = 0; step < 60; step++) {
            int many = random.nextInt(20) == 0 ? MANY / 3 : random.nextInt(4);
            IntStream.range(0, many).forEach(i -> rent(random.nextInt(MANY)));
            int dice = random.nextInt(15);
            if (dice == 0) {
                // another pool's file, after a restart: some machines more, some less
                addMachines(MANY + step, MANY + step + 50);
                machines.keySet().removeIf(machine -> random.nextInt(100) == 0);
                file = new FeedFile(directory, "0x01");
                assertThat(file.read()).hasValue(feed);
            }
            feed = random.nextInt(4) == 0 && !feed.best().isEmpty()
                    ? feed.onDropped(feed.last().block()).feed()
                    : added(feed);
            if (feed.best().size() > 3) {
                feed = feed.onFinalized(feed.best().get(0).block()).feed();
            }
            file.write(feed);
            assertThat(read()).as("step %d", step).contains(feed);
            assertThat(bases()).hasSize(1);
        }
    }

    @Test
    void aCrashBetweenItsTwoFilesLosesNothing() throws Exception {
        addMachines(0, MANY);
        RentalFeed feed = RentalFeed.startAt(observation()).feed();
        new FeedFile(directory, "0x01").write(feed);
        Files.writeString(base(2), "{\"00");

        var next = new FeedFile(directory, "0x01");
        assertThat(next.read()).contains(feed);
        IntStream.range(0, MANY / 2).forEach(this::rent);
        feed = added(feed);
        next.write(feed);

        assertThat(read()).contains(feed);
        assertThat(bases()).containsExactly(base(2));
    }

    @Test
    void withoutItsBaseItIsBegunAnew() throws Exception {
        addMachines(0, MANY);
        new FeedFile(directory, "0x01").write(RentalFeed.startAt(observation()).feed());
        Files.delete(base(1));

        assertThat(read()).isEmpty();
    }

    @Test
    void aFileThatNamesNoBaseIsNotTakenForAWhole() throws Exception {
        addMachines(0, MANY);
        new FeedFile(directory, "0x01").write(RentalFeed.startAt(observation()).feed());
        Path file = directory.resolve("rentals-told.json");
        String text = Files.readString(file);
        assertThat(text).contains("\"base\":1,");
        Files.writeString(file, text.replace("\"base\":1,", ""));

        assertThat(read()).isEmpty();
    }

    private Optional<RentalFeed> read() {
        return new FeedFile(directory, "0x01").read();
    }

    private Path base(int number) {
        return directory.resolve("rentals-told-base-%d.json".formatted(number));
    }

    private List<Path> bases() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("rentals-told-base-"))
                    .toList();
        }
    }

    private void addMachines(int from, int to) {
        IntStream.range(from, to).forEach(number -> machines.put(machine(number), FREE));
    }

    private void rent(int number) {
        var order = new OrderView(Optional.empty(), true, block, List.of(0));
        machines.replace(machine(number), view(Standing.RENTED, Map.of(new RentOrderId(block), order)));
    }

    private RentalFeed added(RentalFeed feed) {
        block++;
        return feed.onAdded(
                        new BlockObservation(
                                new BlockRef(block, hash(block)),
                                feed.last().block().hash(),
                                TIME,
                                machines,
                                List.of()),
                        false)
                .feed();
    }

    private BlockObservation observation() {
        return new BlockObservation(new BlockRef(block, hash(block)), hash(block - 1), TIME, machines, List.of());
    }

    private static MachineId machine(int number) {
        return new MachineId("%064x".formatted(number));
    }

    private static MachineView view(Standing standing, Map<RentOrderId, OrderView> orders) {
        return new MachineView(Map.of(RentPallet.RENT_MACHINE, new PalletView(standing, false, orders, List.of())));
    }

    private static Hash256 hash(long number) {
        return Hash256.ofContent(Long.toString(number).getBytes(StandardCharsets.UTF_8));
    }
}
