package io.dbcpool.bonding.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.bonding.upkeep.Action.Verb;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanFolderTest {

    @TempDir
    private Path parent = Path.of("");

    private Path folder;
    private PlanFolder plans;

    @BeforeEach
    void open() {
        folder = parent.resolve("plans");
        plans = new PlanFolder(folder);
    }

    @Test
    void aPlanIsReadAsItWasKept() throws Exception {
        var ofMachine =
                plan("0a1b2c3d", Verb.APPEAL, Optional.of(Owned.MACHINE), List.of("7", "\"off\" in 3 s; 5 %"), 1);
        var ofAll = plan("ffffffff", Verb.CLAIM, Optional.empty(), List.of(), 2);

        plans.put(ofMachine);
        plans.put(ofAll);

        assertThat(plans.find("0a1b2c3d")).contains(ofMachine);
        assertThat(plans.find("ffffffff")).contains(ofAll);
        assertThat(plans.listAll()).containsExactly(ofAll, ofMachine);
    }

    @Test
    void aFolderThatIsNotThereHasNone() throws Exception {
        assertThat(plans.find("0a1b2c3d")).isEmpty();
        assertThat(plans.listAll()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0a1b2c3", "0A1B2C3D", "0a1b2c3d0", "../../etc", "../a1b2c", "0a1b2c3d.json", "…"})
    void whatIsNoIdIsLookedForNowhere(String id) throws Exception {
        plans.put(plan("0a1b2c3d", Verb.CLAIM, Optional.empty(), List.of(), 1));

        assertThat(plans.find(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"id\":\"0a1b2c3d\"}",
                "{\"id\":\"0a1b2c3d\",\"verb\":\"steal\"}",
                "{\"id\":\"0a1b2c3d\",\"verb\":\"claim\",\"signer\":\"nobody\",\"controller\":\"nobody\"}"
            })
    void aFileThatCannotBeReadIsNamed(String content) throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("0a1b2c3d.json"), content);

        assertThatThrownBy(() -> plans.find("0a1b2c3d"))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(folder.resolve("0a1b2c3d.json") + " cannot be read: ");
        assertThatThrownBy(plans::listAll).isInstanceOf(StoreException.class);
    }

    @Test
    void otherFilesAreNoPlans() throws Exception {
        plans.put(plan("0a1b2c3d", Verb.CLAIM, Optional.empty(), List.of(), 1));
        Files.writeString(folder.resolve("0a1b2c3e.json.next"), "{");
        Files.createDirectory(folder.resolve("old"));

        assertThat(plans.listAll()).hasSize(1);
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws Exception {
        Files.writeString(folder, "a file");

        assertThatThrownBy(() -> plans.put(plan("0a1b2c3d", Verb.CLAIM, Optional.empty(), List.of(), 1)))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(folder.resolve("0a1b2c3d.json") + " cannot be written: ");
    }

    private static Plan plan(String id, Verb verb, Optional<MachineId> machine, List<String> arguments, long second) {
        return new Plan(
                id,
                new Action(verb, machine, arguments),
                Owned.STRANGER,
                Owned.CONTROLLER,
                "runtime 400; stash none",
                7,
                DbcAmount.ofDbc("12.5"),
                "0x" + "ab".repeat(32),
                "0x" + "cd".repeat(32),
                Instant.ofEpochSecond(second));
    }
}
