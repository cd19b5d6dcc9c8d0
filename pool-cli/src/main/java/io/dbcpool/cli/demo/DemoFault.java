package io.dbcpool.cli.demo;

import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What the demo may let go wrong while the owner's domain has to go. */
enum DemoFault {
    HUNG_QEMU("hung-qemu", "QEMU hangs, only SIGKILL ends it"),
    KAFKA_DOWN("kafka-down", "the broker is away meanwhile"),
    WATCHER_KILLED("watcher-killed", "SIGKILL when it has begun"),
    LIBVIRTD_RESTART("libvirtd-restart", "restarted when the vacate has begun"),
    LIBVIRTD_FROZEN("libvirtd-frozen", "libvirtd hangs meanwhile"),
    FLOOD("flood", "garbage, 100,000 datagrams a second");

    private final String word;
    private final String meaning;

    DemoFault(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    String word() {
        return word;
    }

    String meaning() {
        return meaning;
    }

    /** Whether it is done to a libvirtd, which must then be one of our own. */
    boolean isOfLibvirtd() {
        return this == LIBVIRTD_RESTART || this == LIBVIRTD_FROZEN;
    }

    /** Whether it is done when the vacate has begun; a guest that obeys at once would be off before. */
    boolean waitsForTheVacate() {
        return this == WATCHER_KILLED || isOfLibvirtd();
    }

    private static String words() {
        return Arrays.stream(values()).map(DemoFault::word).collect(Collectors.joining(", "));
    }

    /** For the command line. */
    static final class Converter implements ITypeConverter<DemoFault> {
        @Override
        public DemoFault convert(String word) {
            return Arrays.stream(values())
                    .filter(fault -> fault.word.equals(word))
                    .findFirst()
                    .orElseThrow(
                            () -> new TypeConversionException("wanted one of %s, found '%s'".formatted(words(), word)));
        }
    }

    /** For {@code --help}: each on a line of its own. */
    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(values())
                    .map(fault -> "%n  %-17s %s".formatted(fault.word, fault.meaning))
                    .iterator();
        }
    }
}
