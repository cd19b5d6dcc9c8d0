package io.dbcpool.cli.broadcast;

import io.dbcpool.broadcast.BroadcastDecoder;
import io.dbcpool.broadcast.BroadcastEncoder;
import io.dbcpool.broadcast.Verdict;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.configuration.PoolFileException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A capture, once more. */
@Command(
        name = "replay",
        description = {
            "Broadcast the datagrams of a capture again, at the pace of the capture: a pcap file of tcpdump, or the lines",
            "that 'listen --json' writes. Words that would be obeyed are sent as test words, unless --really is given."
        })
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private final Place place = new Place();

    @Parameters(paramLabel = "FILE", description = "The capture.")
    private Path file = Path.of("");

    @Option(
            names = "--to",
            paramLabel = "ADDRESS",
            description = "Where to (default: 127.255.255.255, this host only).")
    private String to = "127.255.255.255";

    @Option(names = "--speed", paramLabel = "N", description = "How many times faster than the capture (default: 1).")
    private double speed = 1;

    @Option(names = "--really", description = "Send words that are obeyed as they are.")
    private boolean really;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    @SuppressWarnings("UnusedVariable") // picocli asks for it
    private boolean help;

    @Override
    public Integer call() throws PoolFileException, CannotReachException, InterruptedException, IOException {
        if (!(speed > 0)) {
            System.err.printf("pool: wanted a --speed above 0, found %s%n", speed);
            return ExitCode.WRONG_USAGE;
        }
        var bind = place.bind(place.findPool());
        List<Captured> capture;
        try {
            capture = read(Files.readAllBytes(file), bind.getPort());
        } catch (CaptureException | IOException e) {
            System.err.printf("pool: %s cannot be replayed: %s%n", file, e.getMessage());
            return ExitCode.WRONG_USAGE;
        }
        if (capture.isEmpty()) {
            System.err.printf("pool: %s has no datagram to UDP port %d%n", file, bind.getPort());
            return ExitCode.SOMETHING_IS_WRONG;
        }
        int harmless = 0;
        try (var megaphone = Megaphone.to(new InetSocketAddress(InetAddress.getByName(to), bind.getPort()))) {
            long began = System.nanoTime();
            for (Captured each : capture) {
                var due =
                        (long) (Duration.between(capture.get(0).at(), each.at()).toNanos() / speed);
                long wait = began + due - System.nanoTime();
                if (wait > 0) {
                    Thread.sleep(Duration.ofNanos(wait).toMillis());
                }
                byte[] datagram = really ? each.bytes() : harmless(each.bytes());
                harmless += datagram == each.bytes() ? 0 : 1;
                megaphone.say(datagram);
            }
        }
        System.out.printf(
                "sent %d datagrams to %s:%d%s%n",
                capture.size(),
                to,
                bind.getPort(),
                harmless == 0 ? "" : ", %d of them as test words; --really sends them as they are".formatted(harmless));
        return ExitCode.GOOD;
    }

    private static List<Captured> read(byte[] bytes, int port) throws CaptureException {
        return Pcap.isOne(bytes) ? Pcap.read(bytes, port) : JsonLines.read(new String(bytes, StandardCharsets.UTF_8));
    }

    /** The same array where nobody would obey it. */
    static byte[] harmless(byte[] datagram) {
        return BroadcastDecoder.decode(datagram, datagram.length) instanceof Verdict.Accepted accepted
                ? BroadcastEncoder.encodeTest(accepted.machineId())
                : datagram;
    }
}
