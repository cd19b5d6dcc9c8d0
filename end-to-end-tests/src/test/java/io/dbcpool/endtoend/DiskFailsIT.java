package io.dbcpool.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.endtoend.faults.Cell;
import io.dbcpool.endtoend.faults.Fault;
import io.dbcpool.endtoend.faults.Measured;
import io.dbcpool.endtoend.pool.RamDisk;
import io.dbcpool.events.Alert;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.history.ReceiptProof;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The disk with the watcher's state is full, or cannot be written at all: the owner's domain is off in time all the
 * same, the receipt says what could not be kept, and an alert is raised.
 */
@Timeout(300)
class DiskFailsIT {

    private static final int MEBIBYTES = 8;

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void asRoot() {
        assumeTrue(RamDisk.obstacle().isEmpty(), RamDisk.obstacle());
    }

    @BeforeEach
    void inAFolderOfItsOwn() throws Exception {
        folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "pools").toAbsolutePath()), "disk-");
    }

    @Test
    void aFullDiskDelaysNothingAndIsToldUntilThereIsRoom() throws Exception {
        try (var disk = RamDisk.mount(Cell.stateDir(folder), MEBIBYTES);
                var cell = Cell.start(folder)) {
            disk.fill();

            var measured = cell.play(Fault.NONE, 1).get(0);

            requireInTimeAndFlagged(cell, measured);
            awaitAlert(cell, "raised");
            disk.makeRoom();
            awaitAlert(cell, "cleared");
        }
    }

    @Test
    void aDiskThatCannotBeWrittenFromTheStartDelaysNothing() throws Exception {
        try (var disk = RamDisk.mount(Cell.stateDir(folder), MEBIBYTES)) {
            disk.makeReadOnly();
            try (var cell = Cell.start(folder)) {
                var measured = cell.play(Fault.NONE, 1).get(0);

                requireInTimeAndFlagged(cell, measured);
                awaitAlert(cell, "raised");
            }
        }
    }

    private static void requireInTimeAndFlagged(Cell cell, Measured measured) {
        assertThat(measured.isLate()).as("%d ms", measured.tookMillis()).isFalse();
        assertThat(measured.outcome()).isEqualTo("on-time");
        JsonNode receipt = cell.topics().awaitOnly(VacateCompleted.class, cell.lastMachine());
        assertThat(ReceiptProof.findFault(receipt)).isEmpty();
        assertThat(receipt.path("notObserved"))
                .extracting(JsonNode::asText)
                .as("what the receipt says was not kept")
                .contains("journal");
    }

    private static void awaitAlert(Cell cell, String state) {
        Awaitility.await("EvidenceIncomplete is " + state)
                .atMost(Duration.ofSeconds(60))
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(500))
                .until(() -> cell.topics().readAll().stream()
                        .filter(told -> told.envelope().event() instanceof Alert)
                        .anyMatch(told -> told.json().path("alert").asText().equals("EvidenceIncomplete")
                                && told.json().path("state").asText().equals(state)));
    }
}
