package io.dbcpool.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.broadcast.BroadcastEncoder;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedDbcNodeTest {

    private static final MachineId MACHINE =
            new MachineId("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48");

    /** The counts of domain.md, {@code found_other_running_domains}. */
    @ParameterizedTest(name = "a foreign domain in the first {0} looks: {1} datagrams, free: {2}")
    @CsvSource({"0, 1, true", "1, 2, true", "2, 3, true", "10, 11, true", "11, 11, false", "1000, 11, false"})
    void repeatsItselfWhileAForeignDomainRuns(int foreignLooks, int datagrams, boolean free) throws Exception {
        var pauses = new ArrayList<Duration>();
        var looks = new AtomicInteger();
        try (var listener = new DatagramSocket();
                var node = new SimulatedDbcNode(MACHINE, listener.getLocalPort(), pauses::add)) {
            listener.setSoTimeout(5_000);

            boolean found = node.onRenterRequest(() -> looks.getAndIncrement() < foreignLooks, number -> {});

            assertThat(found).isEqualTo(free);
            assertThat(pauses).hasSize(datagrams - 1).allMatch(Duration.ofSeconds(2)::equals);
            byte[] renting = BroadcastEncoder.encode(MACHINE, Word.RENTING);
            assertThat(receive(listener, datagrams))
                    .hasSize(datagrams)
                    .allSatisfy(bytes -> assertThat(bytes).isEqualTo(renting));
        }
    }

    private static List<byte[]> receive(DatagramSocket listener, int count) throws Exception {
        var received = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            var packet = new DatagramPacket(new byte[600], 600);
            listener.receive(packet);
            received.add(Arrays.copyOf(packet.getData(), packet.getLength()));
        }
        return received;
    }
}
