package io.dbcpool.endtoend.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.dbcpool.endtoend.pool.PoolCommand;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walls of the house, read from what was compiled. */
class HouseTest {

    private static final List<String> MODULES = List.of(
            "libraries/values",
            "libraries/substrate-client",
            "libraries/dbc-chain",
            "libraries/events",
            "libraries/history",
            "libraries/receipts",
            "libraries/configuration",
            "libraries/broadcast",
            "libraries/hypervisor",
            "libraries/bus",
            "libraries/real-parts",
            "libraries/development-chain",
            "libraries/bonding",
            "libraries/node-key",
            "libraries/host-checks",
            "broadcast-listener",
            "rental-watcher",
            "node-agent",
            "chain-bridge",
            "pool-console",
            "pool-cli");

    private static final String LISTENER = "io.dbcpool.listener..";
    private static final String WATCHER = "io.dbcpool.watcher..";
    private static final String AGENT = "io.dbcpool.agent..";
    private static final String BRIDGE = "io.dbcpool.bridge..";
    private static final String CONSOLE = "io.dbcpool.console..";
    private static final String CLI = "io.dbcpool.cli..";
    private static final String[] ABOVE_LIBRARIES = {LISTENER, WATCHER, AGENT, BRIDGE, CONSOLE, CLI};

    /** The rooms of rules: functions of state and input, and nothing else. */
    private static final String[] PURE = {
        "io.dbcpool.watcher.belief..",
        "io.dbcpool.watcher.vacate..",
        "io.dbcpool.watcher.owner..",
        "io.dbcpool.watcher.comeback..",
        "io.dbcpool.watcher.drill..",
        "io.dbcpool.watcher.release..",
        "io.dbcpool.listener.coalesce..",
        "io.dbcpool.listener.telling..",
        "io.dbcpool.listener.silence..",
        "io.dbcpool.host.probe..",
        "io.dbcpool.host.check..",
        "io.dbcpool.host.setup..",
        "io.dbcpool.agent.alarm..",
        "io.dbcpool.agent.machine..",
        "io.dbcpool.agent.picture..",
        "io.dbcpool.agent.readiness..",
        "io.dbcpool.console.view..",
        "io.dbcpool.console.trace..",
        "io.dbcpool.hypervisor.ownership.."
    };

    /** What a rule may know, besides the JDK's words for text, numbers, times and collections. */
    private static final String[] OUR_WORDS = {
        "io.dbcpool.values..",
        "io.dbcpool.events..",
        "io.dbcpool.hypervisor",
        "io.dbcpool.configuration..",
        "org.pcollections",
        "org.jspecify.."
    };

    private static final String[] JDK_WORDS = {
        "java.lang",
        "java.lang.annotation",
        "java.lang.invoke",
        "java.lang.runtime",
        "java.math",
        "java.nio.charset",
        "java.security",
        "java.time..",
        "java.util",
        "java.util.function",
        "java.util.regex",
        "java.util.stream"
    };

    private static final Set<String> CLOCKS =
            Set.of("System.nanoTime", "System.currentTimeMillis", "Clock.systemUTC", "Clock.systemDefaultZone");

    private static final Set<String> DICE = Set.of("UUID.randomUUID", "Math.random");

    private static final JavaClasses HOUSE = read();

    private static JavaClasses read() {
        var compiled = MODULES.stream()
                .map(module -> PoolCommand.home().resolve(module).resolve("target/classes"))
                .toList();
        assertThat(compiled).as("compiled modules").allMatch(Files::isDirectory);
        return new ClassFileImporter().importPaths(compiled.toArray(Path[]::new));
    }

    @Test
    void librariesKnowNoQuarkusAndNoService() {
        noClasses()
                .that()
                .resideInAPackage("io.dbcpool..")
                .and()
                .resideOutsideOfPackages(ABOVE_LIBRARIES)
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.quarkus..", "jakarta..", "io.smallrye..", "io.micrometer..")
                        .or(resideInAnyPackage(ABOVE_LIBRARIES)))
                .check(HOUSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTENER, WATCHER, AGENT, BRIDGE, CONSOLE, CLI})
    void aServiceKnowsNoOther(String service) {
        noClasses()
                .that()
                .resideInAPackage(service)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Arrays.stream(ABOVE_LIBRARIES)
                        .filter(other -> !other.equals(service))
                        .toArray(String[]::new))
                .check(HOUSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTENER, WATCHER, AGENT, BRIDGE, CONSOLE})
    void noServiceMakesItsOwnWorld(String service) {
        noClasses()
                .that()
                .resideInAPackage(service)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.dbcpool.parts..")
                .check(HOUSE);
    }

    @Test
    void valuesKnowOnlyTheJdk() {
        classes()
                .that()
                .resideInAPackage("io.dbcpool.values..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.dbcpool.values..")
                .check(HOUSE);
    }

    @Test
    void pureRoomsKnowOnlyWordsAndEachOther() {
        classes()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(JDK_WORDS)
                        .or(resideInAnyPackage(OUR_WORDS))
                        .or(resideInAnyPackage(PURE))
                        .or(describe("a name of a place", type -> type.isEquivalentTo(URI.class)))
                        .or(describe("arrays and primitives", type -> type.isArray() || type.isPrimitive())))
                .check(HOUSE);
    }

    @Test
    void pureRoomsStartNothingAndPrintNothing() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat(describe(
                        "threads and processes",
                        type -> Stream.of("Thread", "ThreadLocal", "Process", "ProcessBuilder", "ProcessHandle")
                                .anyMatch(name -> type.getName().equals("java.lang." + name))))
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(HOUSE);
    }

    @Test
    void pureRoomsReadNoClockAndThrowNoDice() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .callMethodWhere(describe("a clock is read, or dice are thrown", HouseTest::isImpure))
                .check(HOUSE);
    }

    @Test
    void noPackageIsADrawer() {
        noClasses()
                .should()
                .resideInAnyPackage(Stream.of("util", "utils", "common", "internal", "helper", "manager", "domain")
                        .map(".."::concat)
                        .map(name -> name + "..")
                        .toArray(String[]::new))
                .check(HOUSE);
    }

    @Test
    void theRoomsOfTheWatcherAreInNoCircle() {
        slices().matching("io.dbcpool.watcher.(belief|vacate|owner|comeback|drill|release|receipt|process|journal)..")
                .should()
                .beFreeOfCycles()
                .check(HOUSE);
    }

    @Test
    void everyPackageTellsItsStoryAndIsNullMarked() {
        var packages = HOUSE.stream()
                .filter(type -> type.getPackageName().startsWith("io.dbcpool"))
                .map(JavaClass::getPackage)
                .distinct()
                .toList();

        assertThat(packages).hasSizeGreaterThan(40).allMatch(one -> one.isAnnotatedWith(NullMarked.class));
    }

    private static boolean isImpure(JavaMethodCall call) {
        var owner = call.getTargetOwner();
        String method = owner.getSimpleName() + "." + call.getName();
        boolean isNow =
                owner.getPackageName().equals("java.time") && call.getName().equals("now");
        return isNow || CLOCKS.contains(method) || DICE.contains(method);
    }
}
