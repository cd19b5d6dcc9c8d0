package io.dbcpool.substrate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The walls that let others use this library alone. */
class LibraryTest {

    private static final JavaClasses LIBRARY = new ClassFileImporter().importPath(Path.of("target/classes"));

    @Test
    void knowsNothingOfThisProjectAndNoFramework() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.net.ssl..",
                        "io.dbcpool.substrate..",
                        "org.jspecify..",
                        "cafe.cryptography..",
                        "org.bouncycastle..",
                        "net.jpountz..",
                        "com.fasterxml.jackson..")
                .check(LIBRARY);
    }

    @Test
    void scaleKnowsTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("io.dbcpool.substrate.scale..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.dbcpool.substrate.scale..")
                .check(LIBRARY);
    }

    @Test
    void itsRoomsAreInNoCircle() {
        slices().matching("io.dbcpool.substrate.(**)").should().beFreeOfCycles().check(LIBRARY);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(LIBRARY.stream().map(JavaClass::getPackage).distinct())
                .hasSizeGreaterThanOrEqualTo(4)
                .allMatch(one -> one.isAnnotatedWith(NullMarked.class));
    }

    @Test
    void namesNoPalletAndNoTypeOfAChainInParticular() throws IOException {
        Pattern chainsOwn = Pattern.compile(
                "OnlineProfile|RentMachine|MaintainCommittee|TerminatingRental|bond_machine|DeepBrainChain|\\bDBC\\b");
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).hasSizeGreaterThan(50);
            for (Path source : sources) {
                assertThat(Files.readString(source)).as(source.toString()).doesNotContainPattern(chainsOwn);
            }
        }
    }
}
