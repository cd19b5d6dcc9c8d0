package io.dbcpool.cli.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes that a program loads, parsed and verified ahead of time and mapped at its start (JEP 350). A watcher that
 * was killed in the midst of a vacate has what is left of ten seconds to come back, so a start must be short.
 *
 * <p>The virtual machine leaves an archive alone that was made by another one or of other jars; it then starts slowly,
 * as without.
 *
 * @param jar the program; the archive lies beside it
 */
record ClassArchive(Path jar) {

    /**
     * At the address that it was written for. JDKs since 17.0.7 or so move it by default, which takes 0.2 s of each
     * start and makes 30 MB of it the process's own.
     */
    private static final List<String> WHERE_IT_WAS_WRITTEN_FOR = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

    Path file() {
        return jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", "") + ".jsa");
    }

    /** Whether it is there, and younger than its program. */
    boolean isCurrent() {
        try {
            return Files.getLastModifiedTime(file()).compareTo(Files.getLastModifiedTime(jar)) >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** For the command line of its program; nothing without a current one. */
    List<String> options() {
        if (!isCurrent()) {
            return List.of();
        }
        // What does not fit is left alone in silence: the log of a service is not the place for it.
        var options =
                new ArrayList<>(List.of("-XX:SharedArchiveFile=" + file(), "-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
        options.addAll(WHERE_IT_WAS_WRITTEN_FOR);
        return List.copyOf(options);
    }
}
