package io.dbcpool.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docker-compose.yml} itself says; {@link ComposeIT} asks docker-compose, where it is there. */
class ComposeFileTest {

    private static final Map<?, ?> FILE = AlertRule.yaml(Repository.root().resolve("docker-compose.yml"));

    /** Made outside of this repository: what it needs of its container is not ours to say. */
    private static final Set<String> FOREIGN = Set.of("dbc-client");

    private record Service(String name, Map<Object, Object> settings) {
        List<?> list(String key) {
            return settings.get(key) instanceof List<?> list ? list : List.of();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void aProfileHasWhatItsServerNeeds() {
        assertThat(profile("pool"))
                .containsExactlyInAnyOrder(
                        "broadcast-listener", "chain-bridge", "pool-console", "kafka", "prometheus", "alertmanager");
        assertThat(profile("host")).containsExactlyInAnyOrder("rental-watcher", "node-agent");
        assertThat(profile("ha"))
                .containsExactlyInAnyOrder(
                        "broadcast-listener", "chain-bridge", "pool-console", "kafka-ha", "prometheus", "alertmanager");
        assertThat(profile("client")).containsExactly("dbc-client");
    }

    /** Else a plain {@code up} would start half a pool. */
    @ParameterizedTest
    @MethodSource("services")
    void everyServiceHasAProfile(Service service) {
        assertThat(service.list("profiles")).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyServiceIsHeldIn(Service service) {
        assertThat(service.list("cap_drop")).asString().isEqualTo("[ALL]");
        assertThat(service.list("security_opt")).asString().contains("no-new-privileges:true");
        assertThat(service.settings()).containsKeys("mem_limit", "restart", "stop_grace_period", "logging");
        assertThat(service.settings()).containsEntry("network_mode", "host").doesNotContainKey("privileged");
        if (!FOREIGN.contains(service.name())) {
            assertThat(service.settings()).containsEntry("read_only", true).containsKey("healthcheck");
        }
    }

    /** Each of the watcher's few is explained, in the file and for the operator; nobody else has any. */
    @ParameterizedTest
    @MethodSource("services")
    void onlyTheWatcherHasCapabilitiesAndEachIsExplained(Service service) {
        var given = service.list("cap_add").stream().map(Object::toString).toList();
        if (!service.name().equals("rental-watcher")) {
            assertThat(given).isEmpty();
            return;
        }
        assertThat(given).containsExactly("KILL", "SYS_PTRACE", "DAC_READ_SEARCH", "SETUID", "SETGID");
        String page = Repository.read(Repository.root().resolve("docs/deployment.md"));
        assertThat(page).contains(given);
    }

    @Test
    void noServiceWaitsForOneThatAnotherProfileHas() {
        for (Service service : services()) {
            if (service.settings().get("depends_on") instanceof Map<?, ?> others) {
                for (Object other : others.keySet()) {
                    assertThat(find(other.toString()).list("profiles").containsAll(service.list("profiles")))
                            .as("%s waits for %s", service, other)
                            .isTrue();
                }
            }
        }
    }

    static List<Service> services() {
        return AlertRule.map(FILE, "services").entrySet().stream()
                .map(entry -> new Service(entry.getKey().toString(), merged((Map<?, ?>) entry.getValue())))
                .toList();
    }

    private static Service find(String name) {
        return services().stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> profile(String name) {
        return services().stream()
                .filter(service -> service.list("profiles").contains(name))
                .map(Service::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** With what {@code <<} brings, which YAML 1.2 knows nothing of. */
    private static Map<Object, Object> merged(Map<?, ?> settings) {
        var merged = new LinkedHashMap<Object, Object>();
        if (settings.get("<<") instanceof Map<?, ?> common) {
            merged.putAll(merged(common));
        }
        settings.forEach((key, value) -> {
            if (!key.equals("<<")) {
                merged.put(key, value);
            }
        });
        return merged;
    }
}
