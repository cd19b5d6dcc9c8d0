package io.dbcpool.listener;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RoomsTest {

    private static final String[] RULES = {"..listener.coalesce..", "..listener.telling..", "..listener.silence.."};

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.dbcpool.listener");

    @Test
    void rulesKnowOnlyTheJdkValuesEventsAndThemselves() {
        for (String rule : RULES) {
            classes()
                    .that()
                    .resideInAPackage(rule)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "java.lang..",
                            "java.time..",
                            "java.util..",
                            "org.jspecify..",
                            "io.dbcpool.values..",
                            "io.dbcpool.events..",
                            rule)
                    .check(SERVICE);
        }
    }

    @Test
    void rulesReadNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(RULES)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(SERVICE);
    }

    @Test
    void theLoopKnowsNoSocketNoHttpAndNoKafka() {
        noClasses()
                .that()
                .resideInAPackage("..listener.hearing..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.nio..",
                        "jakarta..",
                        "io.quarkus..",
                        "io.micrometer..",
                        "org.apache.kafka..",
                        "..listener.udp..",
                        "..listener.rest..",
                        "..listener.health..",
                        "..listener.micrometer..")
                .check(SERVICE);
    }
}
