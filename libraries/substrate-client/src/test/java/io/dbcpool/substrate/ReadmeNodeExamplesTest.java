package io.dbcpool.substrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.chain.BlockView;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.address.Ss58Address;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.extrinsic.Lifetime;
import io.dbcpool.substrate.extrinsic.SignedExtrinsic;
import io.dbcpool.substrate.extrinsic.SigningTerms;
import io.dbcpool.substrate.heads.HeadChange;
import io.dbcpool.substrate.heads.HeadStream;
import io.dbcpool.substrate.metadata.EventRecord;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.StorageEntry;
import io.dbcpool.substrate.node.ScriptedChain;
import io.dbcpool.substrate.node.ScriptedNode;
import io.dbcpool.substrate.rpc.NodeAnswers;
import io.dbcpool.substrate.submit.SubmitOutcome;
import io.dbcpool.substrate.submit.Submitter;
import io.dbcpool.substrate.value.Value;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The README's examples that need a node; {@link ReadmeExamplesTest} sees to it that they stand there. */
class ReadmeNodeExamplesTest {

    private static final AccountId ALICE = Ss58Address.parse("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", 42);

    private final ScriptedChain chain = new ScriptedChain("readme");
    private final ScriptedNode node = new ScriptedNode(chain);
    private Header stored = chain.genesis();
    private final String address = node.endpoint().uri().toString();

    @BeforeEach
    void storeAnAccountAndAnEvent() throws IOException {
        chain.useMetadata(Vectors.recordedMetadata());
        Metadata metadata = Metadata.decode(Vectors.recordedMetadata());
        StorageEntry accounts = metadata.getPallet("System").getStorage("Account");
        // nonce 0, three reference counts, free 1000, and nothing else.
        byte[] account = new byte[4 * 4 + 4 * 16];
        account[16] = (byte) 1_000;
        account[17] = (byte) (1_000 >>> 8);
        StorageEntry events = metadata.getPallet("System").getStorage("Events");
        Value event = Value.items(new Value.Struct(Map.of(
                "phase", Value.variant("Finalization"),
                "event", Value.variant("System", Value.variant("CodeUpdated")),
                "topics", Value.items())));
        stored = chain.block(
                chain.genesis(),
                Map.of(
                        NodeAnswers.hex(accounts.key(Value.of(ALICE.toBytes()))),
                        account,
                        NodeAnswers.hex(events.key()),
                        metadata.values().encode(events.valueTypeId(), event)));
        node.goTo(stored, stored);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void readsAnAccountAndTheEventsOfABlock() throws Exception {
        AccountId alice = ALICE;
        try (ChainClient client = ChainClient.connect(address)) {
            BlockView block = client.finalized();
            Value account = block.storage("System", "Account", Value.of(alice.toBytes()))
                    .orElseThrow();
            assertThat(account.field("data").field("free").asInteger()).isEqualTo(BigInteger.valueOf(1_000));
            for (EventRecord event : block.events()) {
                assertThat(event.pallet() + "." + event.name()).isEqualTo("System.CodeUpdated");
            }
        }
    }

    @Test
    void followsAChain() throws Exception {
        try (ChainClient client = ChainClient.connect(address)) {
            HeadStream heads = client.follow(new BlockRef(0, client.genesis()));
            HeadChange change = heads.next(Duration.ofSeconds(20)).orElseThrow();
            assertThat(change.dropped()).isEmpty();
            for (Header added : change.added()) {
                assertThat(client.at(added.hash()).events()).hasSize(1);
            }
            assertThat(change.finalized()).extracting(Header::number).containsExactly(1L);
        }
    }

    @Test
    void sendsATransfer() throws Exception {
        CompletableFuture<Void> miner = CompletableFuture.runAsync(this::mineWhatIsSubmitted);
        AccountId bob = ALICE;
        try (ChainClient client = ChainClient.connect(address);
                SecretUri uri = SecretUri.parse("//Alice");
                Keypair alice = uri.toKeypair(KeyScheme.SR25519)) {
            Call transfer = Call.of("Balances", "transfer_keep_alive")
                    .with("dest", Call.address(bob))
                    .with("value", Value.of(10));
            BlockView born = client.finalized();
            long nonce = client.best().findNonce(alice.publicKey().account()).orElseThrow();
            Lifetime lifetime = Lifetime.bornAt(born.header().number(), born.hash(), 64);
            SignedExtrinsic signed = client.codecAfter(born.hash())
                    .prepare(transfer, SigningTerms.of(lifetime, nonce))
                    .sign(alice);
            SubmitOutcome outcome =
                    new Submitter(client).submit(signed, born.header().ref(), Duration.ofMinutes(7), stage -> {});
            assertThat(outcome).isInstanceOf(SubmitOutcome.Finalized.class);
        }
        miner.join();
    }

    private void mineWhatIsSubmitted() {
        while (node.submitted().isEmpty()) {
            Thread.onSpinWait();
        }
        Header block = chain.block(stored, node.submitted().get(0));
        node.goTo(block, block);
    }
}
