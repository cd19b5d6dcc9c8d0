package io.dbcpool.bench.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.bench.BenchException;
import io.dbcpool.bench.build.TestReports.TestClass;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestReportsTest {

    @TempDir
    private Path home;

    @Test
    void reportsOfAllModulesAreReadTheSlowestFirst() throws Exception {
        report("libraries/values", "surefire-reports", "io.dbcpool.values.MachineIdTest", "0.25");
        report("rental-watcher", "surefire-reports", "io.dbcpool.watcher.GuardTest", "12.5");
        report("rental-watcher", "failsafe-reports", "io.dbcpool.watcher.WatcherIT", "1,149.75");

        assertThat(TestReports.read(home))
                .containsExactly(
                        new TestClass("rental-watcher", "io.dbcpool.watcher.WatcherIT", 3, 1_149.75),
                        new TestClass("rental-watcher", "io.dbcpool.watcher.GuardTest", 3, 12.5),
                        new TestClass("libraries/values", "io.dbcpool.values.MachineIdTest", 3, 0.25));
    }

    @Test
    void aReportThatIsNoneNamesItsFile() throws Exception {
        report("values", "surefire-reports", "io.dbcpool.values.MachineIdTest", "0.25");
        Path broken = home.resolve("values/target/surefire-reports/TEST-x.xml");
        Files.writeString(broken, "<html/>");

        assertThatThrownBy(() -> TestReports.read(home))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining(broken.toString());
    }

    private void report(String module, String folder, String name, String seconds) throws Exception {
        Path reports =
                Files.createDirectories(home.resolve(module).resolve("target").resolve(folder));
        Files.writeString(home.resolve(module).resolve("pom.xml"), "<project/>");
        Files.writeString(reports.resolve("TEST-" + name + ".xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite version="3.0.2" name="%s" time="%s" tests="3" errors="0" skipped="0" failures="0">
                  <testcase name="one" time="0.1"/>
                </testsuite>
                """.formatted(name, seconds));
    }
}
