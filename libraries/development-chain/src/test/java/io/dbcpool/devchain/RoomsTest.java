package io.dbcpool.devchain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** The rules of the pallets know no clock, no socket and nobody who listens. */
class RoomsTest {

    private static final JavaClasses CHAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.dbcpool.devchain");

    @Test
    void rulesAreFunctionsOfWhatIsStored() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..devchain.storage..", "..devchain.runtime..", "..devchain.pallet..", "..devchain.block..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..devchain.chain..", "..devchain.rpc..", "..devchain.websocket..", "java.net..", "java.time..")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(CHAIN);
    }

    @Test
    void onlyTheAdapterKnowsSockets() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..devchain.websocket..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.java_websocket..", "java.nio.channels..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Socket.class)
                .check(CHAIN);
    }
}
