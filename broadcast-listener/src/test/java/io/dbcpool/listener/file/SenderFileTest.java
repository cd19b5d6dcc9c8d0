package io.dbcpool.listener.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.values.MachineId;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SenderFileTest {

    private static final MachineId MACHINE = new MachineId("aa".repeat(32));

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadByTheNext() throws Exception {
        var held = Map.of(MACHINE, InetAddress.getByName("192.0.2.11"));
        new SenderFile(folder.resolve("new/senders")).write(held);

        assertThat(new SenderFile(folder.resolve("new/senders")).read()).isEqualTo(held);
    }

    @Test
    void noFileIsNoSender() {
        assertThat(new SenderFile(folder.resolve("senders")).read()).isEmpty();
    }

    @Test
    void aLineThatIsNoneIsPassedOver() throws Exception {
        var file = folder.resolve("senders");
        Files.writeString(file, "x\n%s elsewhere\nzz 192.0.2.9\n%s 192.0.2.11\n".formatted(MACHINE, MACHINE));

        assertThat(new SenderFile(file).read()).isEqualTo(Map.of(MACHINE, InetAddress.getByName("192.0.2.11")));
    }

    @Test
    void aFolderThatCannotBeWrittenIsNoException() throws Exception {
        var blocked = Files.writeString(folder.resolve("file"), "").resolve("senders");

        new SenderFile(blocked).write(Map.of(MACHINE, InetAddress.getByName("192.0.2.11")));

        assertThat(new SenderFile(blocked).read()).isEmpty();
    }
}
