package io.dbcpool.bonding;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The walls of this library. */
class LibraryTest {

    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.dbcpool.bonding");

    @Test
    void whatIsNextIsDecidedByARuleThatAsksNobody() {
        classes()
                .that()
                .resideInAPackage("io.dbcpool.bonding.step")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.math..",
                        "java.util..",
                        "io.dbcpool.values..",
                        "io.dbcpool.substrate.crypto.address..",
                        "io.dbcpool.chain",
                        "io.dbcpool.chain.machine..",
                        "io.dbcpool.chain.stake..",
                        "io.dbcpool.bonding.state..",
                        "io.dbcpool.bonding.wish..",
                        "io.dbcpool.bonding.step..",
                        "org.jspecify..")
                .check(LIBRARY);
    }

    @Test
    void whatIsNextReadsNoClock() {
        noClasses()
                .that()
                .resideInAPackage("io.dbcpool.bonding.step")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.time..", "java.io..", "java.nio..", "java.net..")
                .check(LIBRARY);
    }

    @Test
    void itsRoomsAreInNoCircle() {
        slices().matching("io.dbcpool.bonding.(*)..").should().beFreeOfCycles().check(LIBRARY);
    }
}
