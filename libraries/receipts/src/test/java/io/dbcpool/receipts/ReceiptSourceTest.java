package io.dbcpool.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.VacateCompleted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receipts from a state folder, from files, and from what was exported for an appeal. */
class ReceiptSourceTest {

    private static final Path GOLDEN =
            Path.of("../events/src/test/resources/golden/dbc.vacates/vacate-with-evidence.json");

    @TempDir
    Path state;

    private final Signer host = new Signer();
    private Path receipts;

    @BeforeEach
    void sign() throws IOException {
        Path watcher = state.resolve("rental-watcher");
        receipts = watcher.resolve("receipts");
        Files.createDirectories(watcher);
        Files.writeString(
                watcher.resolve("receipt-key.pub"), Base64.getEncoder().encodeToString(host.x509()) + "\n");
        var folder = new ReceiptFolder(receipts);
        folder.append(next("2026-10-31T23:00:00.000000Z"));
        folder.append(next("2026-11-01T01:00:00.000000Z"));
        folder.append(next("2026-11-02T01:00:00.000000Z"));
    }

    private VacateCompleted next(String startedAt) throws IOException {
        var content = golden().put("startedAt", startedAt);
        content.remove(List.of("hash", "signature"));
        return EventCodec.json().treeToValue(host.sign(content), VacateCompleted.class);
    }

    private static ObjectNode golden() throws IOException {
        return (ObjectNode) EventCodec.json().readTree(Files.readString(GOLDEN));
    }

    @Test
    void aStateFolderHasAllInTheirOrder() throws IOException {
        var source = ReceiptSource.read(state);

        assertThat(source.check().faults()).isEmpty();
        assertThat(source.all()).hasSize(3);
        assertThat(source.publicKey()).contains(host.publicKey());
        assertThat(receipts.toFile().list()).hasSize(2);
    }

    @Test
    void manyOfAMonthGoThereTogether() throws IOException {
        var folder = new ReceiptFolder(receipts);
        var more = List.of(
                next("2026-11-29T01:00:00.000000Z"),
                next("2026-11-30T01:00:00.000000Z"),
                next("2026-12-01T01:00:00.000000Z"));

        assertThat(folder.append(more)).isEqualTo(2);
        assertThat(folder.append(more.subList(2, 3))).isEqualTo(1);

        assertThat(ReceiptSource.read(state).check().faults()).isEmpty();
        assertThat(ReceiptSource.read(state).all()).hasSize(6);
        assertThat(receipts.toFile().list()).hasSize(3);
    }

    /** The month's name would put it before what was signed already. */
    @Test
    void aClockThatWasSetBackDoesNotMoveThem() throws IOException {
        new ReceiptFolder(receipts).append(next("2026-09-01T00:00:00.000000Z"));

        assertThat(ReceiptSource.read(state).check().faults()).isEmpty();
    }

    /** Of a run that could not keep its key, or of a forger: only whoever knows the key can tell. */
    @Test
    void aChainByAnotherKeyThanTheHostsIsNotIntactUnlessItsKeyIsKnown() throws IOException {
        var other = new Signer();
        new ReceiptFolder(receipts).append(EventCodec.json().treeToValue(foreign(other), VacateCompleted.class));
        var source = ReceiptSource.read(state);

        assertThat(source.check().faults())
                .singleElement()
                .asString()
                .contains("1 receipts are signed by key", "receipt-key.pub");
        assertThat(source.check(Set.of(host.publicKey(), other.publicKey())).faults())
                .isEmpty();
        assertThat(source.check(Set.of(other.publicKey())).faults())
                .singleElement()
                .asString()
                .contains("3 receipts are signed by key");
    }

    private static ObjectNode foreign(Signer signer) throws IOException {
        var content = golden().put("startedAt", "2026-11-04T00:00:00.000000Z");
        content.remove(List.of("hash", "signature"));
        return signer.sign(content);
    }

    @Test
    void aLineThatWasCutOffIsReplacedByTheNextOne() throws IOException {
        Path last = receipts.resolve("2026-11.jsonl");
        Files.writeString(last, "{\"vacateId\":\"half of", StandardOpenOption.APPEND);
        assertThat(ReceiptSource.read(state).check().faults()).isNotEmpty();

        new ReceiptFolder(receipts).append(next("2026-11-03T00:00:00.000000Z"));

        assertThat(ReceiptSource.read(state).check().faults()).isEmpty();
        assertThat(ReceiptSource.read(state).all()).hasSize(4);
    }

    @Test
    void aMonthThatWasTakenAwayIsMissing() throws IOException {
        Files.delete(receipts.resolve("2026-10.jsonl"));

        assertThat(ReceiptSource.read(state).check().faults())
                .singleElement()
                .asString()
                .contains("the first receipts are missing");
    }

    @Test
    void anEndThatWasCutOffIsKnownByTheJournal() throws IOException {
        var receipt = EventCodec.json().createObjectNode().put("is", "vacate-ended");
        receipt.set("receipt", host.sign(99));
        Files.writeString(state.resolve("rental-watcher/journal"), "0123abcd " + receipt + "\n");

        assertThat(ReceiptSource.read(state).check().faults())
                .containsExactly("the receipt of vacate vacate-99 is in the journal and not here: it is missing");
    }

    @Test
    void anExportProvesItselfAsJsonAndAsAPage() throws IOException {
        var all = ReceiptSource.read(state).all();
        var appeal = new Appeal(all.get(1), all, Instant.EPOCH);
        Path json =
                Files.writeString(state.resolve("appeal.json"), appeal.json().toPrettyString());
        Path page = Files.writeString(state.resolve("appeal.html"), AppealPage.write(appeal));

        for (Path file : List.of(json, page)) {
            assertThat(ReceiptSource.read(file).all()).containsExactly(all.get(1));
            assertThat(ReceiptSource.read(file).check().faults()).isEmpty();
        }
        Files.writeString(page, Files.readString(page).replace("\"elapsedMillis\":1310", "\"elapsedMillis\":310"));
        assertThat(ReceiptSource.read(page).check().faults()).isNotEmpty();
    }

    /** Whoever reads a page reads its tables: they have to say what the receipt inside it says. */
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "on time, late",
        "1310 ms, 310 ms",
        "Released</td><td>2026, Released</td><td>2025",
        "the first that its key has signed, the last that its key has signed",
        "<h2>The proof of release, <h2>An earlier proof of release",
    })
    void aPageThatShowsWhatTheReceiptDoesNotSayIsNotIntact(String shown, String instead) throws IOException {
        String page = AppealPage.write(appeal());
        int script = page.indexOf("<script");
        String changed = page.substring(0, script).replace(shown, instead) + page.substring(script);
        assertThat(changed).isNotEqualTo(page);
        Path file = Files.writeString(state.resolve("appeal.html"), changed);

        assertThat(ReceiptSource.read(file).check().faults())
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault).startsWith("the page shows"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"summary", "timeline", "checks", "howToCheck", "chain", "kind", "exportedAt"})
    void anExportThatSaysWhatItsReceiptDoesNotIsNotIntact(String member) throws IOException {
        var json = appeal().json().put(member, "something else");
        Path file = Files.writeString(state.resolve("appeal.json"), json.toPrettyString());

        assertThat(ReceiptSource.read(file).check().faults()).isNotEmpty().anyMatch(fault -> fault.contains(member));
    }

    @Test
    void anExportThatSaysMoreThanItsReceiptIsNotIntact() throws IOException {
        var json = appeal().json().put("verdict", "innocent");
        Path file = Files.writeString(state.resolve("appeal.json"), json.toPrettyString());

        assertThat(ReceiptSource.read(file).check().faults())
                .containsExactly("'verdict' is not what the receipt says: wanted none, found \"innocent\"");
    }

    /** A reader who takes the first of two is told something else than one who takes the last. */
    @Test
    void anExportThatSaysOneThingTwiceIsNotRead() throws IOException {
        String json = appeal().json().toPrettyString().replaceFirst("\\{", "{\"summary\":\"all was well\",");
        Path file = Files.writeString(state.resolve("appeal.json"), json);

        assertThatThrownBy(() -> ReceiptSource.read(file)).hasMessageContaining("found none");
    }

    /** Its words may be others there; nobody is to take that for a proof of either. */
    @Test
    void aPageOfAnotherVersionIsNotIntactUnlessItSaysTheSame() throws IOException {
        String other = AppealPage.write(appeal()).replace("dbc-pool " + PoolVersion.read(), "dbc-pool 0.0.9");
        Path page = Files.writeString(
                state.resolve("appeal.html"), other.replace("0.0.9, Java", PoolVersion.read() + ", Java"));
        assertThat(ReceiptSource.read(page).check().faults()).isEmpty();

        Files.writeString(page, Files.readString(page).replace("<h2>The facts", "<h2>Facts"));
        assertThat(ReceiptSource.read(page).check().faults())
                .hasSize(2)
                .anyMatch(fault -> fault.contains("0.0.9") && fault.contains("the receipt inside"));
    }

    /** As a mail program may send it. */
    @Test
    void linesThatEndInAnotherWayAreTheSamePage() throws IOException {
        Path page = Files.writeString(
                state.resolve("appeal.html"), AppealPage.write(appeal()).replace("\n", "\r\n"));

        assertThat(ReceiptSource.read(page).check().faults()).isEmpty();
    }

    private Appeal appeal() throws IOException {
        var all = ReceiptSource.read(state).all();
        return new Appeal(all.get(0), all, Instant.EPOCH);
    }

    @Test
    void anExportSaysEverythingThatTheReceiptKnows() throws IOException {
        var all = ReceiptSource.read(state).all();
        var appeal = new Appeal(all.get(1), all, Instant.EPOCH).json();
        var page = AppealPage.write(new Appeal(all.get(1), all, Instant.EPOCH));

        assertThat(appeal.path("checks")).allMatch(check -> check.path("right").asBoolean());
        assertThat(appeal.path("timeline"))
                .extracting(entry -> entry.path("what").asText())
                .containsSubsequence("heard 'renting'", "ask", "released", "domain-off");
        assertThat(appeal.path("chain")).hasSize(2);
        assertThat(page)
                .contains(
                        "0x4a1f5e0c3b9d7a62881e5c4f0d3b2a19f8e7d6c5b4a392817060f5e4d3c2b1a0",
                        "/dev/vfio/17",
                        "192.0.2.11:55555",
                        "Java 17.0.17")
                .doesNotContain("src=", "href=");
    }

    /** Whoever sends a datagram writes into the page that a committee opens. */
    @Test
    void whatStrangersSentIsShownAsText() throws IOException {
        String hostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)>";
        var content = golden();
        var signal = (ObjectNode) content.path("evidence").path("signals").path(1);
        signal.put("from", hostile);
        signal.put(
                "raw",
                Base64.getEncoder()
                        .encodeToString(Base64.getEncoder().encode(hostile.getBytes(StandardCharsets.UTF_8))));
        content.remove(List.of("hash", "signature"));
        JsonNode receipt = new Signer().sign(content);
        String page = AppealPage.write(new Appeal(receipt, List.of(), Instant.EPOCH));

        assertThat(page).doesNotContain("<script>alert", "<img");
        assertThat(page.split("<script", -1)).hasSize(2);
        Path file = Files.writeString(state.resolve("hostile.html"), page);
        assertThat(ReceiptSource.read(file).check().faults()).isEmpty();
    }

    @Test
    void aFileThatHoldsNoReceiptsIsSaidToHoldNone() throws IOException {
        Path file = Files.writeString(state.resolve("notes.txt"), "nothing here\n");

        assertThatThrownBy(() -> ReceiptSource.read(file)).hasMessageContaining("wanted receipts in " + file);
    }
}
