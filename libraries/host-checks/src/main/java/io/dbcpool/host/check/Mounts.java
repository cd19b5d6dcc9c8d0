package io.dbcpool.host.check;

import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import java.util.List;
import java.util.Optional;

/** A line of /proc/mounts or of fstab(5). */
public record Mounts(String device, String folder, String type, List<String> options, List<String> rest) {

    public static Optional<Mounts> find(Host host, String folder) {
        return read(
                host.findProc("/proc/mounts").orElseThrow(() -> new CannotTell("there is no /proc/mounts")), folder);
    }

    static Optional<Mounts> findInFstab(Host host, String folder) {
        return read(host.findFile("/etc/fstab").orElse(""), folder);
    }

    /** The last one counts: it covers those before it. */
    private static Optional<Mounts> read(String text, String folder) {
        return text.lines()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(words -> words.length >= 4 && !words[0].startsWith("#") && words[1].equals(folder))
                .map(words -> new Mounts(
                        words[0],
                        words[1],
                        words[2],
                        List.of(words[3].split(",", -1)),
                        List.of(words).subList(4, words.length)))
                .reduce((first, second) -> second);
    }
}
