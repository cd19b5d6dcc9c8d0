package io.dbcpool.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dbcpool.events.EventCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody does to receipts who wants another story to be true. */
class ReceiptChainTest {

    private final Signer host = new Signer();
    private final List<JsonNode> receipts = new ArrayList<>(
            IntStream.rangeClosed(1, 5).<JsonNode>mapToObj(host::sign).toList());

    @Test
    void receiptsAsTheyWereSignedAreIntact() {
        var report = ReceiptChain.check(receipts);

        assertThat(report.faults()).isEmpty();
        assertThat(report.chains()).hasSize(1);
        assertThat(report.chains().get(0).fromBeginning()).isTrue();
        assertThat(report.chains().get(0).publicKey()).isEqualTo(host.publicKey());
        assertThat(report.chains().get(0).last())
                .isEqualTo(receipts.get(4).path("hash").asText());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4})
    void oneThatWasChangedIsFound(int index) {
        ((ObjectNode) receipts.get(index)).put("elapsedMillis", 1);

        assertThat(ReceiptChain.check(receipts).faults())
                .singleElement()
                .asString()
                .startsWith("receipt %d, vacate vacate-%d: it was changed".formatted(index + 1, index + 1));
    }

    @Test
    void oneThatWasChangedAndHashedAnewHasNoSignature() {
        var changed = (ObjectNode) receipts.get(2);
        changed.put("elapsedMillis", 1);
        changed.put("hash", ReceiptHash.of(changed));

        assertThat(ReceiptChain.check(receipts).faults())
                .contains("receipt 3, vacate vacate-3: its signature is not that of its key over its hash");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void oneThatIsMissingIsFound(int index) {
        receipts.remove(index);

        assertThat(ReceiptChain.check(receipts).faults())
                .singleElement()
                .asString()
                .contains("vacate-" + (index + 2) + ": the receipt before it is missing");
    }

    @Test
    void whereTheFirstIsMissingTheChainSaysSo() {
        receipts.remove(0);

        assertThat(ReceiptChain.check(receipts).chains().get(0).fromBeginning()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void twoThatWereSwappedAreFound(int index) {
        Collections.swap(receipts, index, index + 1);

        assertThat(ReceiptChain.check(receipts).faults())
                .isNotEmpty()
                .allMatch(fault -> fault.contains("it is out of order"));
    }

    @Test
    void oneThatIsThereTwiceIsFound() {
        receipts.add(2, receipts.get(1));

        assertThat(ReceiptChain.check(receipts).faults()).anyMatch(fault -> fault.contains("another one follows"));
    }

    @Test
    void oneOfAnotherKeyIsAChainOfItsOwn() {
        var forger = new Signer();
        receipts.set(2, forger.sign(3));

        var report = ReceiptChain.check(receipts);
        assertThat(report.faults()).anyMatch(fault -> fault.contains("the receipt before it is missing"));
        assertThat(report.chains()).hasSize(2);
    }

    @Test
    void aKeyThatIsNotTheKeyIdsIsFound() {
        var other = (ObjectNode) receipts.get(0);
        other.put("publicKey", new Signer().publicKey());
        other.put("hash", ReceiptHash.of(other));

        assertThat(ReceiptSignature.findFault(other)).get().asString().contains("is not that of its public key");
    }

    /** A later version signs what this one does not know. */
    @Test
    void aFieldThatWeDoNotKnowIsSignedAsWell() {
        var content = EventCodec.json().createObjectNode().put("vacateId", "v").put("neverHeardOf", "x");
        var receipt = new Signer().sign(content);
        assertThat(ReceiptSignature.findFault(receipt)).isEmpty();

        receipt.remove("neverHeardOf");
        assertThat(ReceiptSignature.findFault(receipt)).isPresent();
    }

    @Test
    void whatIsNoReceiptIsAFault() {
        receipts.add(TextNode.valueOf("half a li"));

        assertThat(ReceiptChain.check(receipts).faults()).anyMatch(fault -> fault.contains("wanted a receipt"));
    }
}
