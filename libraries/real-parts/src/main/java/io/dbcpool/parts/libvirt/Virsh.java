package io.dbcpool.parts.libvirt;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** libvirt's own command, one connection for each run. */
final class Virsh {

    /** More than the 10 s that libvirt gives a QEMU that hangs. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Virsh() {}

    static String run(URI uri, String... arguments) {
        return Command.run(LIMIT, "", command(uri, arguments));
    }

    static String runWith(String input, URI uri, String... arguments) {
        return Command.run(LIMIT, input, command(uri, arguments));
    }

    static boolean succeeds(URI uri, String... arguments) {
        return Command.attempt(LIMIT, "", command(uri, arguments)).exitCode() == 0;
    }

    private static List<String> command(URI uri, String... arguments) {
        List<String> command = new ArrayList<>(List.of("virsh", "--quiet", "--connect", uri.toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
