package io.dbcpool.bonding.upkeep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.bonding.intent.WholeFile;
import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.address.Ss58Address;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans on disk, a file for each. */
public final class PlanFolder {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    public PlanFolder(Path folder) {
        this.folder = folder;
    }

    void put(Plan plan) throws StoreException {
        ObjectNode tree = JSON.createObjectNode();
        tree.put("id", plan.id());
        tree.put("verb", plan.action().verb().word());
        plan.action().machine().ifPresent(machine -> tree.put("machine", machine.hex()));
        plan.action().arguments().forEach(tree.withArray("arguments")::add);
        tree.put("signer", plan.signer().toSs58(DbcRuntime.SS58_PREFIX));
        tree.put("controller", plan.controller().toSs58(DbcRuntime.SS58_PREFIX));
        tree.put("basis", plan.basis());
        tree.put("nonce", plan.nonce());
        tree.put("reservedPlanck", plan.reserved().planck().toString());
        tree.put("callHash", plan.callHash());
        tree.put("genesis", plan.genesis());
        tree.put("madeAt", plan.madeAt().toString());
        Path file = file(plan.id());
        try {
            WholeFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree));
        } catch (IOException e) {
            throw new StoreException("%s cannot be written: %s".formatted(file, e), e);
        }
    }

    /** The newest first. */
    public List<Plan> listAll() throws StoreException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Plan> all = new ArrayList<>();
            for (Path file : files.toList()) {
                find(file.getFileName().toString().replaceFirst("\\.json$", "")).ifPresent(all::add);
            }
            all.sort(Comparator.comparing(Plan::madeAt).reversed().thenComparing(Plan::id));
            return all;
        } catch (IOException e) {
            throw new StoreException("%s cannot be read: %s".formatted(folder, e), e);
        }
    }

    /** Empty if there is none of that id. */
    public Optional<Plan> find(String id) throws StoreException {
        if (!id.matches("[0-9a-f]{8}") || !Files.exists(file(id))) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(JSON.readTree(Files.readAllBytes(file(id)))));
        } catch (IOException | IllegalArgumentException e) {
            throw new StoreException("%s cannot be read: %s".formatted(file(id), e.getMessage()), e);
        }
    }

    private static Plan read(JsonNode tree) {
        List<String> arguments = new ArrayList<>();
        tree.path("arguments").forEach(argument -> arguments.add(argument.asText()));
        Action action = new Action(
                Action.Verb.find(tree.path("verb").asText())
                        .orElseThrow(() -> new IllegalArgumentException("wanted a verb")),
                Optional.ofNullable(tree.path("machine").textValue()).map(MachineId::new),
                arguments);
        return new Plan(
                tree.path("id").asText(),
                action,
                account(tree, "signer"),
                account(tree, "controller"),
                tree.path("basis").asText(),
                tree.path("nonce").asLong(),
                new DbcAmount(new BigInteger(tree.path("reservedPlanck").asText())),
                tree.path("callHash").asText(),
                tree.path("genesis").asText(),
                Instant.parse(tree.path("madeAt").asText()));
    }

    private static AccountId account(JsonNode tree, String field) {
        return Ss58Address.parse(tree.path(field).asText(), DbcRuntime.SS58_PREFIX);
    }

    private Path file(String id) {
        return folder.resolve(id + ".json");
    }
}
