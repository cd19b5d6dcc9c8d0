package io.dbcpool.agent.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.agent.alarm.KeptAlarms;
import io.dbcpool.agent.picture.ActiveDomain;
import io.dbcpool.agent.picture.DomainParts;
import io.dbcpool.agent.picture.KeptPicture;
import io.dbcpool.agent.picture.Picture;
import io.dbcpool.events.DomainRef;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.NodeRental.Kind;
import io.dbcpool.hypervisor.ownership.Ownership;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineFilesTest {

    private static final MachineId MACHINE = new MachineId("a".repeat(64));
    private static final UUID DOMAIN = new UUID(1, 2);

    @TempDir
    private Path folder;

    @Test
    void whatWasWrittenIsRead() throws IOException {
        var files = new MachineFiles(folder.resolve("state/node-agent"));
        var kept = new KeptPicture(
                new Picture(
                        List.of(new ActiveDomain(
                                DOMAIN,
                                "vm",
                                Ownership.VERIFIER,
                                "its name",
                                Optional.of(new DomainParts(List.of("0000:17:00.0"), List.of())))),
                        Optional.of(Word.RENTING)),
                List.of(new NodeRental(
                        MACHINE,
                        Kind.VERIFIER_DOMAIN_APPEARED,
                        Optional.of(new DomainRef("vm", DOMAIN)),
                        "its name",
                        Instant.parse("2026-11-24T03:00:00.123456Z"))));

        files.write(MACHINE, kept);
        files.write(MACHINE, kept);

        assertThat(files.read(MACHINE)).isEqualTo(kept);
    }

    @Test
    void aPictureOfAnAgentThatDidNotLookAtDevicesIsRead() throws IOException {
        Files.writeString(
                folder.resolve("picture-%s.json".formatted(MACHINE)),
                "{\"picture\":{\"active\":[{\"uuid\":\"%s\",\"name\":\"vm\",\"ownership\":\"renter\",\"reason\":\"its disk\"}],\"word\":\"renting\"},\"untold\":[]}"
                        .formatted(DOMAIN));

        assertThat(new MachineFiles(folder).read(MACHINE).picture().active())
                .containsExactly(new ActiveDomain(DOMAIN, "vm", Ownership.RENTER, "its disk", Optional.empty()));
    }

    @Test
    void alarmsAreReadAsTheyWereWritten() throws IOException {
        var files = new MachineFiles(folder);
        assertThat(files.readAlarms(MACHINE)).isEqualTo(KeptAlarms.NONE);
        var kept = new KeptAlarms(List.of("b", "a"), List.of("a"), true, Map.of("HostCheckTurnedBad", "a"));

        files.writeAlarms(MACHINE, kept);
        assertThat(files.readAlarms(MACHINE)).isEqualTo(kept);

        Files.writeString(folder.resolve("alarms-%s.json".formatted(MACHINE)), "{\"good\":[");
        assertThat(files.readAlarms(MACHINE)).isEqualTo(KeptAlarms.NONE);
    }

    @Test
    void aPictureWithoutAWordIsOne() throws IOException {
        var files = new MachineFiles(folder);
        files.write(MACHINE, KeptPicture.NONE);

        assertThat(files.read(MACHINE)).isEqualTo(KeptPicture.NONE);
        assertThat(folder.toFile().list()).containsExactly("picture-%s.json".formatted(MACHINE));
    }

    @Test
    void whereNothingWasWrittenNothingIsRead() {
        assertThat(new MachineFiles(folder.resolve("none")).read(MACHINE)).isEqualTo(KeptPicture.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"picture\":null,\"untold\":[]}",
                "{\"untold\":[]}",
                "{\"picture\":{\"active\":[]}}",
                "{\"picture\":{},\"untold\":[]}",
                "{\"picture\":{\"active\":[null]},\"untold\":[]}",
                "{\"picture\":{\"active\":[{\"name\":\"x\"}]},\"untold\":[]}",
                "{\"picture\":{\"active\":[]},\"untold\":[null]}"
            })
    void whatCannotBeReadIsMovedAside(String content) throws IOException {
        var file = folder.resolve("picture-%s.json".formatted(MACHINE));
        Files.writeString(file, content);

        assertThat(new MachineFiles(folder).read(MACHINE)).isEqualTo(KeptPicture.NONE);
        assertThat(file).doesNotExist();
        assertThat(folder.resolve(file.getFileName() + ".unreadable")).hasContent(content);
    }

    @Test
    void aWriteThatFailsLeavesWhatWasThere() throws IOException {
        var files = new MachineFiles(folder);
        var kept = new KeptPicture(Picture.EMPTY.withWord(Word.EMPTY), List.of());
        files.write(MACHINE, kept);
        // A folder in its way: a full disk fails at the same place.
        Files.createDirectories(folder.resolve("picture-%s.json.next".formatted(MACHINE)));

        assertThatThrownBy(() -> files.write(MACHINE, KeptPicture.NONE)).isInstanceOf(IOException.class);
        assertThat(files.read(MACHINE)).isEqualTo(kept);
    }
}
