package io.dbcpool.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolFileRefusalTest {

    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void aWrongValueIsNamedWithItsLine(String section, String message) {
        String yaml = "pool:\n  name: p\n  machines: [{id: %s}]\n%s\n".formatted(A, section);

        assertThatThrownBy(() -> parse(yaml)).hasMessage("pool.yaml:4: " + message);
    }

    static Stream<Arguments> aWrongValueIsNamedWithItsLine() {
        return Stream.of(
                arguments("  wacher: {}", "pool: unknown key 'wacher'; did you mean 'watcher'?"),
                arguments("  kafka: {bootstrap_servers: x}", """
                        pool.kafka: unknown key 'bootstrap_servers'; did you mean 'bootstrap-servers'?
                        pool.yaml:4: pool.kafka.bootstrap-servers: wanted host:port, or several with commas between, found nothing"""),
                arguments("  api: {password: x}", "pool.api: unknown key 'password', wanted one of [token-file]"),
                arguments("  name: q", "pool.name: wanted it once, found it before on line 2"),
                arguments("  state-dir: [x]", "pool.state-dir: wanted a path, found a list"),
                arguments(
                        "  chain: {endpoints: ['http://x']}",
                        "pool.chain.endpoints[0]: wanted a ws:// or wss:// address, found 'http://x'"),
                arguments("  chain: {endpoints: 'wss://x'}", "pool.chain.endpoints: wanted a list, found 'wss://x'"),
                arguments("  chain: {pending-pool: yes}", "pool.chain.pending-pool: wanted true or false, found 'yes'"),
                arguments(
                        "  broadcast: 55555",
                        "pool.broadcast: wanted a section with the keys [allowed-sources, bind, canary], found '55555'"),
                arguments(
                        "  broadcast: {bind: '0.0.0.0:65534'}",
                        "pool.broadcast.bind: wanted an address and a port from 1 to 65533, found '0.0.0.0:65534'"),
                arguments(
                        "  broadcast: {bind: 'localhost:55555'}",
                        "pool.broadcast.bind: wanted an address and a port from 1 to 65533, found 'localhost:55555'"),
                arguments(
                        "  broadcast: {allowed-sources: [192.0.2.0/33]}",
                        "pool.broadcast.allowed-sources[0]: wanted an address or a CIDR block, found '192.0.2.0/33'"),
                arguments(
                        "  broadcast: {canary: '::1'}",
                        "pool.broadcast.canary: wanted an IPv4 broadcast address, or off, found '::1'"),
                arguments(
                        "  watcher: {soft: 5}",
                        "pool.watcher.soft: wanted a time such as 10s, 500ms, 3m or 1h, found '5'"),
                arguments(
                        "  watcher: {soft: -5s}",
                        "pool.watcher.soft: wanted a time such as 10s, 500ms, 3m or 1h, found '-5s'"),
                arguments("  watcher: {hold-down: 25h}", "pool.watcher.hold-down: wanted at most 86400s, found 90000s"),
                arguments(
                        "  watcher: {drill-every: 59m}",
                        "pool.watcher.drill-every: wanted at least 3600s, found 3540s"),
                arguments(
                        "  node: {check-every: 29s}",
                        "pool.node.check-every: wanted a time of 30s or more, found '29s'"),
                arguments(
                        "  bonding: {operator-key: 'c2hvcnQ='}",
                        "pool.bonding.operator-key: wanted base64 of the 32 bytes of an Ed25519 public key, found 'c2hvcnQ='"),
                arguments(
                        "  traces: {endpoint: '127.0.0.1:4318'}",
                        "pool.traces.endpoint: wanted an http:// or https:// address, found '127.0.0.1:4318'"),
                arguments(
                        "  traces: {endpoint: 'https://kim:hunter2@traces.example'}",
                        "pool.traces.endpoint: wanted an address without a password, found one that has it"),
                arguments("  node: {install-dir: dbc}", "pool.node.install-dir: wanted an absolute path, found 'dbc'"),
                arguments(
                        "  node: {client-nodes: ['192.0.2.9:5050']}",
                        "pool.node.client-nodes[0]: wanted an http:// or https:// address, found '192.0.2.9:5050'"),
                arguments(
                        "  ? [x]\n  : y",
                        "pool: unknown key '', wanted one of "
                                + "[api, bonding, broadcast, chain, kafka, machines, name, node, state-dir, traces, watcher]"));
    }

    @ParameterizedTest(name = "deadline {0}, soft {1}, term {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "10s     | 0    | 0      |",
                "10s     | 8s   | 8s     |",
                "2s      | 0    | 0      |",
                "10s     | 5s   | 8001ms | term: wanted at most 8s, which is deadline - 2s, found 8001ms",
                "10s     | 7001ms | 7s   | soft: wanted at most 7s, which is term, found 7001ms",
                "10001ms | 5s   | 7s     | deadline: wanted at most the 10s that DBC allows, found 10001ms",
                "1999ms  | 0    | 0      | term: wanted at most -1ms, which is deadline - 2s, found 0s",
            })
    void theBudgetsFitTheDeadline(String deadline, String soft, String term, String message) throws Exception {
        String yaml = "pool:\n  name: p\n  machines: [{id: %s}]\n  watcher: {deadline: %s, soft: %s, term: %s}\n"
                .formatted(A, deadline, soft, term);

        if (message == null) {
            assertThat(parse(yaml).watcher().deadline()).isNotNull();
        } else {
            assertThatThrownBy(() -> parse(yaml)).hasMessage("pool.yaml:4: pool.watcher." + message);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void aWrongMachineIsNamedWithItsLine(String machines, String message) {
        assertThatThrownBy(() -> parse("pool:\n  name: p\n  machines:\n" + machines + "\n"))
                .hasMessage("pool.yaml:" + message);
    }

    static Stream<Arguments> aWrongMachineIsNamedWithItsLine() {
        return Stream.of(
                arguments("    []", "3: pool.machines: wanted a list of at least one machine, found none"),
                arguments("    - id: '0x12'", "4: pool.machines[0].id: wanted 64 hex digits, found '0x12'"),
                arguments("    - name: x", "4: pool.machines[0].id: wanted 64 hex digits, found nothing"),
                arguments("    -", "4: pool.machines[0]: wanted a machine, found nothing"),
                arguments(
                        "    - {id: %s}\n    - {id: %s, name: x}".formatted(A, A.toUpperCase(java.util.Locale.ROOT)),
                        ("5: pool.machines[1].id: wanted each machine id once, found '%s' again, "
                                        + "which pool.machines[0].id has on line 4")
                                .formatted(A)),
                arguments(
                        "    - {id: %s, name: x}\n    - {id: %s, name: x}".formatted(A, B),
                        "5: pool.machines[1].name: wanted each name once, found 'x' again, "
                                + "which pool.machines[0].name has on line 4"),
                arguments(
                        "    - {id: %s, own-domains: [vm, vm]}".formatted(A),
                        "4: pool.machines[0].own-domains[1]: wanted each own domain of "
                                + "qemu+tcp://127.0.0.1:16509/system once, found 'vm' again, "
                                + "which pool.machines[0].own-domains[0] has on line 4"),
                arguments(
                        "    - {id: %s, own-domains: [5d4f8c1e-0000-4000-8000-00000000000a]}\n".formatted(A)
                                + "    - {id: %s, own-domains: [5D4F8C1E-0000-4000-8000-00000000000A]}".formatted(B),
                        "5: pool.machines[1].own-domains[0]: wanted each own domain of "
                                + "qemu+tcp://127.0.0.1:16509/system once, "
                                + "found '5d4f8c1e-0000-4000-8000-00000000000a' again, "
                                + "which pool.machines[0].own-domains[0] has on line 4"),
                arguments(
                        "    - {id: %s, libvirt: /var/run}".formatted(A),
                        "4: pool.machines[0].libvirt: wanted a libvirt URI such as "
                                + "qemu+tcp://127.0.0.1:16509/system, found '/var/run'"),
                arguments(
                        "    - {id: %s, address: gpu-01.example}".formatted(A),
                        "4: pool.machines[0].address: wanted an IP address, found 'gpu-01.example'"),
                arguments(
                        "    - {id: %s, restart: always}".formatted(A),
                        "4: pool.machines[0].restart: wanted never or when-free, found 'always'"),
                arguments(
                        "    - {id: %s, stash: 0GrwvaEF}".formatted(A),
                        "4: pool.machines[0].stash: wanted an SS58 account, found '0GrwvaEF'"),
                arguments(
                        "    - {id: %s, name: 'a b'}".formatted(A),
                        "4: pool.machines[0].name: wanted a name of up to 63 letters, digits, '.', '_' and '-', "
                                + "found 'a b'"));
    }

    @Test
    void theSameOwnDomainOnTwoHostsIsTwoDomains() throws Exception {
        var config = parse("pool: {name: p, machines: [{id: %s, own-domains: [vm], libvirt: 'qemu+tcp://one/system'}, "
                        .formatted(A)
                + "{id: %s, own-domains: [vm], libvirt: 'qemu+tcp://two/system'}]}".formatted(B));

        assertThat(config.machines()).hasSize(2);
    }

    @Test
    void allProblemsComeInOneMessageInTheOrderOfTheirLines() {
        assertThatThrownBy(() -> parse("""
                        pool:
                          watcher: {soft: soon}
                          machines:
                            - id: '0x12'
                              own-domain: [vm]
                        other: {}
                        """)).hasMessage("""
                        pool.yaml:1: pool.name: wanted a name of up to 63 letters, digits, '.', '_' and '-', found nothing
                        pool.yaml:2: pool.watcher.soft: wanted a time such as 10s, 500ms, 3m or 1h, found 'soon'
                        pool.yaml:4: pool.machines[0].id: wanted 64 hex digits, found '0x12'
                        pool.yaml:5: pool.machines[0]: unknown key 'own-domain'; did you mean 'own-domains'?
                        pool.yaml:6: the file: unknown key 'other', wanted one of [pool]""");
    }

    @Test
    void moreProblemsThanAScreenHoldsAreCounted() {
        String machines =
                IntStream.range(0, 25).mapToObj(i -> "{id: x%d}".formatted(i)).collect(Collectors.joining(", "));

        assertThatThrownBy(() -> parse("pool: {name: p, machines: [%s]}".formatted(machines)))
                .hasMessageEndingWith("\npool.yaml: and 5 more")
                .satisfies(
                        e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSize(21));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatIsNoPlainYamlIsRefusedWithItsLine(String yaml, String message) {
        assertThatThrownBy(() -> parse(yaml))
                .isInstanceOf(PoolFileException.class)
                .hasMessageStartingWith(message);
    }

    static Stream<Arguments> whatIsNoPlainYamlIsRefusedWithItsLine() {
        return Stream.of(
                arguments("", "pool.yaml:1: pool: wanted a section, found nothing"),
                arguments("# only this\n", "pool.yaml:1: pool: wanted a section, found nothing"),
                arguments("pool:\n", "pool.yaml:1: pool: wanted a section, found nothing"),
                arguments("- a\n", "pool.yaml:1: the file: wanted a section with the keys [pool], found a list"),
                arguments("pool:\n  name: [\n", "pool.yaml:3: wanted YAML, found at column 1: "),
                arguments("pool:\n\tname: x\n", "pool.yaml:2: wanted YAML, found at column 1: "),
                arguments(
                        "pool: &a\n  name: *a\n",
                        "pool.yaml:2: wanted the value itself, found a reference (*) to another place"),
                arguments("pool: {}\n---\npool: {}\n", "pool.yaml:2: wanted one document, found a second one (---)"),
                arguments("[".repeat(100_000), "pool.yaml:1: wanted at most 16 levels, found more"),
                arguments(
                        "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\npool: [*b,*b,*b,*b]\n",
                        "pool.yaml:2: wanted the value itself, found a reference (*)"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aFileOfFiveMebibytesIsReadAndALargerOneIsNot(int extra, @TempDir Path folder) throws Exception {
        String yaml = "pool: {name: p, machines: [{id: %s}]}\n#".formatted(A);
        var file = folder.resolve("pool.yaml");
        String comment = "x".repeat(100) + "\n#";
        String filler = comment.repeat(PoolFile.MAX_BYTES / comment.length() + 1);
        Files.writeString(file, yaml + filler.substring(0, PoolFile.MAX_BYTES - yaml.length() + extra));

        if (extra == 0) {
            assertThat(PoolFile.read(file).name()).isEqualTo("p");
        } else {
            assertThatThrownBy(() -> PoolFile.read(file))
                    .hasMessage(file + ": wanted at most 5242880 bytes, found more");
        }
    }

    @Test
    void whatIsNoReadableFileIsRefused(@TempDir Path folder) throws Exception {
        var missing = folder.resolve("none.yaml");
        var latin1 = folder.resolve("latin1.yaml");
        Files.write(latin1, "pool: {name: \u00e9}".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> PoolFile.read(missing))
                .hasMessage(missing + ": wanted a pool file, found nothing there");
        assertThatThrownBy(() -> PoolFile.read(folder)).hasMessage(folder + ": wanted a pool file, found no file");
        assertThatThrownBy(() -> PoolFile.read(latin1)).hasMessage(latin1 + ": wanted UTF-8 text, found other bytes");
    }

    @Test
    void aMessageShowsAPieceOfALongValueOnOneLine() {
        assertThatThrownBy(() -> parse("pool: {name: \"a\\n%s\", machines: [{id: %s}]}".formatted("x".repeat(200), A)))
                .hasMessageEndingWith("found 'a?%s…'".formatted("x".repeat(78)));
    }

    private static PoolConfig parse(String yaml) throws PoolFileException {
        return PoolFile.parse(yaml, Path.of("pool.yaml"));
    }
}
