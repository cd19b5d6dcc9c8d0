package io.dbcpool.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may read. */
class ReadingGateTest {

    private static final ReadingGate WITH_TOKEN = ReadingGate.of(false, Optional.of("t0ken"));

    @ParameterizedTest(name = "loopback {0}, token {1}, to {2} with {3} and cookie {4}: {5}")
    @CsvSource({
        // bound to loopback, token, Host, Authorization, cookie, open
        "true,  , localhost:8080, '', '', true",
        "true,  , 127.0.0.1:8080, '', '', true",
        "true,  , '[::1]:8080', '', '', true",
        "true,  , localhost, '', '', true",
        "true,  , pool.example.org, '', '', false",
        "true,  , localhost.example.org:8080, '', '', false",
        "true,  , '', '', '', false",
        "true,  t0ken, pool.example.org, 'Bearer t0ken', '', true",
        "false, , localhost:8080, '', '', false",
        "false, , 192.0.2.1:8080, 'Bearer ', '', false",
        "false, t0ken, 192.0.2.1:8080, '', '', false",
        "false, t0ken, 192.0.2.1:8080, 'Bearer t0ken', '', true",
        "false, t0ken, 192.0.2.1:8080, 'Bearer t0ke', '', false",
        "false, t0ken, 192.0.2.1:8080, 't0ken', '', false",
        "false, t0ken, 192.0.2.1:8080, '', 't0ken', false",
        "false, t0ken, 192.0.2.1:8080, '', COOKIE, true",
        "false, other, 192.0.2.1:8080, '', COOKIE, false"
    })
    void whoMayRead(boolean loopback, String token, String host, String authorization, String cookie, boolean open) {
        var gate = ReadingGate.of(loopback, Optional.ofNullable(token));

        assertThat(gate.isOpenTo(host, authorization, cookie.equals("COOKIE") ? WITH_TOKEN.cookie() : cookie))
                .isEqualTo(open);
    }

    /** As the token that may release is held. */
    @ParameterizedTest(name = "{0} characters, {1}: {2}")
    @CsvSource({
        "32, rw-------, true",
        "32, r--------, true",
        "32, rw-r-----, false",
        "32, rw-r--r--, false",
        "31, rw-------, false"
    })
    void theTokenIsItsOwnersAlone(int characters, String mode, boolean taken, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("console-token"), "t".repeat(characters) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        var gate = new ReadingGate("192.0.2.1", Optional.of(file.toString()));

        assertThat(gate.hasToken()).isEqualTo(taken);
        assertThat(gate.isOpenTo("192.0.2.1:8080", "Bearer " + "t".repeat(characters), ""))
                .isEqualTo(taken);
    }

    /** What compose mounts where no file is named. */
    @Test
    void aDeviceIsNoToken() {
        assertThat(new ReadingGate("192.0.2.1", Optional.of("/dev/null")).hasToken())
                .isFalse();
    }
}
