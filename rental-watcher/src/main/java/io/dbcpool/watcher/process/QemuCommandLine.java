package io.dbcpool.watcher.process;

import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.ownership.RenterMarkers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the command line of a QEMU process says of its domain. libvirt has written it from what the domain was started
 * with, and nobody defines that anew while it runs.
 */
record QemuCommandLine(List<String> words) {

    private static final Pattern NAME = Pattern.compile("^(?:guest=)?([^,]*)");
    private static final Pattern DISK = Pattern.compile("(?:\"filename\":\"|(?:^|,)file=)([^\",]*)");
    private static final Pattern SOCKET = Pattern.compile("(?:^|,)path=([^,]*)");
    private static final Pattern HYPERV_VENDOR_ID = Pattern.compile("(?:^|,)hv[-_]vendor[-_]id=([^,]*)");

    /**
     * Empty if it is another program's.
     *
     * @param text as {@code /proc/PID/cmdline} has it, each word with a NUL behind it
     */
    static Optional<QemuCommandLine> find(String text) {
        int end = text.indexOf('\0');
        String program = end < 0 ? text : text.substring(0, end); // most are another's, and are not looked at closer
        return program.toLowerCase(Locale.ROOT).contains("qemu")
                ? Optional.of(new QemuCommandLine(List.of(text.split("\0", -1))))
                : Optional.empty();
    }

    Optional<UUID> findDomain() {
        return behind("-uuid").findFirst().flatMap(QemuCommandLine::findUuid);
    }

    /**
     * What {@link RenterMarkers} finds in it, so that a renter's domain is known without libvirt. A network filter is
     * the one marker that is not there.
     */
    List<String> findRentersMarkers(UUID domain) {
        return RenterMarkers.find(new DomainDefinition(
                domain,
                matches(NAME, "-name").findFirst().orElse(""),
                "",
                "",
                List.of(),
                Stream.concat(matches(DISK, "-blockdev"), matches(DISK, "-drive"))
                        .toList(),
                matches(SOCKET, "-chardev").toList(),
                // A second -cpu may hide from the guest what the first one says.
                matches(HYPERV_VENDOR_ID, "-cpu").findFirst(),
                false,
                List.of(),
                Optional.empty()));
    }

    private Stream<String> matches(Pattern value, String option) {
        return behind(option).flatMap(word -> value.matcher(word).results()).map(match -> match.group(1));
    }

    private Stream<String> behind(String option) {
        return IntStream.range(1, words.size())
                .filter(i -> words.get(i - 1).equals(option))
                .mapToObj(words::get);
    }

    private static Optional<UUID> findUuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
