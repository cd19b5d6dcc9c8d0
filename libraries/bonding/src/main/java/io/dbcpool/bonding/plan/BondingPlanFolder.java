package io.dbcpool.bonding.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.bonding.intent.WholeFile;
import io.dbcpool.bonding.plan.BondingPlan.Priced;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans of wishes on disk, a file for each. */
public final class BondingPlanFolder {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    public BondingPlanFolder(Path folder) {
        this.folder = folder;
    }

    /** Keeps a plan that was made; one that is kept already stays as it is. */
    public KeptPlan keep(BondingPlan plan) throws StoreException {
        Optional<KeptPlan> known = find(plan.id());
        KeptPlan kept = known.orElse(KeptPlan.made(plan));
        if (known.isEmpty()) {
            put(kept);
        }
        return kept;
    }

    public void put(KeptPlan kept) throws StoreException {
        BondingPlan plan = kept.plan();
        ObjectNode tree = JSON.createObjectNode();
        tree.put("id", plan.id());
        tree.put("machine", plan.machine().hex());
        tree.put("wish", plan.wish());
        ArrayNode steps = tree.putArray("steps");
        for (Priced step : plan.steps()) {
            steps.addObject()
                    .put("step", step.step())
                    .put("feePlanck", step.fee().planck().toString())
                    .put("stakePlanck", step.stake().planck().toString());
        }
        tree.put("genesis", plan.genesis());
        tree.put("madeAt", plan.madeAt().toString());
        tree.put("asked", kept.asked());
        kept.ended()
                .ifPresent(ended ->
                        tree.putObject("ended").put("state", ended.state()).put("inWords", ended.inWords()));
        Path file = file(plan.id());
        try {
            WholeFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree));
        } catch (IOException e) {
            throw new StoreException("%s cannot be written: %s".formatted(file, e), e);
        }
    }

    /** The newest first. */
    public List<KeptPlan> listAll() throws StoreException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<KeptPlan> all = new ArrayList<>();
            for (Path file : files.toList()) {
                find(file.getFileName().toString().replaceFirst("\\.json$", "")).ifPresent(all::add);
            }
            all.sort(Comparator.comparing((KeptPlan kept) -> kept.plan().madeAt())
                    .reversed()
                    .thenComparing(kept -> kept.plan().id()));
            return all;
        } catch (IOException e) {
            throw new StoreException("%s cannot be read: %s".formatted(folder, e), e);
        }
    }

    /** Empty if there is none of that id. */
    public Optional<KeptPlan> find(String id) throws StoreException {
        if (!id.matches("[0-9a-f]{8}") || !Files.exists(file(id))) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(JSON.readTree(Files.readAllBytes(file(id)))));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new StoreException("%s cannot be read: %s".formatted(file(id), e.getMessage()), e);
        }
    }

    private static KeptPlan read(JsonNode tree) {
        List<Priced> steps = new ArrayList<>();
        for (JsonNode step : tree.path("steps")) {
            steps.add(new Priced(step.path("step").asText(), amount(step, "feePlanck"), amount(step, "stakePlanck")));
        }
        var plan = new BondingPlan(
                tree.path("id").asText(),
                new MachineId(tree.path("machine").asText()),
                tree.path("wish").asText(),
                steps,
                tree.path("genesis").asText(),
                Instant.parse(tree.path("madeAt").asText()));
        Optional<KeptPlan.Ended> ended = Optional.of(tree.path("ended"))
                .filter(JsonNode::isObject)
                .map(one -> new KeptPlan.Ended(
                        one.path("state").asText(), one.path("inWords").asText()));
        return new KeptPlan(plan, tree.path("asked").asBoolean(), ended);
    }

    private static DbcAmount amount(JsonNode step, String field) {
        return new DbcAmount(new BigInteger(step.path(field).asText()));
    }

    private Path file(String id) {
        return folder.resolve(id + ".json");
    }
}
