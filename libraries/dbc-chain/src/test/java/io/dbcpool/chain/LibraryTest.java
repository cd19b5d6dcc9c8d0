package io.dbcpool.chain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Which arrows there are in this library. */
class LibraryTest {

    private static final JavaClasses LIBRARY = new ClassFileImporter().importPath(Path.of("target/classes"));

    @Test
    void itKnowsTheChainsClientAndTheNounsAndNothingElseOfThisProject() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "com.fasterxml.jackson..",
                        "io.dbcpool.values..",
                        "io.dbcpool.substrate..",
                        "io.dbcpool.chain..")
                .check(LIBRARY);
    }

    @Test
    void whatIsToldIsDecidedByARuleThatAsksNobody() {
        classes()
                .that()
                .resideInAPackage("io.dbcpool.chain.feed")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.time..",
                        "java.util..",
                        "io.dbcpool.values..",
                        "io.dbcpool.substrate.block..",
                        "io.dbcpool.substrate.crypto.address..",
                        "io.dbcpool.substrate.crypto.hash..",
                        "io.dbcpool.chain.event..",
                        "io.dbcpool.chain.machine..",
                        "io.dbcpool.chain.rent..",
                        "io.dbcpool.chain.feed..",
                        "org.jspecify..")
                .check(LIBRARY);
    }

    @Test
    void itsRoomsAreInNoCircle() {
        slices().matching("io.dbcpool.chain.(*)..").should().beFreeOfCycles().check(LIBRARY);
    }
}
