package io.dbcpool.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.broadcast.Datagram.Route;
import io.dbcpool.broadcast.Verdict.Accepted;
import io.dbcpool.broadcast.Verdict.Reason;
import io.dbcpool.broadcast.Verdict.Refused;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AdmissionTest {

    private static final MachineId FREE = new MachineId("aa".repeat(32));
    private static final MachineId BOUND = new MachineId("bb".repeat(32));
    private static final MachineId STRANGER = new MachineId("cc".repeat(32));

    @ParameterizedTest(name = "allowed {0}, machine {1}, from {2}: {3}")
    @MethodSource
    void sender(String allowed, MachineId machine, String sender, String expected) throws PoolFileException {
        var datagram = new Datagram(
                BroadcastEncoder.encode(machine, Word.RENTING),
                132,
                new InetSocketAddress(sender, 40_000),
                Instant.EPOCH,
                0,
                Route.WILDCARD);

        var verdict = new Admission(config(allowed)).judge(datagram);

        if (expected.isEmpty()) {
            assertThat(verdict).isEqualTo(new Accepted(machine, Word.RENTING));
        } else {
            var reason = machine.equals(STRANGER) ? Reason.UNKNOWN_MACHINE : Reason.SENDER_NOT_ALLOWED;
            assertThat(verdict).isEqualTo(new Refused(reason, expected, Optional.of(machine)));
        }
    }

    static Stream<Arguments> sender() {
        return Stream.of(
                arguments("", FREE, "198.51.100.7", ""),
                arguments("", FREE, "2001:db8::7", ""),
                arguments("", STRANGER, "127.0.0.1", "wanted a machine of the pool, found another"),
                arguments("", BOUND, "192.0.2.11", ""),
                arguments("", BOUND, "192.0.2.12", "wanted the machine's address 192.0.2.11, found 192.0.2.12"),
                arguments("192.0.2.0/28", FREE, "192.0.2.0", ""),
                arguments("192.0.2.0/28", FREE, "192.0.2.15", ""),
                arguments("192.0.2.0/28", FREE, "192.0.2.16", "wanted a sender in allowed-sources, found 192.0.2.16"),
                arguments(
                        "192.0.2.0/28",
                        FREE,
                        "2001:db8::7",
                        "wanted a sender in allowed-sources, found 2001:db8:0:0:0:0:0:7"),
                arguments("192.0.2.0/28, 198.51.100.7", FREE, "198.51.100.7", ""),
                arguments("198.51.100.7", BOUND, "192.0.2.11", "wanted a sender in allowed-sources, found 192.0.2.11"),
                arguments(
                        "198.51.100.7",
                        BOUND,
                        "198.51.100.7",
                        "wanted the machine's address 192.0.2.11, found 198.51.100.7"),
                arguments("192.0.2.0/28", STRANGER, "192.0.2.1", "wanted a machine of the pool, found another"));
    }

    private static PoolConfig config(String allowed) throws PoolFileException {
        return PoolFile.parse("""
                pool:
                  name: seoul-1
                  broadcast: { bind: "0.0.0.0:55555", allowed-sources: [%s] }
                  machines:
                    - { id: "%s", name: gpu-01, libvirt: "test:///default", own-domains: [] }
                    - { id: "%s", name: gpu-02, libvirt: "test:///default", own-domains: [], address: 192.0.2.11 }
                """.formatted(allowed, FREE, BOUND), Path.of("pool.yaml"));
    }
}
