package io.dbcpool.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dbcpool.cli.PoolCommandLine;
import io.dbcpool.cli.drill.DrillCommand.Patience;
import io.dbcpool.cli.pool.HttpPorts;
import io.dbcpool.cli.process.RunFiles;
import io.dbcpool.events.EventCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads of a drill, from a watcher that says one thing after the other. */
class DrillCommandTest {

    private static final String MACHINE = "8e".repeat(32);
    private static final String DRILL = "00000000-0000-4000-8000-00000000000d";
    private static final String DOMAIN = "{\"name\":\"owner-vm-1\",\"uuid\":\"5d4f7a0e-9a53-4c35-8f0b-0f6b2f7d3c11\"}";
    private static final String RUNNING = """
        {"drillId":"%s","operator":"kim","domain":%s,"elapsedMillis":1,"steps":[{"name":"ask","atMillis":1}]}
        """.formatted(DRILL, DOMAIN);
    private static final String WAITS = "{\"domain\":%s,\"state\":\"waiting\",\"why\":\"\"}".formatted(DOMAIN);
    private static final int WATCHER_PORT_OFFSET = 2;

    @TempDir
    Path folder;

    private final List<String> views = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;
    private final InputStream realIn = System.in;
    private String answer = "{\"drillId\":\"%s\",\"missing\":[]}".formatted(DRILL);
    private HttpServer watcher;

    @BeforeEach
    void startWatcher() throws IOException {
        watcher = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        watcher.createContext("/machines/" + MACHINE, exchange -> say(exchange, nextView()));
        watcher.createContext("/machines/" + MACHINE + "/drill", exchange -> say(exchange, answer));
        watcher.start();
        Path state = folder.resolve("state");
        new RunFiles(state).writePorts(new HttpPorts(watcher.getAddress().getPort() - WATCHER_PORT_OFFSET));
        Files.createDirectories(state.resolve("rental-watcher"));
        Files.writeString(state.resolve("rental-watcher/local-token"), "token");
        Files.writeString(
                folder.resolve("pool.yaml"),
                "pool:\n  name: p\n  machines:\n    - id: %s\n      name: gpu-01\n".formatted(MACHINE));
        var both = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
    }

    @AfterEach
    void stopWatcher() {
        System.setOut(realOut);
        System.setErr(realErr);
        System.setIn(realIn);
        watcher.stop(0);
    }

    private String nextView() {
        return views.size() > 1 ? views.remove(0) : views.get(0);
    }

    private static void say(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String result(String outcome, String why) {
        return """
            {"drillId":"%s","domain":%s,"outcome":"%s","why":"%s","steps":[{"name":"released","atMillis":900}]}
            """.formatted(DRILL, DOMAIN, outcome, why);
    }

    /** As the watcher shows a machine, without what no drill looks at. */
    private static String view(String belief, String domainState, String running, String last, String comebacks) {
        return """
            {"machineId":"%s","name":"gpu-01","belief":{"state":"%s","why":"order 1234","claimedBy":[],"lastSaid":[]},
             "ownDomains":[{"entry":"owner-vm-1","uuid":"5d4f7a0e-9a53-4c35-8f0b-0f6b2f7d3c11","name":"owner-vm-1","state":"%s"}],
             "runningVacates":[],"comebacks":[%s],
             "drills":{"missing":[],"planned":[{"domain":%s,"budget":{"softMillis":5000,"termMillis":7000,"deadlineMillis":10000}}],
                       "running":[%s],"last":[%s]}}
            """.formatted(MACHINE, belief, domainState, comebacks, DOMAIN, running, last);
    }

    private int drill(String... words) {
        var line = new ArrayList<>(List.of(
                "drill", "gpu-01", "--yes", "-c", folder.resolve("pool.yaml").toString()));
        line.addAll(List.of(words));
        var patience = new Patience(Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofSeconds(2));
        return PoolCommandLine.run(line, new DrillCommand(patience));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void oneThatFitsIsSaidToRunAgainOnceItDoes() {
        String fits = result("fits", "off after 900 ms of 10000 ms");
        views.addAll(List.of(
                view("free", "running", "", "", ""),
                view("free", "running", RUNNING, "", ""),
                view("free", "running", RUNNING, fits, ""), // released, and libvirt has not said off
                view("free", "shut-off", "", fits, WAITS),
                view("free", "running", "", fits, "")));

        assertThat(drill()).isZero();
        assertThat(said().lines())
                .containsSubsequence(
                        "       1 ms  owner-vm-1  ask",
                        "     900 ms  owner-vm-1  released",
                        "owner-vm-1: fits; off after 900 ms of 10000 ms",
                        "owner-vm-1: started again");
    }

    @Test
    void oneThatDoesNotFitIsSaidToStayOffAndWhy() {
        String late = result("does-not-fit", "off after 10100 ms of 10000 ms");
        String refused =
                "{\"domain\":%s,\"state\":\"refused\",\"why\":\"its last drill took 10100 ms\"}".formatted(DOMAIN);
        views.addAll(List.of(
                view("free", "running", "", "", ""),
                view("free", "running", RUNNING, "", ""),
                view("free", "shut-off", "", late, refused)));

        assertThat(drill()).isEqualTo(1);
        assertThat(said()).contains("owner-vm-1: NOT started again: its last drill took 10100 ms");
    }

    @Test
    void oneWhoseMachineIsRentedMeanwhileIsSaidToStayOff() {
        views.addAll(List.of(
                view("free", "running", "", "", ""),
                view("free", "running", RUNNING, "", ""),
                view("rented", "shut-off", "", "", "")));

        assertThat(drill()).isEqualTo(1);
        assertThat(said())
                .contains("nothing was measured", "owner-vm-1: NOT started again: the machine is rented: order 1234");
    }

    /** Between two looks it began and became a vacate: nobody ever saw it under way. */
    @Test
    void oneThatIsNeverSeenUnderWayIsNotWaitedForUntilTheEnd() {
        views.addAll(List.of(view("free", "running", "", "", ""), view("rented", "shut-off", "", "", "")));
        long began = System.nanoTime();

        assertThat(drill()).isEqualTo(1);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
        assertThat(said()).contains("nothing was measured");
    }

    @Test
    void oneThatDoesNotComeBackIsNotWaitedForForEver() {
        views.addAll(List.of(
                view("free", "running", "", "", ""),
                view("free", "shut-off", "", result("fits", "off after 900 ms of 10000 ms"), WAITS)));

        assertThat(drill()).isZero();
        assertThat(said()).contains("owner-vm-1: not started again yet: it is about to be started");
    }

    @Test
    void asJsonItIsOneLineWithWhatCameAfterwards() throws IOException {
        String fits = result("fits", "off after 900 ms of 10000 ms");
        views.addAll(List.of(
                view("free", "running", "", "", ""),
                view("free", "shut-off", "", fits, WAITS),
                view("free", "running", "", fits, "")));

        assertThat(drill("--json")).isZero();
        var json = EventCodec.json().readTree(said());
        assertThat(json.path("fits").asBoolean()).isTrue();
        assertThat(json.path("domains")).hasSize(1);
        assertThat(json.path("afterwards")).singleElement().satisfies(after -> {
            assertThat(after.path("domain")).isEqualTo(EventCodec.json().readTree(DOMAIN));
            assertThat(after.path("startedAgain").asBoolean()).isTrue();
        });
    }

    @Test
    void whatIsMissingIsSaidAndNothingIsDone() {
        answer = "{\"missing\":[\"its hypervisor does not answer\"]}";
        views.add(view("free", "running", "", "", ""));

        assertThat(drill()).isEqualTo(1);
        assertThat(said()).contains("gpu-01 is not drilled", "its hypervisor does not answer");
    }

    @Test
    void theQuestionPromisesNoStartThatMayNotCome() {
        views.add(view("free", "running", "", "", ""));
        System.setIn(InputStream.nullInputStream());

        var words = List.of("drill", "gpu-01", "-c", folder.resolve("pool.yaml").toString());
        assertThat(PoolCommandLine.run(words)).isEqualTo(1);
        assertThat(said()).contains("if it was off in time", "if the machine stays free");
    }
}
