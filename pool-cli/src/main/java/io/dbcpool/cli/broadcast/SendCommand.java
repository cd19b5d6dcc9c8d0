package io.dbcpool.cli.broadcast;

import io.dbcpool.broadcast.BroadcastEncoder;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.values.Word;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One datagram. */
@Command(
        name = "send",
        description = {
            "Broadcast one word about a machine: a test word, which nobody obeys, or with --really a real one.",
            "A real 'renting' stops the owner's domain as a renter's would."
        })
final class SendCommand implements Callable<Integer> {

    @Mixin
    private final Place place = new Place();

    @Parameters(paramLabel = "MACHINE", description = "Its name in the pool's file, or its id.")
    private String machine = "";

    @Option(names = "--status", paramLabel = "WORD", description = "test (default), renting or empty.")
    private String status = "test";

    @Option(names = "--really", description = "Send a word that is obeyed.")
    private boolean really;

    @Option(names = "--to", paramLabel = "ADDRESS", description = "Where to (default: 255.255.255.255).")
    private String to = "255.255.255.255";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    @SuppressWarnings("UnusedVariable") // picocli asks for it
    private boolean help;

    @Override
    public Integer call() throws PoolFileException, CannotReachException, UnknownHostException {
        var pool = place.findPool();
        var found = Place.findMachine(pool, machine);
        if (found.isEmpty()) {
            return wrong("wanted a machine of the pool or 64 hex digits, found '%s'".formatted(machine));
        }
        if (!Set.of("test", "renting", "empty").contains(status)) {
            return wrong("wanted test, renting or empty as --status, found '%s'".formatted(status));
        }
        if (!status.equals("test") && !really) {
            return wrong("'%s' is obeyed by whoever hears it: add --really to send it".formatted(status));
        }
        byte[] datagram = status.equals("test")
                ? BroadcastEncoder.encodeTest(found.get())
                : BroadcastEncoder.encode(found.get(), Word.valueOf(status.toUpperCase(Locale.ROOT)));
        var address = new InetSocketAddress(
                InetAddress.getByName(to), place.bind(pool).getPort());
        try (var megaphone = Megaphone.to(address)) {
            megaphone.say(datagram);
        }
        System.out.printf(
                "sent '%s' of %s, %d bytes, to %s:%d%n",
                status, found.get().hex(), datagram.length, address.getAddress().getHostAddress(), address.getPort());
        return ExitCode.GOOD;
    }

    private static int wrong(String message) {
        System.err.println("pool: " + message);
        return ExitCode.WRONG_USAGE;
    }
}
