package io.dbcpool.chain.error;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The table of what each error means: pallet, error, meaning and next step, parted by tabs. */
final class Refusals {

    private static final Map<String, Refusal> TABLE = read();

    private Refusals() {}

    static Optional<Refusal> find(String pallet, String error) {
        return Optional.ofNullable(TABLE.get(pallet + "." + error));
    }

    private static Map<String, Refusal> read() {
        try (InputStream file = Refusals.class.getResourceAsStream("refusals.tsv");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8))) {
            Map<String, Refusal> table = new HashMap<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] parts = line.split("\t", -1);
                    table.put(parts[0] + "." + parts[1], new Refusal(parts[0], parts[1], parts[2], parts[3]));
                }
            }
            return Map.copyOf(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
