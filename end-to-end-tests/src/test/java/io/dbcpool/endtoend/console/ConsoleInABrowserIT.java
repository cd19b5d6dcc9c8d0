package io.dbcpool.endtoend.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.dbcpool.endtoend.pool.ConsoleProcess;
import io.dbcpool.endtoend.pool.PoolCommand;
import io.dbcpool.endtoend.pool.Seat;
import io.dbcpool.events.ChainRental.Tenancy;
import io.dbcpool.events.NodeReadiness;
import io.dbcpool.events.NodeRental;
import io.dbcpool.values.Word;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * What an operator sees, in a real browser, of records that are written while he looks. In an order for the pictures.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(240)
class ConsoleInABrowserIT {

    private static final int MACHINES = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Wide enough for a machine that others use as well; a page that is built anew each time takes 10 s. */
    private static final double LONGEST_FRAME_MILLIS = 2_000;

    private static final int WATCHERS = 500;

    /** What docker-compose.yml lets a service have. */
    private static final long MEMORY_LIMIT_KIB = 384 * 1_024;

    /** A phone, and a desk. */
    private static final int PHONE = 390;

    private static final int DESK = 1_400;

    @SuppressWarnings("NullAway.Init")
    private static ConsoleProcess console;

    @SuppressWarnings("NullAway.Init")
    private static Chromium chromium;

    @SuppressWarnings("NullAway.Init")
    private static Records records;

    @SuppressWarnings("NullAway.Init")
    private static List<Seat> seats;

    @BeforeAll
    static void start() throws Exception {
        var program = Chromium.find();
        assumeTrue(program.isPresent(), "no Chromium is here; on Debian: apt-get install chromium");
        seats = IntStream.rangeClosed(1, MACHINES)
                .mapToObj(number -> Seat.of(number, URI.create("qemu+tcp://127.0.0.1:16509/system")))
                .toList();
        console = ConsoleProcess.start("console", seats);
        records = new Records(console.bootstrapServers());
        chromium = Chromium.start(program.get());
        tellAStory();
    }

    /** Six machines of a pool on an ordinary day, and a month of vacates. */
    private static void tellAStory() {
        for (Seat seat : seats.subList(0, 8)) {
            records.tell(Records.owner(seat, NodeRental.Kind.OWNER_DOMAIN_STARTED));
            records.tell(Records.chain(seat, Tenancy.FREE));
            records.tell(Records.broadcast(seat, Word.EMPTY));
            records.tell(Records.drill(seat, 1_800));
            records.tell(Records.readiness(seat, NodeReadiness.State.OK));
        }
        records.tell(Records.readiness(seats.get(5), NodeReadiness.State.WRONG));
        for (int i = 0; i < 60; i++) {
            records.tell(Records.completed(
                    seats.get(i % 5),
                    Instant.now().minus(Duration.ofHours(2 + 9L * i)),
                    900 + 137L * (i % 23) + 25L * i));
        }
        records.flush();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
            records.close();
            console.close();
        }
    }

    @AfterEach
    void nothingComplainedAndNothingCameFromElsewhere() {
        if (chromium != null) {
            assertThat(chromium.complaints()).isEmpty();
            assertThat(chromium.strangers()).isEmpty();
        }
    }

    @Test
    @Order(2)
    void aVacateIsCountedDownLiveAndALateOneIsRedAndAnnounced() {
        Seat seat = seats.get(1);
        try (Page page = open("/", DESK, ColorScheme.LIGHT)) {
            String row = "#m-" + seat.id();
            page.waitForSelector("#link.live");
            page.focus("#a-" + seat.id());

            Instant signal = Instant.now();
            records.tell(Records.started(seat, signal));
            page.waitForSelector(row + ".vacating [data-deadline]");
            await("it is said", () -> page.textContent("#whisper").contains("owner-vm-02 is being stopped"));
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("a-" + seat.id());
            double first = secondsLeft(page, row);
            assertThat(first).isBetween(0.0, 10.0);
            await("it counts down", () -> secondsLeft(page, row) < first - 1);
            records.tell(Records.step(seat, signal, "ask", 40));
            await("its step is shown", () -> page.textContent(row).contains("last step: ask"));
            picture(page, "console");

            page.waitForSelector(
                    row + ".late", new Page.WaitForSelectorOptions().setTimeout((double) PATIENCE.toMillis()));
            await(
                    "it is announced",
                    () -> page.textContent("#announcer").contains("gpu-02: owner-vm-02 is past its deadline"));
            assertThat(page.textContent(row)).contains("s too late").contains("needs you now");
            assertThat(page.textContent("#summary")).contains("of 1000 machines need you now");
            assertThat(page.evaluate("s => getComputedStyle(document.querySelector(s)).backgroundColor", row))
                    .isNotEqualTo("rgba(0, 0, 0, 0)");

            records.tell(Records.completed(seat, signal, 12_345));
            await("so is its end", () -> page.textContent("#announcer").contains("was 2345 ms late"));
            await("and its row", () -> page.textContent(row).contains("last was 2.3 s LATE"));
            picture(page, "console-late");
        }
    }

    @Test
    @Order(4)
    void aBrowserWhoseClockIsWrongCountsTheSame() {
        Seat seat = seats.get(6);
        var context = options(DESK, ColorScheme.LIGHT);
        try (Page page = chromium.open(console.url("/"), context)) {
            page.clock()
                    .setSystemTime(
                            System.currentTimeMillis() - Duration.ofHours(3).toMillis());
            page.reload();
            page.waitForSelector("#link.live");

            records.tell(Records.started(seat, Instant.now()));

            page.waitForSelector("#m-%s [data-deadline]".formatted(seat.id()));
            assertThat(secondsLeft(page, "#m-" + seat.id())).isBetween(0.0, 10.0);
            records.tell(Records.completed(seat, Instant.now().minusSeconds(1), 900));
        }
    }

    @Test
    @Order(5)
    void aThousandMachinesAreBroughtUpToDate() {
        try (Page page = open("/", DESK, ColorScheme.LIGHT)) {
            page.waitForSelector("#link.live");
            assertThat(page.locator("#machines > tr").count()).isEqualTo(MACHINES);
            page.evaluate("""
                    () => { window.frames = []; let last = performance.now();
                      const look = now => { window.frames.push(now - last); last = now; requestAnimationFrame(look); };
                      requestAnimationFrame(look); }""");
            long began = System.nanoTime();

            seats.forEach(seat -> records.tell(Records.broadcast(seat, Word.RENTING)));
            Instant signal = Instant.now();
            seats.subList(100, 200).forEach(seat -> records.tell(Records.started(seat, signal)));

            await(
                    "every row has changed",
                    () -> page.locator("#machines td:last-child:has-text('renting from')")
                                    .count()
                            == MACHINES);
            double seconds = (System.nanoTime() - began) / 1e9;
            await(
                    "every vacate is shown",
                    () -> page.locator("#machines [data-deadline]").count() >= 100);
            @SuppressWarnings("unchecked")
            var frames = (List<Number>) page.evaluate("window.frames");
            double longest =
                    frames.stream().mapToDouble(Number::doubleValue).max().orElse(0);
            System.out.printf(
                    "figures: console, 1,000 rows changed in %.1f s, %d frames, the longest %.0f ms%n",
                    seconds, frames.size(), longest);
            assertThat(longest)
                    .as("the longest time in which the page stood still, ms")
                    .isLessThan(LONGEST_FRAME_MILLIS);
            seats.subList(100, 200).forEach(seat -> records.tell(Records.completed(seat, signal, 3_000)));
        }
    }

    @Test
    @Order(1)
    void everyPageIsAccessibleOnAPhoneAndAtADeskInLightAndInDark() {
        String machine = "/machines/" + seats.get(0).id();
        // Of a thousand rows that are alike, as many as the checker goes through in a second.
        for (String path : List.of("/", machine, "/figures", "/sign-in")) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                int width = scheme == ColorScheme.LIGHT ? DESK : PHONE;
                try (Page page = open(path, width, scheme)) {
                    page.evaluate(
                            "for (const row of [...document.querySelectorAll('#machines > tr')].slice(12)) row.remove()");
                    picture(
                            page,
                            "console"
                                    + (path.equals("/")
                                            ? "-pool"
                                            : path.equals(machine) ? "-machine" : path.replace('/', '-'))
                                    + (scheme == ColorScheme.DARK ? "-phone-dark" : ""));
                    assertThat(new AxeBuilder(page)
                                    .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                                    .setLegacyMode(true)
                                    .analyze()
                                    .getViolations())
                            .as("%s %s", path, scheme)
                            .extracting(ConsoleInABrowserIT::inWords)
                            .isEmpty();
                    assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"))
                            .as("%s fits %d px", path, width)
                            .isTrue();
                }
            }
        }
    }

    @Test
    @Order(3)
    void theKeyboardReachesEverything() {
        try (Page page = open("/", DESK, ColorScheme.LIGHT)) {
            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.activeElement.className")).isEqualTo("skip");
            page.keyboard().press("Enter");
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("content");
            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.activeElement.id"))
                    .isEqualTo("a-" + seats.get(0).id());
            page.keyboard().press("Enter");
            page.waitForURL("**/machines/**");
            assertThat(page.textContent("h1")).isEqualTo("gpu-01");
            assertThat(page.textContent(".timeline")).contains("DBC node says");
        }
    }

    @Test
    @Order(6)
    void fiveHundredWatchersAreAllToldAndCostNoThreadEach() throws Exception {
        Seat seat = seats.get(7);
        String since = since();
        long threads = console.service().threads();
        var watchers = new ArrayList<LiveSocket>();
        try {
            for (int i = 0; i < WATCHERS; i++) {
                watchers.add(LiveSocket.open(console.url("/live?since=" + since)));
            }
            Instant signal = Instant.now();
            records.tell(Records.started(seat, signal));

            for (LiveSocket watcher : watchers) {
                watcher.awaitText("id=\"m-" + seat.id());
            }
            System.out.printf(
                    "figures: console, %d watchers, %d threads more, %d MiB resident%n",
                    WATCHERS,
                    console.service().threads() - threads,
                    console.service().residentKib() / 1_024);
            assertThat(console.service().threads() - threads).isLessThan(50);
            assertThat(console.service().residentKib()).isLessThan(MEMORY_LIMIT_KIB);
            records.tell(Records.completed(seat, signal, 900));
        } finally {
            for (LiveSocket watcher : watchers) {
                watcher.close();
            }
        }
        await(
                "all are forgotten",
                () -> console.service().text("/q/metrics").contains("\ndbcpool_console_viewers 0.0\n"));
    }

    /** What a page that is loaded now would ask to hear from. */
    private static String since() {
        String html = console.service().page("/");
        int at = html.indexOf("/live?since=") + "/live?since=".length();
        return html.substring(at, html.indexOf('"', at));
    }

    private static double secondsLeft(Page page, String row) {
        return Double.parseDouble(page.textContent(row + " .countdown").replaceAll("[^0-9.]", ""));
    }

    private static Page open(String path, int width, ColorScheme scheme) {
        return chromium.open(console.url(path), options(width, scheme));
    }

    private static NewContextOptions options(int width, ColorScheme scheme) {
        return new NewContextOptions()
                .setViewportSize(width, 800)
                .setColorScheme(scheme)
                .setLocale("en-US");
    }

    /** Playwright hears of the page only while it is asked something, so its thread may not just sleep. */
    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(100))
                .atMost(PATIENCE)
                .until(condition);
    }

    /** For the README, when asked for; else beside the test's other files. */
    private static void picture(Page page, String name) {
        Path folder = Boolean.getBoolean("dbcpool.pictures")
                ? PoolCommand.home().resolve("docs/pictures")
                : Path.of("target/pictures").toAbsolutePath();
        page.screenshot(new ScreenshotOptions().setPath(folder.resolve(name + ".png")));
    }

    private static String inWords(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList();
    }
}
