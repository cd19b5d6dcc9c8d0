package io.dbcpool.substrate.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The inputs that are kept in the repository, a line of hex for each: every one that was once a fault, and one for each
 * place in the code where a decoder has refused, so that changes begin from behind it.
 */
final class Corpus {

    private static final int MAX_INPUTS = 60;
    private static final int MAX_BYTES = 1_024;

    /** Enough callers to tell why a reader was at the place where it refused. */
    private static final int FRAMES = 4;

    private final Path file;
    private final List<byte[]> inputs;
    private final Set<Object> places = new HashSet<>();

    private Corpus(Path file, List<byte[]> inputs) {
        this.file = file;
        this.inputs = inputs;
    }

    static Corpus of(FuzzTarget target) throws IOException {
        Path file = Path.of("src/test/resources/fuzz", target.name().toLowerCase(Locale.ROOT) + ".hex");
        List<byte[]> inputs = new ArrayList<>();
        if (Files.isReadable(file)) {
            Files.readAllLines(file).forEach(line -> inputs.add(HexFormat.of().parseHex(line)));
        }
        return new Corpus(file, inputs);
    }

    /** As they are now, and as they grow. */
    List<byte[]> inputs() {
        return Collections.unmodifiableList(inputs);
    }

    /** Learns where a known input is refused. @return whether nothing was refused there before */
    boolean isNewPlace(Exception refusal) {
        return places.add(Arrays.stream(
                        Objects.requireNonNullElse(refusal.getCause(), refusal).getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.dbcpool.substrate"))
                .limit(FRAMES)
                .toList());
    }

    /** Unless it is long, or there are many already. */
    void keep(byte[] input) {
        if (input.length > 0 && input.length <= MAX_BYTES && inputs.size() < MAX_INPUTS) {
            inputs.add(input);
        }
    }

    void write() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, inputs.stream().map(HexFormat.of()::formatHex).collect(Collectors.joining("\n", "", "\n")));
    }
}
