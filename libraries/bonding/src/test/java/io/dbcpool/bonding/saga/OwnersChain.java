package io.dbcpool.bonding.saga;

import io.dbcpool.bonding.intent.AccountLock;
import io.dbcpool.bonding.intent.AccountWriter;
import io.dbcpool.bonding.intent.IntentStore;
import io.dbcpool.bonding.intent.Patience;
import io.dbcpool.bonding.intent.StepJournal;
import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.bonding.key.MachineSigner;
import io.dbcpool.bonding.key.SigningKey;
import io.dbcpool.bonding.wish.ControllerFiles;
import io.dbcpool.bonding.wish.ServerRoom;
import io.dbcpool.bonding.wish.Wish;
import io.dbcpool.chain.machine.Place;
import io.dbcpool.devchain.ChainSettings;
import io.dbcpool.devchain.DevelopmentChain;
import io.dbcpool.devchain.OwnersFolder;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.extrinsic.Extrinsic;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A development chain with an owner on it: two accounts with their keystores, and machines with their keys. */
final class OwnersChain implements AutoCloseable {

    static final String STASH = "//Stash1";
    static final String CONTROLLER = "//Ctrl1";

    /** Short, for blocks of {@link #PACE}. */
    static final Patience PATIENCE = new Patience(
            Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(20), BigInteger.TEN.pow(13), 2, 64);

    private static final Duration PACE = Duration.ofMillis(100);

    private final DevelopmentChain chain;
    private final ChainClient client;
    private final Path folder;
    private final Keys keys;

    /** Opened once for all tests: it takes a second each. */
    record Keys(SigningKey controller, SigningKey stash) implements AutoCloseable {

        static Keys open(Path folder) throws Exception {
            ControllerFiles stash = files(folder, STASH);
            return new Keys(
                    SigningKey.ofController(files(folder, CONTROLLER)),
                    SigningKey.ofStashOnTestNetwork(stash.keystore(), stash.passwordFile()));
        }

        @Override
        public void close() {
            controller.close();
            stash.close();
        }
    }

    OwnersChain(Path folder, Keys keys) throws Exception {
        this.folder = folder;
        this.keys = keys;
        this.chain = DevelopmentChain.start(ChainSettings.onCommand().withPace(PACE));
        this.client = ChainClient.connect(chain.endpoint().toString());
    }

    DevelopmentChain chain() {
        return chain;
    }

    ChainClient client() {
        return client;
    }

    SigningKey controllerKey() {
        return keys.controller();
    }

    /** A program that signs for both accounts, on a host. Closing it gives its locks back, as its death would. */
    Program program(Path host, IntentStore store, StepJournal journal, Patience patience) throws StoreException {
        return new Program(lock(host, keys.controller()), lock(host, keys.stash()), this, store, journal, patience);
    }

    private static AccountLock lock(Path host, SigningKey key) throws StoreException {
        return AccountLock.take(host, key.signer()).orElseThrow();
    }

    record Program(
            AccountLock controllerLock,
            AccountLock stashLock,
            OwnersChain chain,
            IntentStore store,
            StepJournal journal,
            Patience patience)
            implements AutoCloseable {

        AccountWriter controller() {
            return new AccountWriter(
                    chain.client, chain.keys.controller(), controllerLock, store, journal, "test", patience);
        }

        AccountWriter stash() {
            return new AccountWriter(chain.client, chain.keys.stash(), stashLock, store, journal, "test", patience);
        }

        @Override
        public void close() throws StoreException {
            controllerLock.close();
            stashLock.close();
        }
    }

    Wish wish(String machine, ServerRoom room) {
        return new Wish(
                machineId(machine),
                DevelopmentChain.account(STASH),
                new ControllerFiles(folder.resolve("c"), folder.resolve("p"), Optional.empty()),
                room,
                500,
                1_000,
                Place.ofDegrees(new BigDecimal("126.978"), new BigDecimal("37.5665")),
                List.of("KT"),
                false);
    }

    static MachineId machineId(String machine) {
        try (Keypair key = keypair(machine)) {
            return new MachineId(HexFormat.of().formatHex(key.publicKey().toBytes()));
        }
    }

    static MachineSigner signer(String machine) {
        return message -> {
            try (Keypair key = keypair(machine)) {
                return key.sign(message.bytes());
            }
        };
    }

    /** What an account has in finalized blocks: {@code "bond_machine"}, in order. */
    List<String> included(AccountId signer) throws Exception {
        List<String> calls = new ArrayList<>();
        var finalized = client.finalizedHead();
        for (long number = 1; number <= finalized.number(); number++) {
            var block = client.at(client.getBlockHash(number));
            for (byte[] bytes : block.extrinsics()) {
                Extrinsic extrinsic = Extrinsic.decode(block.metadata(), bytes);
                if (extrinsic.authorship().flatMap(by -> by.account()).equals(Optional.of(signer))) {
                    calls.add(extrinsic.call().name());
                }
            }
        }
        return calls;
    }

    private static Keypair keypair(String uri) {
        try (SecretUri secret = SecretUri.parse(uri)) {
            return secret.toKeypair(KeyScheme.SR25519);
        }
    }

    private static ControllerFiles files(Path folder, String uri) throws IOException {
        Path keystore = folder.resolve(uri.substring(2) + ".json");
        Path password = folder.resolve(uri.substring(2) + ".password");
        OwnersFolder.keystore(keystore, password, uri);
        return new ControllerFiles(keystore, password, Optional.empty());
    }

    @Override
    public void close() {
        client.close();
        chain.close();
    }
}
