package io.dbcpool.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A line of the threat model that no test shows is a hope. */
class ThreatModelTest {

    /** {@code SomeTest} or {@code SomeIT}, perhaps with a method. */
    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z0-9]*(?:Test|IT))(?:\\.([a-z][A-Za-z0-9]*))?`");

    @Test
    void everyTestThatItNamesIsThere() throws IOException {
        String page = Repository.read(Repository.root().resolve("docs/threat-model.md"));
        Set<String> missing = new TreeSet<>();
        var named = NAMED.matcher(page).results().toList();

        assertThat(named).hasSizeGreaterThan(10);
        for (MatchResult test : named) {
            if (!isThere(test.group(1), test.group(2))) {
                missing.add(test.group());
            }
        }
        assertThat(missing).isEmpty();
    }

    private static boolean isThere(String type, String method) throws IOException {
        try (var files = Files.walk(Repository.root())) {
            return files.filter(file -> file.endsWith(type + ".java"))
                    .filter(file -> file.toString().contains("/src/test/java/"))
                    .map(Path::toAbsolutePath)
                    .anyMatch(file -> method == null || Repository.read(file).contains("void " + method + "("));
        }
    }
}
