package io.dbcpool.watcher.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.Decoded;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.receipts.ReceiptHash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptBookTest {

    private static final Instant T0 = Instant.parse("2026-11-24T00:00:00.000001Z");

    @TempDir
    Path folder;

    @Test
    void eachReceiptNamesTheOneBeforeIt() throws Exception {
        var book = new ReceiptBook(ReceiptKey.open(folder), List.of());

        var first = book.sign(Drafts.ofVacate(1));
        var second = book.sign(Drafts.ofVacate(2));

        assertThat(first.previousHash()).isEqualTo("0".repeat(64));
        assertThat(second.previousHash()).isEqualTo(first.hash());
    }

    @Test
    void theChainGoesOnAfterARestart() throws Exception {
        var first = new ReceiptBook(ReceiptKey.open(folder), List.of()).sign(Drafts.ofVacate(1));
        var second = new ReceiptBook(ReceiptKey.open(folder), List.of(first)).sign(Drafts.ofVacate(2));

        assertThat(second.previousHash()).isEqualTo(first.hash());
        assertThat(second.keyId()).isEqualTo(first.keyId());
    }

    /** As a stranger would, who has the record's bytes and nothing else of ours. */
    @Test
    void aReaderOfTheTopicCanCheckIt() throws Exception {
        var receipt = new ReceiptBook(ReceiptKey.open(folder), List.of()).sign(Drafts.ofVacate(1));
        var encoded = EventCodec.encode(new Envelope("id", "/test", T0, receipt));
        var decoded = (Decoded.Read) EventCodec.decode(encoded.topic(), encoded.headers(), encoded.value());
        var read = (VacateCompleted) decoded.envelope().event();

        assertThat(ReceiptHash.of(read)).isEqualTo(read.hash());
        assertThat(verify(read.publicKey(), read.hash(), read.signature())).isTrue();
    }

    @Test
    void aChangedReceiptHasAnotherHash() throws Exception {
        var receipt = new ReceiptBook(ReceiptKey.open(folder), List.of()).sign(Drafts.ofVacate(1));
        var other = new ReceiptBook(ReceiptKey.open(folder), List.of()).sign(Drafts.ofVacate(2));

        assertThat(ReceiptHash.of(receipt)).isNotEqualTo(ReceiptHash.of(other));
    }

    /** There is one signature of a text by a key, whoever makes it (RFC 8032). */
    @Test
    void signsAsTheJdkDoes() throws Exception {
        var keypair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        for (String text : List.of("", "a", "7f".repeat(32))) {
            var jdk = Signature.getInstance("Ed25519");
            jdk.initSign(keypair.getPrivate());
            jdk.update(text.getBytes(StandardCharsets.US_ASCII));

            assertThat(new ReceiptKey(keypair).sign(text))
                    .isEqualTo(Base64.getEncoder().encodeToString(jdk.sign()));
        }
    }

    @Test
    void onlyTheLastReceiptsAreShownAndTheLastOfAMachineIsFoundAmongThem() throws Exception {
        var book = new ReceiptBook(ReceiptKey.open(folder), List.of());
        var first = book.sign(Drafts.ofVacate(1));
        assertThat(book.findLast(first.machineId())).contains(first);

        var second = book.sign(Drafts.ofVacate(2));
        assertThat(book.findLast(first.machineId())).contains(second);
        assertThat(book.list()).containsExactly(second, first);
    }

    @Test
    void onlyItsUserCanReadTheKey() throws Exception {
        ReceiptKey.open(folder);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("receipt-key"))))
                .isEqualTo("rw-------");
    }

    private static boolean verify(String publicKey, String text, String signature) throws Exception {
        byte[] x509 = HexFormat.of()
                .parseHex("302a300506032b6570032100"
                        + HexFormat.of().formatHex(Base64.getDecoder().decode(publicKey)));
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509)));
        verifier.update(text.getBytes(StandardCharsets.US_ASCII));
        return verifier.verify(Base64.getDecoder().decode(signature));
    }
}
