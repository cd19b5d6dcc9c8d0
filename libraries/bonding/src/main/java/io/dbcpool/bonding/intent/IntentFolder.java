package io.dbcpool.bonding.intent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbcpool.substrate.crypto.address.AccountId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A file for each intent, in a folder for each account. A file is written whole or not at all. */
public final class IntentFolder implements IntentStore {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    /** @param folder is made when something is kept */
    public IntentFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<Intent> list(String genesis, AccountId signer) throws StoreException {
        return listAll().stream()
                .filter(intent ->
                        intent.genesis().equals(genesis) && intent.signer().equals(signer))
                .sorted(Comparator.comparingLong(Intent::nonce))
                .toList();
    }

    /** Of all accounts and chains. */
    public List<Intent> listAll() throws StoreException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Intent> intents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder, 2)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                intents.add(read(file));
            }
        } catch (IOException e) {
            throw new StoreException("%s cannot be read: %s".formatted(folder, e), e);
        }
        return intents;
    }

    @Override
    public void put(Intent intent) throws StoreException {
        Path ofAccount = folder.resolve(intent.signer().toString());
        Path file = ofAccount.resolve("%010d-%s-%s.json".formatted(intent.nonce(), intent.step(), intent.id()));
        try {
            WholeFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(IntentJson.write(intent)));
        } catch (IOException e) {
            throw new StoreException("%s cannot be written: %s".formatted(file, e), e);
        }
    }

    private static Intent read(Path file) throws StoreException {
        try {
            JsonNode tree = JSON.readTree(Files.readAllBytes(file));
            return IntentJson.read(tree);
        } catch (IOException | IllegalArgumentException e) {
            throw new StoreException(
                    "%s cannot be read: %s; next: see what became of that extrinsic, then move the file away"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }
}
