package io.dbcpool.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.cli.pool.Installation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * That a vacate has not become several times as slow. It is compared with the owner's own script, which does nothing
 * but the one call, in turn and on the same domain: what else the machine does falls on both alike.
 */
@Timeout(180)
class WatcherBesideTheScriptIT {

    private static final String DOMAIN = "ratio-owner-vm";
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 30;

    /**
     * The median was 2.3 times the script's where nothing else ran, which is 2 to 3 ms, and 3.8 times beside other
     * builds. A wait of 20 ms is above it.
     */
    private static final double BOUND = 8;

    @Test
    void itTakesAFewTimesOfTheScriptAtMost() throws Exception {
        var home = Path.of("..").toAbsolutePath().normalize();
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        try (var ground = Ground.open(new Installation(home, java))) {
            var uri = ground.libvirtd().testUri();
            var setup = PoolSetup.of(uri, DOMAIN, Duration.ZERO);
            try (var scene = new TestDriverScene(uri, DOMAIN);
                    var script = OwnersScript.start(ground, PoolSetup.of(uri, DOMAIN, Duration.ZERO));
                    var watcher = new Watcher("rental-watcher", ground, ground.installation(), setup)) {
                var played = new Rounds(scene, List.of(script, watcher)).play(WARM_UP, ROUNDS);

                var scripts = played.row(TestDriverScene.STOPPED, script).latencies();
                var watchers = played.row(TestDriverScene.STOPPED, watcher).latencies();
                System.out.printf(
                        "figures: a vacate takes %.1f ms (p50) beside the script's %.1f ms, %.1f times%n",
                        watchers.percentileMillis(50), scripts.percentileMillis(50), watchers.ratioTo(scripts, 50));
                assertThat(watchers.ratioTo(scripts, 50))
                        .as(
                                "median of the watcher's %s beside the script's %s, ms",
                                watchers.percentileMillis(50), scripts.percentileMillis(50))
                        .isLessThan(BOUND);
            }
        }
    }
}
