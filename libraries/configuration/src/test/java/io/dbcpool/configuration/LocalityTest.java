package io.dbcpool.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalityTest {

    @ParameterizedTest
    @CsvSource({
        "qemu:///system, true",
        "qemu+unix:///system?socket=/run/x, true",
        "qemu+tcp://127.0.0.1:16509/system, true",
        "qemu+tcp://localhost/system, true",
        "qemu+tcp://[::1]:16509/system, true",
        "qemu+tcp://192.0.2.11/system, false",
        "qemu+tcp://127.example.org/system, false",
        "qemu+ssh://gpu-01/system, false",
    })
    void byTheUriAlone(URI uri, boolean local) {
        assertThat(Locality.isLocal(uri)).isEqualTo(local);
    }
}
