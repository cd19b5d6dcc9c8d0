package io.dbcpool.listener;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Another host on a network of its own: a network namespace at the other end of a veth pair. Needs root. Its addresses
 * are from 198.18.0.0/15, which is set aside for tests of networks.
 */
final class Neighbour implements AutoCloseable {

    private final String name;
    private final String network;

    private Neighbour(String name, String network) {
        this.name = name;
        this.network = network;
    }

    static boolean isPossible() throws IOException {
        return run(List.of("sh", "-c", "test $(id -u) = 0 && command -v ip"));
    }

    static Neighbour create() throws IOException {
        return create(0);
    }

    /** @param number another for each that is there at the same time, 0 to 7 */
    static Neighbour create(int number) throws IOException {
        long pid = ProcessHandle.current().pid();
        var neighbour =
                new Neighbour("dbcl%dn%d".formatted(pid, number), "198.18.%d".formatted((pid % 32) * 8 + number));
        try {
            neighbour.setUp();
            return neighbour;
        } catch (IOException | IllegalStateException e) {
            neighbour.close();
            throw e;
        }
    }

    String address() {
        return network + ".2";
    }

    /** To all on the link to it. */
    String broadcastAddress() {
        return network + ".255";
    }

    /** Runs a program there and waits for its end. */
    void execute(List<String> command) throws IOException {
        var whole = new ArrayList<>(List.of("ip", "netns", "exec", name));
        whole.addAll(command);
        must(whole);
    }

    @Override
    public void close() throws IOException {
        run(List.of("ip", "netns", "del", name));
        run(List.of("ip", "link", "del", name));
    }

    private void setUp() throws IOException {
        must("ip netns add " + name);
        must("ip link add %s type veth peer name far netns %s".formatted(name, name));
        must("ip addr add %s.1/24 dev %s".formatted(network, name));
        must("ip link set %s up".formatted(name));
        must("ip -n %s addr add %s.2/24 dev far".formatted(name, network));
        must("ip -n %s link set far up".formatted(name));
        // Without one 255.255.255.255 is unreachable.
        must("ip -n %s route add default via %s.1".formatted(name, network));
    }

    private static void must(String command) throws IOException {
        must(List.of(command.split(" ", -1)));
    }

    private static void must(List<String> command) throws IOException {
        if (!run(command)) {
            throw new IllegalStateException("failed: " + String.join(" ", command));
        }
    }

    private static boolean run(List<String> command) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.onExit().join().exitValue() == 0;
    }
}
