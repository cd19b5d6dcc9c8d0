package io.dbcpool.host.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.hosts.RecordedHost;
import io.dbcpool.host.hosts.RightHosts;
import io.dbcpool.host.hosts.WrongHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of {@link RecordedHostsTest} by its columns, and every word that a check has said. PIT runs only the tests
 * that reach what it has changed: here one of seventy, and there every host.
 */
class EachCheckOnEveryHostTest {

    /** Each thing that each check says of any host, with the first of whom it says it. */
    private static final Path SAID = Path.of("src/test/resources/said-of-hosts.txt");

    private static final List<RecordedHost> HOSTS = Stream.of(RightHosts.list(), WrongHosts.list())
            .flatMap(List::stream)
            .toList();

    static List<HostCheck> checks() {
        return CheckList.all();
    }

    /** With -Ddbcpool.write-pages=true it writes the file instead. */
    @BeforeAll
    static void write() throws IOException {
        if (Boolean.getBoolean("dbcpool.write-pages")) {
            Files.createDirectories(SAID.getParent());
            Files.writeString(
                    SAID, checks().stream().map(EachCheckOnEveryHostTest::said).collect(Collectors.joining()));
        }
    }

    @ParameterizedTest
    @MethodSource("checks")
    void aCheckSaysOfEachHostWhatItIs(HostCheck check) {
        for (RecordedHost host : HOSTS) {
            assertThat(check.of(host.record().host()).state())
                    .as("%s on %s", check.id(), host)
                    .isEqualTo(host.differs().getOrDefault(check.id(), State.OK));
        }
    }

    @ParameterizedTest
    @MethodSource("checks")
    void aCheckSaysItInTheseWords(HostCheck check) throws IOException {
        assertThat(said(check)).isEqualTo(section(Files.readString(SAID), check.id()));
    }

    private static String said(HostCheck check) {
        var hosts = new LinkedHashMap<String, RecordedHost>();
        for (RecordedHost host : HOSTS) {
            Check said = check.of(host.record().host());
            String words = "  %s: %s%s"
                    .formatted(
                            said.state().name().toLowerCase(Locale.ROOT),
                            said.found(),
                            said.fix().isEmpty() ? "" : " -> " + said.fix());
            hosts.putIfAbsent(words.replace("\n", "\\n"), host);
        }
        return hosts.entrySet().stream()
                .map(entry ->
                        "%s  (%s)\n".formatted(entry.getKey(), entry.getValue().name()))
                .collect(Collectors.joining("", check.id() + "\n", "\n"));
    }

    private static String section(String text, String id) {
        int begin = ("\n" + text).indexOf("\n" + id + "\n");
        int end = text.indexOf("\n\n", begin);
        return begin < 0 || end < 0 ? "" : text.substring(begin, end + 2);
    }
}
