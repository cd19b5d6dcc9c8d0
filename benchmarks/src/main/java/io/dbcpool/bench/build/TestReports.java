package io.dbcpool.bench.build;

import io.dbcpool.bench.BenchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What surefire and failsafe wrote of the last run of each test class, in {@code target} of each module. */
final class TestReports {

    private static final List<String> FOLDERS = List.of("surefire-reports", "failsafe-reports");
    private static final int MODULES_DEPTH = 3;

    /**
     * @param module its folder, from the clone's
     * @param seconds from its first test to the end of its last
     */
    record TestClass(String module, String name, int tests, double seconds) {

        String simpleName() {
            return name.substring(name.lastIndexOf('.') + 1);
        }
    }

    private TestReports() {}

    /** The slowest first. */
    static List<TestClass> read(Path home) {
        var found = new ArrayList<TestClass>();
        try (Stream<Path> folders = Files.walk(home, MODULES_DEPTH)) {
            var modules = folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .toList();
            for (Path module : modules) {
                for (String reports : FOLDERS) {
                    addAll(
                            home.relativize(module).toString(),
                            module.resolve("target").resolve(reports),
                            found);
                }
            }
        } catch (IOException e) {
            throw new BenchException("cannot look for test reports in " + home, e);
        }
        found.sort((one, other) -> Double.compare(other.seconds(), one.seconds()));
        return List.copyOf(found);
    }

    private static void addAll(String module, Path folder, List<TestClass> found) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.newDirectoryStream(folder, "TEST-*.xml")) {
            for (Path file : files) {
                try (InputStream xml = Files.newInputStream(file)) {
                    found.add(read(module, xml));
                } catch (XMLStreamException e) {
                    throw new BenchException("%s is no test report: %s".formatted(file, e.getMessage()), e);
                }
            }
        }
    }

    static TestClass read(String module, InputStream xml) throws XMLStreamException {
        var factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        var reader = factory.createXMLStreamReader(xml);
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT
                    && reader.getLocalName().equals("testsuite")) {
                return new TestClass(
                        module,
                        attribute(reader, "name"),
                        Integer.parseInt(attribute(reader, "tests")),
                        // Above 1,000 it is written with a comma.
                        Double.parseDouble(attribute(reader, "time").replace(",", "")));
            }
        }
        throw new XMLStreamException("it has no element testsuite");
    }

    private static String attribute(XMLStreamReader reader, String name) throws XMLStreamException {
        String value = reader.getAttributeValue(null, name);
        if (value == null) {
            throw new XMLStreamException("testsuite has no attribute " + name, reader.getLocation());
        }
        return value;
    }
}
