package io.dbcpool.agent.nodedat;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.agent.machine.KeyState.Another;
import io.dbcpool.agent.machine.KeyState.Broken;
import io.dbcpool.agent.machine.KeyState.Missing;
import io.dbcpool.agent.machine.KeyState.Right;
import io.dbcpool.agent.machine.KeyState.Unreadable;
import io.dbcpool.agent.testing.AgentParts;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyLookTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsInThePlaceOfTheKey() throws IOException {
        var file = folder.resolve("node.dat");
        assertThat(KeyLook.of(AgentParts.MACHINE, file)).isEqualTo(new Missing(file.toString()));

        Files.writeString(file, AgentParts.NODE_DAT);
        assertThat(KeyLook.of(AgentParts.MACHINE, file)).isEqualTo(new Right());
        assertThat(KeyLook.of(new MachineId("b".repeat(64)), file)).isEqualTo(new Another(AgentParts.MACHINE));

        Files.writeString(file, "");
        assertThat(KeyLook.of(AgentParts.MACHINE, file)).isInstanceOf(Broken.class);
        Files.writeString(file, AgentParts.NODE_DAT.replace("398f", "398e"));
        assertThat(KeyLook.of(AgentParts.MACHINE, file)).isInstanceOf(Broken.class);
        assertThat(KeyLook.of(AgentParts.MACHINE, folder)).isInstanceOf(Unreadable.class);
    }
}
