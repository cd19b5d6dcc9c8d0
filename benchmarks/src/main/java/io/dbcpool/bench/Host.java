package io.dbcpool.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the figures come from, without which they mean nothing.
 *
 * @param loadAverages of the last 1, 5 and 15 minutes, as the kernel writes them
 */
public record Host(int cores, String processor, String kernel, String jdk, String loadAverages) {

    private static final Path PROC = Path.of("/proc");

    public static Host read() {
        return new Host(
                Runtime.getRuntime().availableProcessors(),
                findProcessor(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                loadAveragesNow());
    }

    /** Three lines for people. */
    String text(String loadAveragesAfter) {
        return "%s%n%d cores of %s, %s%nload average %s before, %s after%n"
                .formatted(kernel, cores, processor, jdk, loadAverages, loadAveragesAfter);
    }

    void writeTo(ObjectNode json, String loadAveragesAfter) {
        json.putObject("host")
                .put("cores", cores)
                .put("processor", processor)
                .put("kernel", kernel)
                .put("jdk", jdk)
                .put("loadAveragesBefore", loadAverages)
                .put("loadAveragesAfter", loadAveragesAfter);
    }

    public static String loadAveragesNow() {
        var words = read(PROC.resolve("loadavg")).split(" ", -1);
        return words.length < 3 ? "unknown" : String.join(" ", List.of(words).subList(0, 3));
    }

    private static String findProcessor() {
        return read(PROC.resolve("cpuinfo"))
                .lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
